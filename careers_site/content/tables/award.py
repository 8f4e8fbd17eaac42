"""A pay award: every point of a spine raised by one percentage, for a new pay year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from careers_site.content.tables import rows
from careers_site.content.tables.pay import PAY_POINTS, PayPoint

MOST_PERCENT = Decimal(20)


@dataclass(frozen=True)
class Award:
    """`percent` more than in `from_year`, paid in `year`, as `source` says."""

    spine: str
    from_year: str
    year: str
    percent: Decimal
    source: str
    checked: date


@dataclass(frozen=True)
class Raised:
    """A point before and after an award."""

    before: PayPoint
    annual: int

    @property
    def more(self) -> int:
        return self.annual - self.before.annual


def raised(points: Iterable[PayPoint], award: Award) -> list[Raised]:
    """The points of the year that the award starts from, each with its new pay."""
    return [
        Raised(point, raise_pay(point.annual, award.percent))
        for point in points
        if (point.spine, point.year) == (award.spine, award.from_year)
    ]


def raise_pay(annual: int, percent: Decimal) -> int:
    """The pay with `percent` more, to the nearest pound, half a pound upwards."""
    more = annual * (100 + percent) / 100
    return int(more.quantize(Decimal(1), ROUND_HALF_UP))


def years_of(points: Iterable[PayPoint], spine: str) -> list[str]:
    """The pay years of a spine, the newest first."""
    return sorted({point.year for point in points if point.spine == spine}, reverse=True)


def next_year(year: str) -> str:
    """The pay year after this one: 2026-27 after 2025-26."""
    first = int(year[:4]) + 1
    return f"{first}-{(first + 1) % 100:02}"


def apply(text: str, award: Award, points: Iterable[PayPoint]) -> str:
    """The table with the new year's points at its end, in the place of any that it had."""
    for key in _keys_of(text, award.spine, award.year):
        text = rows.remove(text, PAY_POINTS, key)
    for one in raised(points, award):
        text = rows.add(text, PAY_POINTS, _cells(one, award))
    return text


def _keys_of(text: str, spine: str, year: str) -> Iterator[rows.Key]:
    for cells in rows.rows(text, PAY_POINTS):
        if (cells["spine"], cells["year"]) == (spine, year):
            yield rows.key_of(PAY_POINTS, cells)


def _cells(one: Raised, award: Award) -> dict[str, str]:
    return {
        "spine": award.spine,
        "point": str(one.before.point),
        "year": award.year,
        "annual": str(one.annual),
        "hours": f"{one.before.hours:g}",
        "confidence": "worked-out",
        "source": award.source,
        "checked": award.checked.isoformat(),
    }
