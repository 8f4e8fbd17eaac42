"""What the rows of a file mean for the catalogue: the three-way rule, in SQL.

Three hashes tell it, each blank where there is no row: the file's now, the file's when it was last
loaded (`content_hash`), and the site's (`site_hash`). What changed only in the file is taken; what
changed only on the site stays; what changed on both, differently, is kept as it is on the site and
named, unless the file is to replace it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, insert, literal, select
from sqlalchemy import update as sql_update

from careers_site.courses.changes import recording
from careers_site.courses.changes.models import COURSE, CatalogueChange
from careers_site.courses.importing.staging import FROM_FILE, LEFT_OUT, STAGED
from careers_site.platform.extensions import db

KEPT = "edited on the site, kept"


@dataclass(frozen=True)
class ImportReport:
    """What an import changed, in numbers of courses."""

    added: int
    changed: int
    withdrawn: int
    unchanged: int
    moved: int = 0
    known: int = 0
    """Courses of the source that were listed before."""
    kept: int = 0
    """Courses that the file has otherwise, or no more, and that were edited on the site."""
    settled: int = 0
    """Courses that were edited on the site and are in the file so by now."""

    @property
    def touched(self) -> int:
        """How many courses the search index has to read again."""
        return self.added + self.changed + self.withdrawn

    @property
    def changes_nothing(self) -> bool:
        return not (self.touched or self.moved or self.settled)

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    def __str__(self) -> str:
        kept = f", {self.kept:,} kept as edited on the site" if self.kept else ""
        return (
            f"{self.added:,} added, {self.changed:,} changed, {self.withdrawn:,} withdrawn, "
            f"{self.unchanged:,} unchanged{kept}"
        )


@dataclass(frozen=True)
class Merge:
    """The staged rows of one file beside the courses of a source.

    A partial file says nothing of courses that are not in it. `replaced` are run ids of edited
    courses that are to be as the file says all the same.
    """

    source: str
    load: str
    is_partial: bool = False
    replace_edited: bool = False
    replaced: frozenset[str] = frozenset()

    def report(self) -> ImportReport:
        """What the file would change."""
        pairs = select(
            _number(self.takes()),
            _number(self.keeps()),
            _number(SETTLED),
            _number(MOVED),
            func.count(),
        ).select_from(STAGED.join(COURSE, self.same()))
        changed, kept, settled, moved, known_rows = db.session.execute(
            pairs.where(self.good())
        ).one()
        listed = and_(COURSE.c.source == self.source, LISTED)
        kept_missing, settled_missing = self.keeps_missing(), self._settled_missing()
        return ImportReport(
            added=_count(STAGED, self.good()) - known_rows,
            changed=changed,
            withdrawn=_count(COURSE, self.withdraws()),
            unchanged=known_rows - changed - kept,
            moved=moved,
            known=_count(COURSE, listed),
            kept=kept + _count(COURSE, kept_missing),
            settled=settled + _count(COURSE, settled_missing),
        )

    def fates(self) -> Iterator[tuple[int, str]]:
        """Of every good row: its number, and what becomes of its course. Before the swap."""
        fate = case(
            (COURSE.c.id.is_(None), "added"),
            (self.takes(), "changed"),
            (self.keeps(), KEPT),
            else_="unchanged",
        )
        pairs = select(STAGED.c.row, fate).select_from(STAGED).outerjoin(COURSE, self.same())
        rows = db.session.execute(pairs.where(self.good()).order_by(STAGED.c.row))
        yield from ((row, word) for row, word in rows)

    def kept(self, limit: int | None = None, offset: int = 0) -> list[Any]:
        """Courses that stay as edited, by run id: rows with run_id, title, provider and id."""
        shown = (COURSE.c.run_id, COURSE.c.title, COURSE.c.provider, COURSE.c.id)
        staged = exists().where(self.same(), self.good(), self.keeps()).correlate(COURSE)
        which = (COURSE.c.source == self.source) & (staged | self.keeps_missing())
        wanted = select(*shown).where(which).order_by(COURSE.c.run_id)
        return list(db.session.execute(wanted.limit(limit).offset(offset)))

    def swap(self, change: CatalogueChange, report: ImportReport) -> None:
        """Make the courses of the source those of the file, as `report` says. The caller commits.

        What the report has none of is left out: each pass over a large source takes its time.
        """
        pair = (self.same(), self.good())
        if report.touched:
            taken = exists().where(*pair, self.takes()).correlate(COURSE)
            ours = COURSE.c.source == self.source
            recording.keep_snapshots(change, and_(ours, taken | self.withdraws()))
        if report.moved:
            _execute(sql_update(COURSE).where(*pair, MOVED).values(position=STAGED.c.position))
        if report.settled:
            agrees = {"content_hash": COURSE.c.site_hash}
            _execute(sql_update(COURSE).where(*pair, SETTLED).values(agrees))
            _execute(sql_update(COURSE).where(self._settled_missing()).values(content_hash=""))
        if report.changed:
            self._change(change, pair)
        if report.withdrawn:
            gone = {"withdrawn": True, "content_hash": "", "site_hash": ""}
            stamp = recording.stamp(change)
            _execute(sql_update(COURSE).where(self.withdraws()).values(**stamp, **gone))
        if report.added:
            self._add(change)
            recording.record_added(change)

    def _change(self, change: CatalogueChange, pair: tuple[ColumnElement[bool], ...]) -> None:
        # The run id is the same: writing it would write the index of run ids anew.
        values = {name: STAGED.c[name] for name in FROM_FILE if name != "run_id"}
        values |= {"position": STAGED.c.position, "site_hash": STAGED.c.content_hash}
        stamp = recording.stamp(change)
        taken = sql_update(COURSE).where(*pair, self.takes())
        _execute(taken.values(**values, **stamp, withdrawn=False))

    def _add(self, change: CatalogueChange) -> None:
        values = {name: STAGED.c[name] for name in [*FROM_FILE, "position"]}
        values["site_hash"] = STAGED.c.content_hash
        given = {
            **recording.stamp(change),
            **{"added": change.at, "source": self.source, "withdrawn": False},
        }
        literals = [literal(value, COURSE.c[name].type) for name, value in given.items()]
        rows = select(*values.values(), *literals).where(self.good(), ~self.known())
        ordered = rows.order_by(STAGED.c.position)
        _execute(insert(COURSE).from_select([*values, *given], ordered))

    def good(self) -> ColumnElement[bool]:
        return and_(STAGED.c.load == self.load, STAGED.c.is_good)

    def same(self) -> ColumnElement[bool]:
        """A staged row and the course of this source that it is about."""
        return and_(COURSE.c.source == self.source, COURSE.c.run_id == STAGED.c.run_id)

    def takes(self) -> ColumnElement[bool]:
        """Of a pair: the course becomes what the file says."""
        return and_(CHANGED_IN_FILE, ~AS_ON_SITE, ~self._stays())

    def keeps(self) -> ColumnElement[bool]:
        """Of a pair: changed in the file and edited on the site, which stays."""
        return and_(CHANGED_IN_FILE, ~AS_ON_SITE, self._stays())

    def withdraws(self) -> ColumnElement[bool]:
        """Of a course: it is listed, and no more in the file, not even as a bad row."""
        return and_(self._missing(), LISTED, ~self._stays())

    def keeps_missing(self) -> ColumnElement[bool]:
        return and_(self._missing(), LISTED, self._stays())

    def _stays(self) -> ColumnElement[bool]:
        """Of a course: it was edited on the site, which counts for more than the file."""
        if self.replace_edited:
            return false()
        return and_(EDITED, COURSE.c.run_id.not_in(self.replaced)) if self.replaced else EDITED

    def _settled_missing(self) -> ColumnElement[bool]:
        return and_(self._missing(), ~LISTED)

    def _missing(self) -> ColumnElement[bool]:
        """Of a course: it was in the file that was last loaded, and is not in this whole one."""
        if self.is_partial:
            return false()
        same = STAGED.c.run_id == COURSE.c.run_id
        staged = exists().where(STAGED.c.load == self.load, same, ~LEFT_OUT)
        was_there = and_(COURSE.c.source == self.source, COURSE.c.content_hash != "")
        return and_(was_there, ~staged.correlate(COURSE))

    def known(self) -> ColumnElement[bool]:
        return exists().where(self.same()).correlate(STAGED)


LISTED: ColumnElement[bool] = ~COURSE.c.withdrawn
EDITED: ColumnElement[bool] = COURSE.c.site_hash != COURSE.c.content_hash
CHANGED_IN_FILE: ColumnElement[bool] = STAGED.c.content_hash != COURSE.c.content_hash
AS_ON_SITE: ColumnElement[bool] = STAGED.c.content_hash == COURSE.c.site_hash
SETTLED: ColumnElement[bool] = CHANGED_IN_FILE & AS_ON_SITE
MOVED: ColumnElement[bool] = COURSE.c.position != STAGED.c.position


def _execute(statement: Any) -> None:
    db.session.execute(statement)


def _count(table: Any, condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(condition)) or 0


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows fulfil it, of a query that asks for more in one pass."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
