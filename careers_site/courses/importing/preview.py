"""What publishing an uploaded file would do, course by course, a page of it at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from careers_site.courses.changes.history import Difference, differences
from careers_site.courses.changes.models import COURSE
from careers_site.courses.importing.catalogue_merge import Merge
from careers_site.courses.importing.staging import FROM_FILE, STAGED
from careers_site.platform.extensions import db


@dataclass(frozen=True)
class Shown:
    """A course in such a list. `row` is that of the file, `course_id` that of the site, or 0."""

    run_id: str
    title: str
    provider: str
    row: int = 0
    course_id: int = 0
    differences: list[Difference] = field(default_factory=list)


# What a file writes in many ways: of a new course, how it was understood is shown.
UNDERSTOOD = ("start_date", "cost", "venue", "town", "postcode")
Listing = Callable[[Merge, int, int], list[Shown]]


def added(merge: Merge, limit: int, offset: int) -> list[Shown]:
    wanted = select(STAGED).where(merge.good(), ~merge.known()).order_by(STAGED.c.position)
    return [_added(row._mapping) for row in _page(wanted, limit, offset)]


def changed(merge: Merge, limit: int, offset: int) -> list[Shown]:
    pairs = select(STAGED, COURSE).select_from(STAGED).join(COURSE, merge.same())
    wanted = pairs.where(merge.good(), merge.takes()).order_by(STAGED.c.position)
    return [_changed(row._mapping) for row in _page(wanted, limit, offset)]


def withdrawn(merge: Merge, limit: int, offset: int) -> list[Shown]:
    c = COURSE.c
    wanted = select(c.run_id, c.title, c.provider, c.id).where(merge.withdraws())
    rows = _page(wanted.order_by(c.run_id), limit, offset)
    return [Shown(row.run_id, row.title, row.provider, course_id=row.id) for row in rows]


def kept(merge: Merge, limit: int, offset: int) -> list[Shown]:
    """Each with what the file has otherwise; nothing where it has the course no more."""
    rows = merge.kept(limit, offset)
    pairs = select(STAGED, COURSE).select_from(STAGED).join(COURSE, merge.same())
    wanted = pairs.where(merge.good(), COURSE.c.id.in_([row.id for row in rows]))
    pairs_found = [pair._mapping for pair in db.session.execute(wanted)]
    found = {pair[COURSE.c.id]: _changed(pair).differences for pair in pairs_found}
    return [
        Shown(row.run_id, row.title, row.provider, 0, row.id, found.get(row.id, [])) for row in rows
    ]


LISTINGS: Mapping[str, Listing] = {
    "added": added,
    "changed": changed,
    "withdrawn": withdrawn,
    "kept": kept,
}


def _added(row: Mapping[Any, Any]) -> Shown:
    values = {name: row[STAGED.c[name]] for name in FROM_FILE}
    found = [one for one in differences(None, values) if one.column in UNDERSTOOD]
    return Shown(values["run_id"], values["title"], values["provider"], row["row"], 0, found)


def _changed(row: Mapping[Any, Any]) -> Shown:
    before = {name: row[COURSE.c[name]] for name in [*FROM_FILE, "withdrawn"]}
    after = {**{name: row[STAGED.c[name]] for name in FROM_FILE}, "withdrawn": False}
    return Shown(
        after["run_id"],
        after["title"],
        after["provider"],
        row=row[STAGED.c.row],
        course_id=row[COURSE.c.id],
        differences=differences(before, after),
    )


def _page(wanted: Select[Any], limit: int, offset: int) -> list[Any]:
    return list(db.session.execute(wanted.limit(limit).offset(offset)))
