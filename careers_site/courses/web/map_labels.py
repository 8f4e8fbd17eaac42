"""The names of a few towns on a map, each where it covers nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from careers_site.courses.web.map_frame import SIZE, Frame
from careers_site.places import Place

MOST_TOWNS = 6
# So many are tried: where pins are everywhere, a map has fewer names.
MOST_TRIED = 40
# In units of the drawing.
APART = 48
LETTER, LINE = 7.4, 16


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        across = self.left < other.left and other.right < self.right
        return across and self.top < other.top and other.bottom < self.bottom

    def touches(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


WHOLE = Box(0, 0, SIZE, SIZE)


@dataclass(frozen=True)
class Town:
    """A dot at `x`, `y` and a name beside it, whose anchor is "start" or "end"."""

    name: str
    x: int
    y: int
    anchor: str

    @property
    def box(self) -> Box:
        wide = LETTER * len(self.name) + 10
        left = self.x - 4 if self.anchor == "start" else self.x + 4 - wide
        return Box(left, self.y - LINE / 2, left + wide, self.y + LINE / 2)


def label(frame: Frame, towns: Iterable[Place], taken: Iterable[Box]) -> list[Town]:
    """The largest of `towns`, which come the largest first, that fit beside what is `taken`."""
    south, north, west, east = frame.edges
    shown = (t for t in towns if south < t.latitude < north and west < t.longitude < east)
    return list(islice(_fitting(frame, islice(shown, MOST_TRIED), list(taken)), MOST_TOWNS))


def _fitting(frame: Frame, towns: Iterable[Place], taken: list[Box]) -> Iterator[Town]:
    chosen: list[Town] = []
    for place in towns:
        x, y = round(frame.x(place.longitude)), round(frame.y(place.latitude))
        if any(abs(x - one.x) < APART and abs(y - one.y) < APART for one in chosen):
            continue
        for anchor in ("start", "end"):
            town = Town(place.name, x, y, anchor)
            box = town.box
            if WHOLE.holds(box) and not any(box.touches(other) for other in taken):
                chosen.append(town)
                taken.append(box)
                yield town
                break
