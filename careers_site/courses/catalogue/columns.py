"""The catalogue as NumPy columns in memory: what filters, counts, distance and order work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careers_site.course_index.indexed_courses import State
from careers_site.places.place import EARTH_RADIUS_MILES

Mask = NDArray[np.bool_]
Codes = NDArray[np.int16]
Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

NO_DAY = np.iinfo(np.int32).max
# Where a course is taken: codes of the column `place`; 0 is "not known".
PLACES = {"venue": "At a venue", "anywhere": "From anywhere: online or national"}


@dataclass(frozen=True)
class Columns:
    """One entry a course that is listed, by ascending id. Read only, shared by threads.

    Withdrawn courses are not listed, nor are workshops whose last day is over on `day`.
    """

    state: State
    day: date
    ids: Ids
    level: Codes
    mode: Codes
    study: Codes
    nation: Codes
    step: Codes
    place: Codes
    steps: tuple[str, ...]
    """Step ids: code 1 is the first."""
    latitude: Floats
    """Degrees; NaN where the place is not known, and where the course is taken from anywhere."""
    longitude: Floats
    start: NDArray[np.int32]
    """Days since 1970; NO_DAY where not known, so that these sort last."""
    cost: NDArray[np.float32]
    """Pounds; NaN where not known."""
    title_rank: NDArray[np.int32]
    """The place of the course in the order of titles, then providers."""
    rank: NDArray[np.int32]
    """The place of the course in the order of what we know: those confirmed, those with the most
    details, those checked last."""
    unconfirmed: Mask
    """Whether the page says "Details not confirmed"."""
    over: Mask
    """Whether it has started and, by its length, ended."""
    when: Codes
    hours: Codes
    qualification: Codes
    region: Codes
    """A bit for each region of England in which the course is offered; 0 where not known."""
    provider: NDArray[np.int32]
    providers: tuple[str, ...]
    """Provider names: code 1 is the first."""
    length: NDArray[np.int32]
    """Days; derived.NO_LENGTH where not known."""
    version: NDArray[np.int64]
    """The version of the catalogue in which the course last changed."""

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What is worked out of these columns once, by those who need it, under their own keys."""
        return {}

    @cached_property
    def provider_codes(self) -> Mapping[str, int]:
        return {name: code for code, name in enumerate(self.providers, start=1)}

    def __len__(self) -> int:
        return len(self.ids)

    def everything(self) -> Mask:
        return np.ones(len(self.ids), dtype=bool)

    @cached_property
    def _position_of(self) -> NDArray[np.int32] | None:
        """Id -> position, or -1; None where ids are so far apart that it would be mostly gaps."""
        if not len(self.ids) or self.ids[-1] > 20 * len(self.ids) + 10_000:
            return None
        table = np.full(int(self.ids[-1]) + 1, -1, dtype=np.int32)
        table[self.ids] = np.arange(len(self.ids), dtype=np.int32)
        return table

    def having(self, ids: Ids) -> tuple[Mask, NDArray[np.intp]]:
        """Which courses are among `ids` (ascending), and where each of those stands in `ids`."""
        mask = np.zeros(len(self.ids), dtype=bool)
        if not (len(ids) and len(self.ids)):
            return mask, np.zeros(0, dtype=np.intp)
        table = self._position_of
        if table is None:
            at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
            known = self.ids[at] == ids
        else:
            # What the index has and these columns have not yet stands beyond their last id.
            within = int(np.searchsorted(ids, len(table)))
            at = np.full(len(ids), -1, dtype=np.int32)
            at[:within] = table[ids[:within]]
            known = at >= 0
        mask[at[known]] = True
        return mask, np.flatnonzero(known)

    @cached_property
    def _on_the_globe(self) -> tuple[Any, ...]:
        points = globe(np.radians(self.latitude), np.radians(self.longitude))
        return tuple(part.astype(np.float32) for part in points)

    def miles_from(self, latitude: float, longitude: float) -> Floats:
        """Great-circle distance to each course, to a few feet; NaN where its place is not known.

        In single precision and in place: on a large catalogue this is most of a search's time.
        """
        here = globe(np.radians(latitude), np.radians(longitude))
        square = np.zeros(len(self.ids), dtype=np.float32)
        for theirs, ours in zip(self._on_the_globe, here, strict=True):
            apart = theirs - np.float32(ours)
            apart *= apart
            square += apart
        # Through the earth, then along it: the series of the arc of a chord.
        arc = square * np.float32(3 / 640)
        arc += np.float32(1 / 24)
        arc *= square
        arc += np.float32(1)
        arc *= np.sqrt(square)
        arc *= np.float32(EARTH_RADIUS_MILES)
        return arc.astype(np.float64)


def globe(latitude: Any, longitude: Any) -> tuple[Any, Any, Any]:
    """Positions in radians as points of a ball of radius 1."""
    around = np.cos(latitude)
    return around * np.cos(longitude), around * np.sin(longitude), np.sin(latitude)


def first(found: NDArray[np.intp], by: NDArray[Any], ties: NDArray[Any], count: int) -> Any:
    """The first `count` of `found` in the order of `by`, then of `ties`: without sorting all.

    `by` and `ties` are aligned with `found`. NaN comes last.
    """
    if count < len(found) // 4:
        last = np.partition(by, count)[count]
        if last == last:  # not NaN, which compares with nothing
            kept = np.flatnonzero(by <= last)
            if count < len(kept) // 4:
                kept = _among_equals(kept, by[kept] == last, ties[kept], count)
            found, by, ties = found[kept], by[kept], ties[kept]
    return found[np.lexsort([ties, by])[:count]]


def _among_equals(kept: Any, equal: Any, ties: Any, count: int) -> Any:
    """Of many that are equal at the end of the page, only those whose ties can be on it."""
    room = count - int(np.count_nonzero(~equal))
    last = np.partition(ties[equal], max(room, 0))[max(room, 0)]
    return kept[~equal | (ties <= last)]
