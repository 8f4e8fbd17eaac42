"""The part of the country that a map shows: from degrees to places in the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import TypeVar

from careers_site.courses.catalogue.columns import Floats

Degrees = TypeVar("Degrees", float, Floats)

SIZE = 320
MILES_A_DEGREE = 69.09
# Where the drawing of static/src/outline.js begins, in degrees; it is in hundredths of them.
OUTLINE_WEST, OUTLINE_NORTH, OUTLINE_UNIT = -9.0, 61.0, 0.01


@dataclass(frozen=True)
class Frame:
    """What part of the world is drawn: a centre in degrees and half its height in miles."""

    latitude: float
    longitude: float
    half: float

    @property
    def a_mile(self) -> float:
        return SIZE / 2 / self.half

    @cached_property
    def _a_degree(self) -> tuple[float, float]:
        """How long a degree is in the drawing: across, and down."""
        down = MILES_A_DEGREE * self.a_mile
        return down * cos(radians(self.latitude)), down

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """South, north, west and east of what is drawn, in degrees."""
        across, down = (SIZE / 2 / length for length in self._a_degree)
        north, east = self.latitude + down, self.longitude + across
        return self.latitude - down, north, self.longitude - across, east

    def x(self, longitude: Degrees) -> Degrees:
        return SIZE / 2 + (longitude - self.longitude) * self._a_degree[0]

    def y(self, latitude: Degrees) -> Degrees:
        return SIZE / 2 - (latitude - self.latitude) * self._a_degree[1]

    @property
    def outline(self) -> str:
        """The transformation that puts the outline of the country into its place."""
        across, down = (round(length * OUTLINE_UNIT, 4) for length in self._a_degree)
        left, top = round(self.x(OUTLINE_WEST), 1), round(self.y(OUTLINE_NORTH), 1)
        return f"matrix({across} 0 0 {down} {left} {top})"
