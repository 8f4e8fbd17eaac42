"""Pay: salary bands, and the pay points of councils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from careers_site.content.tables.cells import (
    AsOf,
    Checked,
    Confidence,
    Pounds,
    PoundsOrBlank,
    Slug,
    Source,
    Text,
    as_of_words,
    first_day,
    matching,
    words,
)
from careers_site.content.tables.tables import Table
from careers_site.platform.clock import today

FULL_TIME_HOURS = 37
"""A full-time council week outside London. Source: generally known; the Leeds advert has it."""

ENDED_POINTS = {("NJC", 2): "2026-27"}
"""The first pay year without a point. Sources: njc-2025-dalc, njc-2025-schools (July 2025)."""

KindWord = Literal["official", "advert", "repriced", "history"]


def _hours(text: str) -> str:
    low, _, high = text.partition("-")
    if text and not 0 < float(low) <= float(high or low) <= 60:
        raise ValueError(f'"{text}" is not between 0 and 60 hours a week, lower figure first')
    return text


def _pay_year(text: str) -> str:
    if (int(text[2:4]) + 1) % 100 != int(text[5:]):
        raise ValueError(f'"{text}" is not a pay year: the second year must follow the first')
    return text


def _points(text: str) -> str:
    if text and point_range(text)[1] > point_range(text)[2]:
        raise ValueError(f'"{text}" begins with the higher point')
    return text


def point_range(text: str) -> tuple[str, int, int]:
    """The spine, and its lowest and highest point, of "NJC 12-17" or "NJC 12"."""
    spine, _, points = text.rpartition(" ")
    low, _, high = points.partition("-")
    return spine, int(low), int(high or low)


Kind = Annotated[KindWord, words(get_args(KindWord))]
# Pydantic runs the last of these first.
Hours = Annotated[
    str,
    BeforeValidator(_hours),
    matching(r"(\d+(\.\d+)?(-\d+(\.\d+)?)?)?", "hours a week such as 37 or 36-38"),
]
Points = Annotated[
    str,
    BeforeValidator(_points),
    matching(
        r"([A-Za-z][A-Za-z ]*\b \d{1,3}(-\d{1,3})?)?", "a spine and its points such as NJC 12-17"
    ),
]
PayYear = Annotated[
    str, BeforeValidator(_pay_year), matching(r"20\d\d-\d\d", "a pay year such as 2025-26")
]
Point = Annotated[int, BeforeValidator(int), matching(r"[0-9]{1,3}", "a whole number")]
FullTimeHours = Annotated[
    float, BeforeValidator(float), matching(r"[1-5]\d?(\.\d+)?", "hours a week such as 37")
]


@dataclass(frozen=True)
class SalaryBand:
    """What one employer or one guide says a full-time year pays, in whole pounds.

    `maximum` is None for "£19,000+". `hours` are full-time hours a week: "37", "36-38" or "".
    `as_of` is a day, a month or a year: as exact as the source. `points` are those of a pay spine
    that the post is paid by, such as "NJC 12-17": a pay award then works out the new pay.
    """

    id: Slug
    title: Text
    employer: Text
    kind: Kind
    minimum: Pounds
    maximum: PoundsOrBlank
    hours: Hours
    as_of: AsOf
    source: Source
    confidence: Confidence
    checked: Checked
    note: str
    points: Points = ""

    def __post_init__(self) -> None:
        if self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"minimum: {self.minimum} is above the maximum, {self.maximum}")

    @property
    def pay(self) -> str:
        """The band in words: "£19,000 to £32,000", or "£19,000+" without a maximum."""
        if self.maximum is None:
            return f"£{self.minimum:,}+"
        return f"£{self.minimum:,} to £{self.maximum:,}"

    @property
    def is_coming(self) -> bool:
        """Whether it is pay of a year that has not begun, which readers do not see yet."""
        return first_day(self.as_of) > today()

    @property
    def dated(self) -> str:
        """`as_of` in words: "29 June 2025", "November 2020" or "2010"."""
        return as_of_words(self.as_of)


@dataclass(frozen=True)
class PayPoint:
    """A point of a national pay spine: whole pounds for a full-time year of `hours` a week."""

    spine: Text
    point: Point
    year: PayYear
    annual: Pounds
    hours: FullTimeHours
    confidence: Confidence
    source: Source
    checked: Checked


SALARIES = Table("salaries", SalaryBand, ("id",))
PAY_POINTS = Table("pay_points", PayPoint, ("spine", "point", "year"))


def without_points(points: str, known: Iterable[PayPoint]) -> str:
    """What is wrong with "NJC 13-99" where that spine is not known, or ends before; else blank."""
    spine, low, high = point_range(points)
    numbers = {one.point for one in known if one.spine == spine}
    if not numbers:
        return f"there are no pay points of “{spine}”"
    for number in (low, high):
        if number not in numbers:
            return f"{spine} has points {min(numbers)} to {max(numbers)}, and no point {number}"
    return ""


def pay_now(bands: Iterable[SalaryBand]) -> list[SalaryBand]:
    """What employers pay now: adverts worked out at the newest rates, else as they were printed."""
    known = [band for band in bands if not band.is_coming]
    worked_out = [band for band in known if band.kind == "repriced"]
    if not worked_out:
        return [band for band in known if band.kind == "advert"]
    newest = max(band.as_of for band in worked_out)
    return [band for band in worked_out if band.as_of == newest]


def pay_range(bands: Sequence[SalaryBand]) -> str:
    """From the least to the most of some bands: "£29,542 to £37,563"; empty without any."""
    if not bands:
        return ""
    least = min(band.minimum for band in bands)
    tops = [band.maximum for band in bands if band.maximum is not None]
    return f"£{least:,} to £{max(tops):,}" if tops else f"£{least:,} or more"


def whole(amount: Decimal) -> int:
    """To the nearest pound, half a pound upwards."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def by_point(
    points: Iterable[PayPoint], spine: str = "NJC"
) -> tuple[list[str], list[tuple[int, list[PayPoint | Literal["ended"] | None]]]]:
    """The pay years in order, and for each point its row: None where no figure is known."""
    found = {(point.point, point.year): point for point in points if point.spine == spine}
    years = sorted({year for _, year in found})
    gone: dict[tuple[int, str], Literal["ended"]] = {
        (number, year): "ended"
        for (of, number), end in ENDED_POINTS.items()
        for year in years
        if of == spine and year >= end
    }
    numbers = sorted({number for number, _ in found})
    return years, [
        (number, [found.get((number, year)) or gone.get((number, year)) for year in years])
        for number in numbers
    ]


def without_figure(points: Sequence[PayPoint]) -> dict[str, int]:
    """Pay year -> how many points of the year before have no figure in it, where any have none."""
    missing: Counter[str] = Counter()
    for spine in {one.spine for one in points}:
        years, rows = by_point(points, spine)
        for _, cells in rows:
            for year, (before, cell) in zip(years[1:], pairwise(cells), strict=True):
                missing[year] += isinstance(before, PayPoint) and cell is None
    return dict(sorted((+missing).items()))
