"""The part of the world that a map shows, and its lines of latitude and longitude."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import TypeVar

from careers_site.courses.catalogue.columns import Floats

Degrees = TypeVar("Degrees", float, Floats)

SIZE = 320
MILES_A_DEGREE = 69.09
STEPS = (0.1, 0.25, 0.5, 1, 2)


@dataclass(frozen=True)
class Line:
    """A line of the graticule: its place on its axis, and its degrees in words."""

    at: int
    words: str


@dataclass(frozen=True)
class Frame:
    """What part of the world is drawn: a centre in degrees and half its height in miles."""

    latitude: float
    longitude: float
    half: float

    @property
    def a_mile(self) -> float:
        return SIZE / 2 / self.half

    def x(self, longitude: Degrees) -> Degrees:
        east = (longitude - self.longitude) * cos(radians(self.latitude)) * MILES_A_DEGREE
        return SIZE / 2 + east * self.a_mile

    def y(self, latitude: Degrees) -> Degrees:
        return SIZE / 2 - (latitude - self.latitude) * MILES_A_DEGREE * self.a_mile

    def lines(self, *, is_latitude: bool) -> Iterator[Line]:
        across = MILES_A_DEGREE if is_latitude else MILES_A_DEGREE * cos(radians(self.latitude))
        half = self.half / across
        step = next((step for step in STEPS if half * 2 / step <= 4), STEPS[-1])
        middle = self.latitude if is_latitude else self.longitude
        for count in range(int((middle - half) // step) + 1, int((middle + half) // step) + 1):
            degrees = count * step
            at = self.y(degrees) if is_latitude else self.x(degrees)
            # A label at the end of its axis would be cut off.
            fits = at >= 14 if is_latitude else at <= SIZE - 30
            yield Line(round(at), _degrees(degrees, is_latitude=is_latitude) if fits else "")


def _degrees(degrees: float, *, is_latitude: bool) -> str:
    side = "N" if is_latitude else "E" if degrees > 0 else "W"
    return f"{abs(degrees):g}°{side if degrees else ''}"
