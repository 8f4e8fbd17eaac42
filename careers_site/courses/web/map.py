"""Results on a map of our own: positions, rings of distance and a graticule; no outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
from markupsafe import Markup

from careers_site.courses.finder.filter_base import Positions
from careers_site.courses.finder.matching import Matching
from careers_site.courses.finder.results import CourseHit, Results
from careers_site.courses.web.map_frame import MILES_A_DEGREE, SIZE, Frame, Line

# Room at the edges, so that a dot on the last ring is whole.
MARGIN = 1.12
SMALLEST_MILES = 6.0
# Dots closer than this, in the drawing's own units, are drawn as one.
TOUCHING = 15
MOST_OTHERS = 80
MOST_SEEN = 2_000


@dataclass
class Dot:
    x: int
    y: int
    course_id: int
    numbers: list[int]

    @property
    def words(self) -> str:
        return str(self.numbers[0]) + ("+" if len(self.numbers) > 1 else "")


@dataclass(frozen=True)
class CourseMap:
    """Everything that the drawing shows, in units of a square of SIZE."""

    dots: tuple[Dot, ...]
    others: str
    rings: tuple[tuple[int, int], ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    place: str

    @property
    def svg(self) -> Markup:
        """What stands in the drawing. All numbers and units: nothing to escape."""
        parts = ['<g class="pc-map__lines">']
        for line in self.meridians:
            parts.append(f'<path d="M{line.at} 0V{SIZE}"/>{_label(line.at + 3, 314, line.words)}')
        for line in self.parallels:
            parts.append(f'<path d="M0 {line.at}H{SIZE}"/>{_label(4, line.at - 4, line.words)}')
        parts.append("</g>")
        for radius, miles in self.rings:
            parts.append(f'<circle class="pc-map__ring" cx="160" cy="160" r="{radius}"/>')
            at = f'x="160" y="{156 - radius}"'
            parts.append(f'<text class="pc-map__miles" {at}>{miles} miles</text>')
        parts.append(f'<path class="pc-map__others" d="{self.others}"/>' if self.others else "")
        if self.place:
            parts.append('<path class="pc-map__place" d="M160 150v20M150 160h20"/>')
        parts += [
            f'<a href="#course-{dot.course_id}" tabindex="-1"><circle cx="{dot.x}" cy="{dot.y}" '
            f'r="11"/>{_label(dot.x, dot.y + 4, dot.words)}</a>'
            for dot in self.dots
        ]
        return Markup("".join(parts))  # noqa: S704 - see above


def _label(x: int, y: int, words: str) -> str:
    return f'<text x="{x}" y="{y}">{words}</text>' if words else ""


def draw(results: Results) -> CourseMap | None:
    """The map of a page of results, or None where none of it has a place."""
    places = [(number, hit, _position(hit)) for number, hit in enumerate(results.hits, start=1)]
    placed = [(number, hit.course.id, place) for number, hit, place in places if place]
    if not placed:
        return None
    matching = results.matching
    around = [place for _, _, place in placed]
    frame = _around_place(matching) if matching.near else _around_all(matching, around)
    half = matching.search.within // 2
    rings = (half, matching.search.within) if matching.near else ()
    return CourseMap(
        dots=tuple(_dots(frame, placed)),
        others=_others(frame, matching),
        rings=tuple((round(miles * frame.a_mile), miles) for miles in rings),
        meridians=tuple(frame.lines(is_latitude=False)),
        parallels=tuple(frame.lines(is_latitude=True)),
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
    return Frame(place.latitude, place.longitude, matching.near.within * MARGIN)


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


def _dots(frame: Frame, placed: Sequence[tuple[int, int, tuple[float, float]]]) -> list[Dot]:
    dots: list[Dot] = []
    for number, course_id, (latitude, longitude) in placed:
        x, y = round(frame.x(longitude)), round(frame.y(latitude))
        near = next((d for d in dots if (d.x - x) ** 2 + (d.y - y) ** 2 < TOUCHING**2), None)
        if near:
            near.numbers.append(number)
        else:
            dots.append(Dot(x, y, course_id, [number]))
    # The first are drawn last, over the others.
    return dots[::-1]


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
