"""What is allowed and may still be a slip: each doubt is a sentence that an editor says yes to.

There is no minimum wage here, because no source of ours gives it. What stands in for it is the
lowest known pay point of the same year, which is never below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from careers_site.content.tables.listings import Workshop
from careers_site.content.tables.salary_bands import (
    FULL_TIME_HOURS,
    PayPoint,
    SalaryBand,
    without_points,
)
from careers_site.platform.text.formatting import day, pounds

HIGHEST_PAY = 80_000
FEWEST_HOURS = 10
HIGHEST_PRICE = 2_000
# How far pay moves at one time before somebody looks twice, as a share of what it was.
BIG_CHANGE = 0.25
LONGEST_WORKSHOP = timedelta(days=30)
FAR_AHEAD = timedelta(days=730)


@dataclass(frozen=True)
class Known:
    """What a row is compared with: the published pay points, and the day."""

    points: Sequence[PayPoint]
    today: date


def doubts(row: Any, before: Any | None, known: Known) -> list[str]:
    """What may be wrong with the row and was not so `before`, each as a sentence."""
    asked = set(_of_row(before, known)) if before else set()
    found = [sentence for sentence in _of_row(row, known) if sentence not in asked]
    return [*found, *(_of_change(row, before) if before else ())]


def _of_row(row: Any, known: Known) -> Iterator[str]:
    if isinstance(row, SalaryBand):
        yield from _of_band(row, known)
    elif isinstance(row, PayPoint):
        yield from _of_point(row, known)
    elif isinstance(row, Workshop):
        yield from _of_workshop(row, known.today)


def _of_band(band: SalaryBand, known: Known) -> Iterator[str]:
    hours = float(band.hours.partition("-")[0]) if band.hours else float(FULL_TIME_HOURS)
    if band.hours and hours < FEWEST_HOURS:
        yield f"The full-time week has only {hours:g} hours."
    lowest = None if band.kind == "history" else _lowest(known.points, band.as_of)
    if lowest and band.minimum < lowest.annual * hours / lowest.hours:
        yield (
            f"The minimum, {pounds(band.minimum)} for {hours:g} hours a week, is less than the "
            f"lowest pay point of {lowest.year} ({lowest.spine} {lowest.point}, "
            f"{pounds(lowest.annual)} for {lowest.hours:g} hours). "
            "It may be below the minimum wage."
        )
    if band.maximum and band.maximum > 2 * band.minimum:
        yield (
            f"The maximum, {pounds(band.maximum)}, is more than twice the minimum, "
            f"{pounds(band.minimum)}."
        )
    yield from _too_high(max(band.minimum, band.maximum or 0))
    if band.points and known.points and (wrong := without_points(band.points, known.points)):
        yield f"The pay points are {band.points}, and {wrong}."


def _of_point(point: PayPoint, known: Known) -> Iterator[str]:
    if point.hours < FEWEST_HOURS:
        yield f"The full-time week has only {point.hours:g} hours."
    yield from _too_high(point.annual)
    other = _out_of_order(known.points, point)
    if other:
        yield (
            f"Point {point.point} would pay {pounds(point.annual)}, out of order with point "
            f"{other.point}, which pays {pounds(other.annual)} in {point.year}."
        )


def _of_workshop(workshop: Workshop, today: date) -> Iterator[str]:
    if workshop.starts < today:
        yield f"The workshop starts on {day(workshop.starts)}, which is past."
    if workshop.starts > today + FAR_AHEAD:
        yield f"The workshop starts on {day(workshop.starts)}, more than 2 years from now."
    if workshop.ends and workshop.ends - workshop.starts > LONGEST_WORKSHOP:
        days = (workshop.ends - workshop.starts).days + 1
        yield f"The workshop goes on for {days} days."
    if workshop.price and workshop.price > HIGHEST_PRICE:
        yield f"The price is {pounds(workshop.price)} a person."


def _too_high(pay: int) -> Iterator[str]:
    if pay > HIGHEST_PAY:
        yield f"The pay, {pounds(pay)}, is above {pounds(HIGHEST_PAY)} a year."


def _of_change(row: Any, before: Any) -> Iterator[str]:
    for column, label in (("minimum", "minimum"), ("maximum", "maximum"), ("annual", "pay")):
        old, new = getattr(before, column, None), getattr(row, column, None)
        if old and new is not None and abs(new - old) > BIG_CHANGE * old:
            yield (
                f"The {label} goes from {pounds(old)} to {pounds(new)}: "
                f"{abs(new - old) / old:.0%} {'more' if new > old else 'less'}."
            )
    if row.checked < before.checked:
        yield (
            f"It was checked on {day(before.checked)}, and you say {day(row.checked)}, "
            "which is earlier."
        )


def _lowest(points: Iterable[PayPoint], as_of: str) -> PayPoint | None:
    """The lowest point of the pay year that this date is in, or of the last one that is known."""
    start = int(as_of[:4])
    # A year alone may mean the pay year that ends in it; so do its first three months.
    if len(as_of) == 4 or int(as_of[5:7]) < 4:
        start -= 1
    years = [point.year for point in points if int(point.year[:4]) <= start]
    of_year = [point for point in points if years and point.year == max(years)]
    return min(of_year, key=lambda point: point.annual / point.hours, default=None)


def _out_of_order(points: Iterable[PayPoint], point: PayPoint) -> PayPoint | None:
    """The first point of the same year that pays more though it is lower, or less though higher."""
    for other in points:
        same_year = (other.spine, other.year) == (point.spine, point.year)
        if same_year and (other.point - point.point) * (other.annual - point.annual) < 0:
            return other
    return None
