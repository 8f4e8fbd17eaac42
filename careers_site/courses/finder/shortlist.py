"""Courses that a reader put aside: by their ids in the address, compared and fitted to steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import select

from careers_site.courses.finder.results import CourseHit
from careers_site.courses.models import Course
from careers_site.courses.web import wording
from careers_site.courses.web.wording import Fact
from careers_site.platform.extensions import db

MOST_COMPARED = 4


@dataclass(frozen=True)
class Shortlist:
    """What ids in an address stand for. `unknown` were never in the list of courses."""

    ids: tuple[int, ...]
    courses: tuple[Course, ...]
    withdrawn: tuple[Course, ...]
    unknown: tuple[int, ...]

    def without(self, course_id: int) -> tuple[int, ...]:
        return tuple(number for number in self.ids if number != course_id)


def address(path: str, ids: Sequence[int], key: str = "id") -> str:
    return f"{path}?{urlencode([(key, number) for number in ids])}" if ids else path


def read(ids: Sequence[int]) -> Shortlist:
    """The courses of these ids, in their order."""
    rows = {row.id: row for row in db.session.scalars(select(Course).where(Course.id.in_(ids)))}
    found = [rows[number] for number in ids if number in rows]
    return Shortlist(
        tuple(ids),
        tuple(course for course in found if not course.withdrawn),
        tuple(course for course in found if course.withdrawn),
        tuple(number for number in ids if number not in rows),
    )


def by_step(ids: Sequence[int]) -> dict[str, list[CourseHit]]:
    """For a plan: step id -> the courses of the shortlist that serve it. "" serves no step."""
    found: dict[str, list[CourseHit]] = {}
    for course in read(ids).courses:
        found.setdefault(course.step, []).append(CourseHit(course))
    return found


def side_by_side(courses: Sequence[Course]) -> list[tuple[str, list[Fact]]]:
    """One row a thing to compare: its label and what each course says of it."""
    columns = [wording.to_compare(course) for course in courses]
    rows = [(facts[0].label, list(facts)) for facts in zip(*columns, strict=True)]
    return [row for row in rows if any(fact.is_known for fact in row[1])]
