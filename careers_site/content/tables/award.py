"""A pay award: every point of a spine raised for a new pay year, and the salaries that follow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from careers_site.content.tables import rows
from careers_site.content.tables.salary_bands import (
    PAY_POINTS,
    SALARIES,
    PayPoint,
    point_range,
    whole,
)

MOST_PERCENT = Decimal(20)
WORKED_OUT, SEEN = "worked-out", "seen"


@dataclass(frozen=True)
class Award:
    """What is paid in `year` on top of `from_year`, as `source` says.

    Of `percent` and `flat` pounds the larger counts, or both where they are `added`. No point pays
    less than `floor`. `new` are points with their pay that there were not before.
    """

    spine: str
    from_year: str
    year: str
    percent: Decimal
    source: str
    checked: date
    flat: int = 0
    added: bool = False
    floor: int = 0
    dropped: Collection[int] = ()
    new: Mapping[int, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """ "3.2% more", or "3.2% or £1,290 more"."""
        parts = [f"{self.percent:f}%"] if self.percent or not self.flat else []
        parts += [f"£{self.flat:,}"] if self.flat else []
        return f"{(' and ' if self.added else ' or ').join(parts)} more"

    @property
    def begins(self) -> str:
        """The month from which it is paid, as a salary's `as_of` has it."""
        return f"{self.year[:4]}-04"


@dataclass(frozen=True)
class Raised:
    """A point in the new year. `before` is None for one that is new."""

    point: int
    annual: int
    hours: float
    before: PayPoint | None

    @property
    def more(self) -> int:
        return self.annual - self.before.annual if self.before else 0


def raised(points: Iterable[PayPoint], award: Award) -> list[Raised]:
    """The points of the new year, the lowest first: raised ones that are not dropped, new ones."""
    before = [one for one in points if (one.spine, one.year) == (award.spine, award.from_year)]
    found = [
        Raised(one.point, raise_pay(one.annual, award), one.hours, one)
        for one in before
        if one.point not in {*award.dropped, *award.new}
    ]
    hours = before[0].hours if before else 37.0
    found += (Raised(point, annual, hours, None) for point, annual in award.new.items())
    return sorted(found, key=lambda one: one.point)


def raise_pay(annual: int, award: Award) -> int:
    """The pay after the award."""
    share, flat = annual * award.percent / 100, Decimal(award.flat)
    more = share + flat if award.added else max(share, flat)
    return max(whole(annual + more), award.floor)


def years_of(points: Iterable[PayPoint], spine: str) -> list[str]:
    """The pay years of a spine, the newest first."""
    return sorted({point.year for point in points if point.spine == spine}, reverse=True)


def next_year(year: str) -> str:
    """The pay year after this one: 2026-27 after 2025-26."""
    first = int(year[:4]) + 1
    return f"{first}-{(first + 1) % 100:02}"


def apply(text: str, award: Award, points: Iterable[PayPoint]) -> str:
    """The table with the new year's points at its end, in the place of any that it had."""
    gone = {
        rows.key_of(PAY_POINTS, cells)
        for cells in rows.rows(text, PAY_POINTS)
        if (cells["spine"], cells["year"]) == (award.spine, award.year)
    }
    new = (_cells(one, award) for one in raised(points, award))
    wanted = {rows.key_of(PAY_POINTS, one): one for one in new}
    return rows.put(text, PAY_POINTS, {**dict.fromkeys(gone), **wanted})


def _cells(one: Raised, award: Award) -> rows.Cells:
    return {
        "spine": award.spine,
        "point": str(one.point),
        "year": award.year,
        "annual": str(one.annual),
        "hours": f"{one.hours:g}",
        "confidence": WORKED_OUT if one.before else SEEN,
        "source": award.source,
        "checked": award.checked.isoformat(),
    }


def follow(text: str, award: Award, points: Sequence[Raised]) -> tuple[str, list[str]]:
    """The salaries with those that follow the award, and sentences on what did not follow.

    A salary that names its points has a row of the new year, marked as worked out. A point that
    was dropped gives way to the next higher one.
    """
    found = rows.rows(text, SALARIES)
    wanted: dict[rows.Key, rows.Cells] = {}
    unsaid: list[str] = []
    for cells in _newest(found, award):
        _, low, high = point_range(cells["points"])
        pay = {one.point: one.annual for one in points}
        least = min((point for point in pay if point >= low), default=None)
        if least is None or high not in pay or least > high:
            unsaid.append(f"{cells['employer']}: {cells['points']} are not all among the points.")
            continue
        new = _followed(cells, award, pay[least], pay[high])
        there = next((row for row in found if _is_same_post(row, new)), None)
        new["id"] = there["id"] if there else _new_id(cells["id"], award.year, found)
        wanted[new["id"],] = new
    return rows.put(text, SALARIES, wanted), unsaid


def _newest(found: Sequence[rows.Cells], award: Award) -> list[rows.Cells]:
    """Of every post that is paid by points of the spine, the newest row before the award."""
    newest: dict[tuple[str, str], rows.Cells] = {}
    for cells in found:
        is_paid_so = cells["points"] and point_range(cells["points"])[0] == award.spine
        if is_paid_so and cells["kind"] in {"advert", "repriced"} and cells["as_of"] < award.begins:
            post = cells["employer"], cells["title"]
            if post not in newest or newest[post]["as_of"] < cells["as_of"]:
                newest[post] = cells
    return list(newest.values())


def _followed(cells: rows.Cells, award: Award, least: int, most: int) -> rows.Cells:
    _, low, high = point_range(cells["points"])
    note = (
        f"Worked out from points {low} to {high} of the {award.spine} pay scale for {award.year}. "
        "It is not a new advert."
    )
    return {
        **cells,
        **{"kind": "repriced", "minimum": str(least), "maximum": str(most), "note": note},
        **{"as_of": award.begins, "confidence": WORKED_OUT, "checked": award.checked.isoformat()},
    }


def _is_same_post(row: rows.Cells, new: rows.Cells) -> bool:
    return all(row[name] == new[name] for name in ("employer", "title", "kind", "as_of"))


def _new_id(pattern: str, year: str, found: Iterable[rows.Cells]) -> str:
    wanted = re.sub(r"-\d{4}(-\d\d)?$", "", pattern) + f"-{year}"
    taken = {cells["id"] for cells in found}
    return wanted if wanted not in taken else f"{wanted}-worked-out"
