"""Courses of the open data that lead to no step by the rules: an editor says which they lead to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from careers_site.courses.importing import course_row
from careers_site.courses.importing.open_data_format import NO_STEP
from careers_site.courses.importing.staging import LEFT_OUT, STAGED
from careers_site.courses.uploads.jobs import merge_of
from careers_site.courses.uploads.models import CourseImport
from careers_site.platform.extensions import db

# So many courses of one file can be chosen: more are for a rule.
MOST = 1_000


# What an editor decides on; `step` is blank while the row is left out.
SHOWN = [
    STAGED.c[name]
    for name in ("row", "run_id", "title", "provider", "level", "qualification", "step")
]


def chosen_of(upload: CourseImport) -> Mapping[str, str]:
    """Run id -> step, of the courses chosen in this file."""
    chosen: Mapping[str, str] = (upload.findings or {}).get("chosen", {})
    return chosen


def count(upload: CourseImport, words: str) -> int:
    return db.session.scalar(select(func.count()).where(_which(upload, words))) or 0


def rows(upload: CourseImport, words: str, limit: int, offset: int) -> list[Any]:
    """Those left out and those chosen, in the order of the file: rows of SHOWN."""
    wanted = select(*SHOWN).where(_which(upload, words)).order_by(STAGED.c.row)
    return list(db.session.execute(wanted.limit(limit).offset(offset)))


def choose(upload: CourseImport, run_ids: Collection[str], step: str) -> int:
    """Let courses lead to `step`, or leave them out again if it is blank; how many there were.

    Later files of the source follow once this one is published. The caller commits.
    """
    chosen = dict(chosen_of(upload))
    which = and_(_which(upload, ""), STAGED.c.run_id.in_(run_ids))
    found = list(db.session.execute(select(STAGED).where(which)))
    for row in found:
        _put(row, step)
        chosen.pop(row.run_id, None)
        if step:
            chosen[row.run_id] = step
    left = db.session.scalar(select(func.count()).where(_of(upload), LEFT_OUT)) or 0
    upload.findings = {**(upload.findings or {}), "chosen": chosen, "left_out": {NO_STEP: left}}
    upload.report = merge_of(upload).report().as_json()
    return len(found)


def _put(row: Any, step: str) -> None:
    values = {**row._mapping, "step": step}
    content_hash = course_row.hash_of(values) if step else ""
    this = and_(STAGED.c.load == row.load, STAGED.c.position == row.position)
    db.session.execute(
        update(STAGED).where(this).values(step=step, is_good=bool(step), content_hash=content_hash)
    )


def _of(upload: CourseImport) -> ColumnElement[bool]:
    return STAGED.c.load == (upload.load or "")


def _which(upload: CourseImport, words: str) -> ColumnElement[bool]:
    is_open = or_(LEFT_OUT, STAGED.c.run_id.in_(list(chosen_of(upload))))
    shown = (STAGED.c.title, STAGED.c.provider, STAGED.c.qualification)
    fits = [
        or_(*[column.icontains(word, autoescape=True) for column in shown])
        for word in words.split()
    ]
    return and_(_of(upload), is_open, *fits)
