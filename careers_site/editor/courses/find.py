"""Courses as editors look for them: also those that are withdrawn, and those that want attention.

The search index knows neither, so that the table itself is searched: in one pass that stops at
MOST courses, and only their ids are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, func, or_, select

from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.catalogue.columns import NO_DAY
from careers_site.courses.catalogue.derived import NO_LENGTH, days_of
from careers_site.courses.catalogue.loading import EPOCH
from careers_site.courses.changes.models import IMPORT, CatalogueChange
from careers_site.courses.importing.course_row import CourseRow
from careers_site.courses.importing.native_format import MADE_OF
from careers_site.courses.models import Course
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.errors import refuse_unknown
from careers_site.platform.web.pagination import Paging, paging

MOST = 1_000
A_PAGE = 25
LONGEST = 200
YEAR = timedelta(days=365)
IN = (Course.title, Course.provider, Course.town, Course.run_id)
STATES: Mapping[str, str] = {"": "Listed", "withdrawn": "Withdrawn", "any": "Listed and withdrawn"}
WANTS: Mapping[str, str] = {
    "": "Every course",
    "ended": "It has ended",
    "started": "Its start is past",
    "unchecked": "Not checked for 12 months",
    "no-address": "No web address",
}
# With its start, what a course is known by, as in files without run ids.
TEXTS = tuple(name for name in MADE_OF if name != "start_date")
WAYS = ("level", "learning_mode", "study_time", "attendance")
# How long a course of unknown length is taken to go on.
DAYS_IN_YEAR = 365


@dataclass(frozen=True)
class CourseQuery:
    """The filters of an editor's search. Blank means any; for `state` it means listed."""

    q: str = ""
    source: str = ""
    state: str = ""
    wants: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str], sources: Sequence[str]) -> CourseQuery:
        """Read a query string. Raises BadQueryError for an unknown key or value."""
        allowed: dict[str, Any] = {"source": ["", *sources], "state": STATES, "wants": WANTS}
        for key in args:
            if key not in {*allowed, "q", "page"}:
                raise refuse_unknown("part of this address", key, [*allowed, "q", "page"])
        for key, words in allowed.items():
            if args.get(key, "") not in words:
                raise refuse_unknown(key, args[key], list(words))
        chosen = {key: args.get(key, "") for key in allowed}
        q = one_line(args.get("q"), LONGEST)
        return cls(q=q, **chosen)

    @property
    def is_narrowed(self) -> bool:
        return self != CourseQuery()


@dataclass(frozen=True)
class Found:
    """A page of courses, of MOST at most; `is_more` where there are more than that."""

    courses: Sequence[Course]
    paging: Paging
    is_more: bool


def find(asked: CourseQuery) -> Found:
    """The courses that fit, in the order in which they came. Raises BadQueryError past the end."""
    conditions = list(_conditions(asked))
    wanted = select(Course.id).where(*conditions).order_by(Course.id).limit(MOST + 1)
    ids = list(db.session.scalars(wanted))
    pages = paging(min(len(ids), MOST), A_PAGE)
    shown = ids[:MOST][pages.offset :][:A_PAGE]
    rows = select(Course).where(Course.id.in_(shown)).order_by(Course.id)
    return Found(list(db.session.scalars(rows)), pages, len(ids) > MOST)


def same(row: CourseRow, run_id: str) -> Course | None:
    """A listed course that is known by the same as this one, under another run id."""
    alike = (func.lower(getattr(Course, name)) == getattr(row, name).lower() for name in TEXTS)
    # The evening course beside the one by day is another.
    ways = (getattr(Course, name) == getattr(row, name) for name in WAYS)
    wanted = select(Course).where(~Course.withdrawn, Course.run_id != run_id, *alike, *ways)
    starts = wanted.where(Course.start_date.is_not_distinct_from(row.start_date))
    return db.session.scalars(starts.order_by(Course.id)).first()


def count_withdrawn(asked: CourseQuery) -> int:
    """How many withdrawn courses a search of the listed ones would find too."""
    conditions = _conditions(replace(asked, state="withdrawn"))
    return db.session.scalar(select(func.count(Course.id)).where(*conditions)) or 0


def all_found(asked: CourseQuery) -> list[Course]:
    """The courses that fit, MOST at most."""
    wanted = select(Course).where(*_conditions(asked)).order_by(Course.id).limit(MOST)
    return list(db.session.scalars(wanted))


def sources() -> list[str]:
    """Whose courses there are, by name."""
    return sorted(db.session.scalars(select(Course.source).distinct()))


def wants_of(courses: Sequence[Course]) -> dict[int, list[str]]:
    """What about each course wants attention, in words, by the course's id."""
    now = today()
    ids = [course.id for course in courses]
    old = select(Course.id).where(Course.id.in_(ids), _wants("unchecked", now))
    unchecked = set(db.session.scalars(old))
    wants = {}
    for course in courses:
        is_over = has_ended(course, now)
        found = {
            "ended": is_over,
            "started": not is_over and course.start_date is not None and course.start_date < now,
            "unchecked": course.id in unchecked,
            "no-address": not course.url,
        }
        wants[course.id] = [WANTS[key] for key, is_so in found.items() if is_so]
    return wants


def _conditions(asked: CourseQuery) -> Any:
    for word in asked.q.split():
        yield or_(*[_holds(column, word) for column in IN])
    if asked.source:
        yield Course.source == asked.source
    if asked.state != "any":
        yield Course.withdrawn if asked.state else ~Course.withdrawn
    if asked.wants:
        yield _wants(asked.wants, today())


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    """Large and small letters are the same; SQLite's LIKE does that by itself, and faster."""
    if db.engine.dialect.name == "sqlite":
        return and_(column.contains(word, autoescape=True))
    return and_(column.icontains(word, autoescape=True))


def count(what: str) -> int:
    """How many listed courses want this sort of attention."""
    if what == "ended":
        return len(ended(today()))
    wanted = select(func.count(Course.id)).where(~Course.withdrawn, _wants(what, today()))
    return db.session.scalar(wanted) or 0


def _wants(what: str, day: date) -> ColumnElement[bool]:
    if what == "ended":
        # As many as are ever shown, so that the statement stays short.
        return Course.id.in_(ended(day)[: MOST + 1])
    if what == "started":
        return Course.start_date < day
    if what == "unchecked":
        return or_(Course.checked < day - YEAR, and_(Course.checked.is_(None), _is_stale(day)))
    return Course.url == ""


def _is_stale(day: date) -> ColumnElement[bool]:
    """Neither has the course changed for 12 months, nor was a file of its source loaded since."""
    since = datetime.combine(day - YEAR, time(), UTC)
    loaded = select(CatalogueChange.source).where(
        CatalogueChange.kind == IMPORT, CatalogueChange.at >= since
    )
    return and_(Course.changed < since, Course.source.not_in(loaded))


def ended(day: date) -> list[int]:
    """The ids of listed courses that have ended by `day`, ascending."""
    columns = course_columns()
    lengths = np.where(columns.length == NO_LENGTH, DAYS_IN_YEAR, columns.length)
    ends = columns.start.astype(np.int64) + lengths
    found = columns.ids[(columns.start != NO_DAY) & (ends < (day - EPOCH).days)]
    return [int(number) for number in found]


def has_ended(course: Course, day: date) -> bool:
    """Whether one course has ended by `day`."""
    if course.start_date is None:
        return False
    length = days_of(course.duration)
    return (day - course.start_date).days > (DAYS_IN_YEAR if length == NO_LENGTH else length)
