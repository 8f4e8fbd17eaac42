"""The pay point finder of /salary: what points of the council scale pay, year by year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from careers_site.content.tables.salary_bands import PayPoint
from careers_site.platform.text.numbers import typed_range
from careers_site.platform.text.text_safety import one_line

_NAME = re.compile(r"(njc |pay )?(scps?|spinal (column )?points?|points?) ?", re.IGNORECASE)


@dataclass(frozen=True)
class PointYear:
    """What the lowest and the highest of some points pay in one pay year."""

    year: str
    low: PayPoint
    high: PayPoint

    @property
    def was_seen(self) -> bool:
        return self.low.confidence == self.high.confidence == "seen"


class PointForm(Form):
    """The question for pay points, and once it is answered their `years`, newest first."""

    years: tuple[PointYear, ...] = ()
    point = StringField(
        "Pay point in the advert", description="For example 12, SCP 12, or SCP 12 to 17"
    )


def typed_points(text: str) -> tuple[int, int] | None:
    """The lowest and the highest point of "12", "SCP 12" or "points 12 to 17"; else None."""
    found = typed_range(_NAME.sub("", text))
    if found is None or any(one != int(one) for one in found):
        return None
    return int(found[0]), int(found[1])


def names_points(text: str) -> bool:
    """Whether a text says that its numbers are pay points: "SCP 12"."""
    return bool(_NAME.match(text))


def point_years(asked: tuple[int, int], points: Iterable[PayPoint]) -> tuple[PointYear, ...]:
    """Every year in which both points are known, newest first."""
    found = {(point.year, point.point): point for point in points}
    low, high = asked
    years = sorted({year for year, _ in found}, reverse=True)
    return tuple(
        PointYear(year, found[year, low], found[year, high])
        for year in years
        if (year, low) in found and (year, high) in found
    )


def find_points(args: MultiDict[str, str], points: Iterable[PayPoint]) -> PointForm:
    """The points that a query string asks for; no query, no result and no error."""
    if not args:
        return PointForm()
    form = PointForm(MultiDict((key, one_line(value)) for key, value in args.items()))
    known = list(points)
    asked = typed_points(form.point.data or "")
    if asked is None:
        form.point.errors = ["Enter the pay point as a number, such as 12"]
        return form
    form.years = point_years(asked, known)
    if not form.years:
        form.point.errors = [f"Enter a pay point from {bounds(known)}"]
    return form


def bounds(points: Iterable[PayPoint]) -> str:
    """The lowest and the highest of some points, in words."""
    numbers = [one.point for one in points]
    return f"{min(numbers)} to {max(numbers)}"
