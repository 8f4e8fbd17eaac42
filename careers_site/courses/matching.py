"""A search applied to the columns of the catalogue: one mask a filter, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careers_site.courses.catalogue import course_index
from careers_site.courses.columns import NO_DAY, PLACES, Columns, Floats, Mask
from careers_site.courses.filters import Near, Phrase
from careers_site.courses.query import CourseSearch
from careers_site.places import Place
from careers_site.search.index import Scores

Positions = NDArray[np.intp]
PLACE_CODES = {"not-known": 0, **{place: code for code, place in enumerate(PLACES, start=1)}}


class Matching:
    """The masks of a search, each made once. `place` is where `near` was found to be."""

    def __init__(self, search: CourseSearch, columns: Columns, place: Place | None) -> None:
        self.search = search
        self.columns = columns
        self.near = Near(place, search.within) if place else None
        self._scores: Scores = np.zeros(len(columns), dtype=np.float32)
        self.masks: dict[str, Mask] = {}
        if search.q:
            self.masks["q"] = self._match_words(search.q)
        for choices in search.choices():
            self.masks[choices.key] = choices.narrow(columns)
        if self.near:
            self.masks["near"] = self.near.narrow(self.distances)

    def _match_words(self, words: str) -> Mask:
        index = course_index()
        if not index.holds(self.columns.state):
            index.ensure_fresh()
        ids, scores = index.matches(words)
        mask, positions = self.columns.having(ids)
        self._scores[mask] = scores[positions]
        return mask

    @cached_property
    def distances(self) -> Floats:
        """Miles to each course; NaN where that says nothing."""
        if self.near is None:
            return np.full(len(self.columns), np.nan)
        return self.near.distances(self.columns)

    def all_but(self, *keys: str) -> Mask:
        """What the filters leave when those named are taken away."""
        mask = self.columns.everything()
        for key, other in self.masks.items():
            if key not in keys:
                mask &= other
        return mask

    @cached_property
    def everything_that_fits(self) -> Mask:
        return self.all_but()

    def apart(self, place: str) -> Mask:
        """What fits apart from the distance, which cannot judge it: `place` is its column."""
        return np.asarray(self.all_but("near") & (self.columns.place == PLACE_CODES[place]))

    def phrases(self) -> Iterator[Phrase]:
        for choices in self.search.choices():
            yield choices.sentence()
        if self.near:
            yield self.near.sentence()
        if self.search.q:
            yield Phrase(after=f"matching “{self.search.q}”")

    def ordered(self, mask: Mask) -> Positions:
        """Positions of the courses in `mask`, in the order of the search."""
        found = np.flatnonzero(mask)
        titles = self.columns.title_rank[found]
        return found[np.lexsort([titles, self._sorted_by(found)])]

    def _sorted_by(self, found: Positions) -> NDArray[Any]:
        order = self.search.order(is_placed=self.near is not None)
        if order == "relevance":
            return -self._scores[found]
        if order == "distance":
            return self.distances[found]
        if order == "start":
            return _soonest(self.columns.start[found])
        return self.columns.title_rank[found]


def _soonest(start: NDArray[np.int32]) -> NDArray[np.int64]:
    """Coming starts first, then those not known, then those that are past, the latest first."""
    today = (datetime.now(UTC).date() - date(1970, 1, 1)).days
    days = start.astype(np.int64)
    return np.where(days >= today, days, 2 * np.int64(NO_DAY) - days)
