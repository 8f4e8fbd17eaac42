"""Results on a map of our own: pins on the outline of the country, towns, rings of distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians

import numpy as np
from markupsafe import Markup, escape

from careers_site.courses.finder.filter_counts import Positions
from careers_site.courses.finder.matching import Matching
from careers_site.courses.finder.results import CourseHit, Results
from careers_site.courses.web.map_frame import MILES_A_DEGREE, Frame
from careers_site.courses.web.map_labels import Box, Town, label
from careers_site.places import known_towns
from careers_site.platform.web.assets import asset

# Room at the edges, so that a pin on the last ring is whole.
MARGIN = 1.12
# The coast is drawn to the nearest mile or two: a closer look would show it in the wrong place.
SMALLEST_MILES = 30.0
PIN = 13
# Pins closer than this, in the drawing's own units, are drawn as one, so that none hides another.
TOUCHING = 28
SMALLEST_RING = 30
MOST_OTHERS = 80
MOST_SEEN = 2_000


@dataclass
class Pin:
    """One place: the first course there, and the numbers of all in the list."""

    x: int
    y: int
    hit: CourseHit
    numbers: list[int] = field(default_factory=list)

    @property
    def words(self) -> str:
        return str(self.numbers[0]) + ("+" if len(self.numbers) > 1 else "")

    @property
    def name(self) -> str:
        more = f", and {len(self.numbers) - 1} more here" if len(self.numbers) > 1 else ""
        return f"{self.words}: {self.hit.course.title}{more}"

    @property
    def box(self) -> Box:
        return Box(self.x - PIN, self.y - PIN, self.x + PIN, self.y + PIN)


@dataclass(frozen=True)
class CourseMap:
    """Everything that the drawing shows, in units of a square of SIZE."""

    pins: tuple[Pin, ...]
    others: str
    rings: tuple[tuple[int, int], ...]
    towns: tuple[Town, ...]
    outline: str
    place: str

    @property
    def svg(self) -> Markup:
        """What stands in the drawing; only the names in it come from people."""
        land = [
            f'<use class="pc-map__{part}" href="{asset("uk.svg")}#{part}"/>'
            for part in ("beside", "uk")
        ]
        parts = [f'<g aria-hidden="true"><g transform="{self.outline}">{"".join(land)}</g>']
        for radius, miles in self.rings:
            parts.append(f'<circle class="pc-map__ring" cx="160" cy="160" r="{radius}"/>')
            at = f'x="160" y="{156 - radius}"'
            parts.append(f'<text class="pc-map__miles" {at}>{miles} miles</text>')
        parts += [
            f'<g class="pc-map__town" text-anchor="{town.anchor}"><circle cx="{town.x}" '
            f'cy="{town.y}" r="3"/><text x="{town.x + (7 if town.anchor == "start" else -7)}" '
            f'y="{town.y + 5}">{escape(town.name)}</text></g>'
            for town in self.towns
        ]
        parts.append(f'<path class="pc-map__others" d="{self.others}"/>' if self.others else "")
        if self.place:
            parts.append('<path class="pc-map__place" d="M160 150v20M150 160h20"/>')
        parts.append("</g>")
        parts += [
            f'<a href="#course-{pin.hit.course.id}" aria-label="{escape(pin.name)}">'
            f'<circle cx="{pin.x}" cy="{pin.y}" r="{PIN}"/>'
            f'<text x="{pin.x}" y="{pin.y + 5}">{pin.words}</text></a>'
            for pin in self.pins
        ]
        return Markup("".join(parts))  # noqa: S704 - names are escaped, the rest is numbers


def draw(results: Results) -> CourseMap | None:
    """The map of a page of results, or None where none of it has a place."""
    places = [(number, hit, _position(hit)) for number, hit in enumerate(results.hits, start=1)]
    placed = [(number, hit, place) for number, hit, place in places if place]
    if not placed:
        return None
    matching = results.matching
    around = [place for _, _, place in placed]
    frame = _around_place(matching) if matching.near else _around_all(matching, around)
    within = matching.search.within
    rings = [(round(miles * frame.a_mile), miles) for miles in (within // 2, within)]
    pins = _pins(frame, placed)
    return CourseMap(
        pins=tuple(pins),
        others=_others(frame, matching),
        rings=tuple(ring for ring in rings if matching.near and ring[0] >= SMALLEST_RING),
        towns=tuple(label(frame, known_towns(), [pin.box for pin in pins])),
        outline=frame.outline,
        place=matching.near.place.name if matching.near else "",
    )


def _position(hit: CourseHit) -> tuple[float, float] | None:
    course = hit.course
    nowhere = course.national or course.learning_mode == "online"
    if nowhere or course.latitude is None or course.longitude is None:
        return None
    return course.latitude, course.longitude


def _around_place(matching: Matching) -> Frame:
    assert matching.near
    place = matching.near.place
    half = max(matching.near.within, SMALLEST_MILES) * MARGIN
    return Frame(place.latitude, place.longitude, half)


def _around_all(matching: Matching, shown: Sequence[tuple[float, float]]) -> Frame:
    found = _some(matching)
    latitudes = np.append(matching.columns.latitude[found], [place[0] for place in shown])
    longitudes = np.append(matching.columns.longitude[found], [place[1] for place in shown])
    south, north = float(np.nanmin(latitudes)), float(np.nanmax(latitudes))
    west, east = float(np.nanmin(longitudes)), float(np.nanmax(longitudes))
    middle = (south + north) / 2
    wide = (east - west) * cos(radians(middle))
    half = max((north - south) / 2, wide / 2) * MILES_A_DEGREE
    return Frame(middle, (west + east) / 2, max(half, SMALLEST_MILES) * MARGIN)


def _pins(frame: Frame, placed: Sequence[tuple[int, CourseHit, tuple[float, float]]]) -> list[Pin]:
    pins: list[Pin] = []
    for number, hit, (latitude, longitude) in placed:
        x, y = round(frame.x(longitude)), round(frame.y(latitude))
        near = next((p for p in pins if (p.x - x) ** 2 + (p.y - y) ** 2 < TOUCHING**2), None)
        if near is None:
            near = Pin(x, y, hit)
            pins.append(near)
        near.numbers.append(number)
    return pins


def _others(frame: Frame, matching: Matching) -> str:
    """The rest of what fits as the path of small dots, one for each spot."""
    columns, found = matching.columns, _some(matching)
    latitudes, longitudes = columns.latitude[found], columns.longitude[found]
    placed = ~np.isnan(latitudes)
    x = np.rint(frame.x(longitudes[placed])).astype(np.int32)
    y = np.rint(frame.y(latitudes[placed])).astype(np.int32)
    spots = np.unique(x * 1000 + y)
    # Of too many, some from everywhere.
    few = spots[:: len(spots) // MOST_OTHERS + 1].tolist()
    return "".join(f"M{spot // 1000} {spot % 1000}h0" for spot in few)


def _some(matching: Matching) -> Positions:
    """What fits, or of very many some from everywhere: a drawing shows no more."""
    return matching.fitting[:: len(matching.fitting) // MOST_SEEN + 1]
