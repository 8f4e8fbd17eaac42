"""`/api/v1/scales` and `/api/v1/salaries`: what can be asked, and what the job pays."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from careers_site.api.shape import Asked, Confidence, Shape
from careers_site.content.tables.salary_bands import KindWord


class Level(Shape):
    id: str
    label: str


class Scale(Shape):
    """A question, and its answers from the lowest up. A rare scale is a certificate few hold."""

    id: str
    label: str
    question: str
    rare: bool
    levels: tuple[Level, ...]


class Scales(Shape):
    scales: tuple[Scale, ...]


class Reference(Shape):
    """What a figure rests on."""

    id: str
    title: str
    publisher: str
    url: str | None
    dated: str


class Sources(Shape):
    sources: tuple[Reference, ...]


class Band(Shape):
    """Whole pounds for a full-time year. `maximum` is null for "£19,000+". `hours` are full-time
    hours a week: "37", "36-38" or null. `as_of` is a day, a month or a year;
    "2012~" means about 2012. `points` are those of a pay spine that
    the post is paid by, such as "NJC 12-17", or empty."""

    id: str
    title: str
    employer: str
    kind: KindWord
    minimum: int
    maximum: int | None
    hours: str | None
    as_of: str
    source: Reference
    confidence: Confidence
    checked: date
    note: str
    points: str


class Point(Shape):
    """A point of a national pay spine: whole pounds for a full-time year of `hours` a week."""

    spine: str
    point: int
    annual: int
    hours: float
    as_of: str = Field(validation_alias="year")
    source: Reference
    confidence: Confidence
    checked: date


class Salaries(Shape):
    bands: tuple[Band, ...]
    pay_points: tuple[Point, ...]


def scales_answer(asked: Asked) -> Scales:
    return Scales(scales=tuple(map(Scale.model_validate, asked.library.rules.scales.values())))


def salaries_answer(asked: Asked) -> Salaries:
    """Every band and pay point in the order of the tables."""
    sources = asked.library.sources
    return Salaries(
        bands=tuple(
            Band(**{**vars(band), "hours": band.hours or None, "source": sources[band.source]})
            for band in asked.library.salaries
            if not band.is_coming
        ),
        pay_points=tuple(
            Point.model_validate({**vars(point), "source": sources[point.source]})
            for point in asked.library.pay_points
        ),
    )


def sources_answer(asked: Asked) -> Sources:
    """What every id of a source in the other answers stands for."""
    return Sources(sources=tuple(map(Reference.model_validate, asked.library.sources.values())))
