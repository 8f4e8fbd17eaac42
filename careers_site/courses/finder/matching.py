"""A search applied to the columns of the catalogue: one mask a filter, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careers_site.content.library import library
from careers_site.courses.catalogue.catalogue import course_index
from careers_site.courses.catalogue.columns import NO_DAY, PLACES, Columns, Floats, Mask, first
from careers_site.courses.finder.filter_counts import Facet, Positions
from careers_site.courses.finder.filters import ON_THE_PAGE
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.threshold_filters import EPOCH, LIMITS
from careers_site.courses.finder.value_filter import Choices, Near, Phrase
from careers_site.places import Place
from careers_site.platform.clock import today

PLACE_CODES = {"not-known": 0, **{place: code for code, place in enumerate(PLACES, start=1)}}


class Matching:
    """The masks of a search, each made once. `place` is where `near` was found to be."""

    def __init__(self, search: CourseSearch, columns: Columns, place: Place | None) -> None:
        self.search = search
        self.columns = columns
        self.near = Near(place, search.within) if place else None
        self._scores: NDArray[np.float32] | None = None
        self.masks: dict[str, Mask] = {}
        if search.q:
            self.masks["q"] = self._match_words(search.q)
        self.filters = search.filters()
        for chosen in self.filters:
            self.masks[chosen.key] = chosen.narrow(columns)
        if self.near:
            self.masks["near"] = self.near.narrow(self.distances)

    def _match_words(self, words: str) -> Mask:
        # Maybe of an index that is a little old: no page waits until it has caught up.
        ids, scores = course_index().matches(words, library().synonyms)
        mask, positions = self.columns.having(ids)
        self._scores = np.zeros(len(self.columns), dtype=np.float32)
        self._scores[mask] = scores[positions]
        return mask

    @cached_property
    def distances(self) -> Floats:
        """Miles to each course; NaN where that says nothing."""
        if self.near is None:
            return np.full(len(self.columns), np.nan)
        return self.near.distances(self.columns)

    def miles(self, positions: Positions) -> list[float | None]:
        """Miles to these courses; None where not known."""
        if self.near is None:
            return [None] * len(positions)
        far = self.distances[positions].tolist()
        return [None if distance != distance else distance for distance in far]

    def all_but(self, *keys: str) -> Mask:
        """What the filters leave when those named are taken away."""
        masks = [mask for key, mask in self.masks.items() if key not in keys]
        if not masks:
            return self.columns.everything()
        left = masks[0].copy()
        for mask in masks[1:]:
            left &= mask
        return left

    @cached_property
    def everything_that_fits(self) -> Mask:
        return self.all_but()

    @cached_property
    def fitting(self) -> Positions:
        return np.flatnonzero(self.everything_that_fits)

    def apart(self, place: str) -> Mask:
        """What fits apart from the distance, which cannot judge it: `place` is its column."""
        return np.asarray(self.all_but("near") & (self.columns.place == PLACE_CODES[place]))

    def phrases(self) -> Iterator[Phrase]:
        for chosen in self.filters:
            yield chosen.sentence()
        if self.near:
            yield self.near.sentence()
        if self.search.q:
            yield Phrase(after=f"matching “{self.search.q}”")

    def facets(self) -> Iterator[Facet]:
        """Every filter with its counts, for the results as they are without that filter."""
        for kind in ON_THE_PAGE:
            chosen = Choices(self.search.kind(kind.key), self.search.values(kind.key))
            yield chosen.facet(self.columns, self._all_but_one(kind.key))
        for key, limit in LIMITS.items():
            yield limit(getattr(self.search, key)).facet(self.columns, self._all_but_one(key))

    def _all_but_one(self, key: str) -> Positions | None:
        """Where the courses are that all filters but one leave; None for all courses."""
        if not self.masks or set(self.masks) == {key}:
            return None
        return np.flatnonzero(self.all_but(key)) if key in self.masks else self.fitting

    def ordered(self, found: Positions, upto: int) -> Positions:
        """The first `upto` of these positions, in the order of the search; what is over last."""
        over = self.columns.over[found]
        coming = self._in_order(found[~over], upto)
        return np.append(coming, self._in_order(found[over], upto - len(coming)))

    def _in_order(self, found: Positions, upto: int) -> Positions:
        ordered: Positions = first(found, self._sorted_by(found), self.columns.rank[found], upto)
        return ordered

    def _by_title(self, found: Positions) -> NDArray[np.int64]:
        """By title, with courses whose details are not confirmed last."""
        ranks = self.columns.title_rank[found].astype(np.int64)
        return ranks + len(self.columns) * self.columns.unconfirmed[found]

    def _sorted_by(self, found: Positions) -> NDArray[Any]:
        """Somebody who asks for the nearest or cheapest gets it, confirmed or not."""
        order = self.search.order(is_placed=self.near is not None)
        if order == "relevance" and self._scores is not None:
            last = self.columns.unconfirmed[found] * np.float64(self._scores.max() + 1)
            return last - self._scores[found]
        if order == "distance":
            return self.distances[found]
        if order == "start":
            return _soonest(self.columns.start[found])
        if order == "cost":
            return self.columns.cost[found]
        if order == "length":
            return self.columns.length[found]
        return self._by_title(found) if order == "title" else self.columns.rank[found]


def _soonest(start: NDArray[np.int32]) -> NDArray[np.int64]:
    """Coming starts first, then those not known, then those that are past, the latest first."""
    days = start.astype(np.int64)
    return np.where(days >= (today() - EPOCH).days, days, 2 * np.int64(NO_DAY) - days)
