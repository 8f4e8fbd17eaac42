"""How the course search filters by ticked values: the words of a filter, what it narrows the search
to, and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from careers_site.courses import terms
from careers_site.courses.catalogue.columns import Columns, Floats, Mask
from careers_site.courses.finder.filter_counts import Facet, FacetValue, Positions, counted
from careers_site.places import Place

WITHIN = (5, 10, 15, 20, 25, 30, 40, 50, 75)
USUAL_WITHIN = 20


@dataclass(frozen=True)
class Phrase:
    """A filter in the sentence: words before "courses", after it, or after a comma."""

    before: str = ""
    after: str = ""
    aside: str = ""


@dataclass(frozen=True)
class ValueFilter:
    """A filter by ticked values. `key` is its query parameter and, by default, its column."""

    key: str
    title: str
    words: Callable[[], Mapping[str, str]]
    # What the sentence says for a value, where its label does not read well there.
    said: Mapping[str, str] = field(default_factory=dict)
    # "in" Wales: goes after "courses". Without it the words go before: "online courses".
    preposition: str = ""
    # A value that fits whatever is chosen: a course for the whole UK is in every nation.
    fits_all: str = ""
    hint: str = ""

    def allowed(self) -> list[str]:
        return [word for word in self.words() if word != self.fits_all] + [terms.NOT_KNOWN]

    def label(self, value: str) -> str:
        return "Not known" if value == terms.NOT_KNOWN else self.words()[value]

    def read(self, given: set[str]) -> tuple[str, ...]:
        """The values in the order of the words. Raises KeyError with one that does not exist."""
        allowed = self.allowed()
        for value in sorted(given.difference(allowed)):
            raise KeyError(value)
        return tuple(value for value in allowed if value in given)

    def codes(self, columns: Columns) -> Mapping[str, int]:  # noqa: ARG002 - some kinds need it
        return _codes(tuple(self.words()))

    def column(self, columns: Columns) -> NDArray[np.integer]:
        column: NDArray[np.integer] = getattr(columns, self.key)
        return column

    def narrow(self, columns: Columns, values: Sequence[str]) -> Mask:
        """Courses that have any of the values."""
        codes = self.codes(columns)
        wanted = np.zeros(max(codes.values()) + 1, dtype=bool)
        wanted[[codes[value] for value in values if value in codes]] = True
        if self.fits_all and set(values) != {terms.NOT_KNOWN}:
            wanted[codes[self.fits_all]] = True
        return np.take(wanted, self.column(columns))

    def counts(self, columns: Columns, found: Positions | None) -> Mapping[str, int]:
        """How many of the courses at these positions (None: of all) have each value that any
        course has."""
        codes = self.codes(columns)
        number = counted(columns, self.key, self.column, found, len(codes)).tolist()
        common = number[codes[self.fits_all]] if self.fits_all else 0
        counts = {
            value: number[code] + common
            for value, code in codes.items()
            if code and value != self.fits_all
        }
        return {**counts, terms.NOT_KNOWN: number[0]}

    def phrase(self, values: Sequence[str]) -> Phrase:
        said = [self.said.get(v) or self.label(v) for v in values if v != terms.NOT_KNOWN]
        known = " ".join(filter(None, [self.preposition, " or ".join(said)])) if said else ""
        if terms.NOT_KNOWN in values:
            unknown = f"{self.title.lower()} not known"
            if known and self.preposition:
                return Phrase(after=f"{known} or with {unknown}")
            return Phrase(after="with " + " or ".join(filter(None, [known, unknown])))
        return Phrase(after=known) if self.preposition else Phrase(before=known)

    def chip(self, value: str) -> str:
        if value == terms.NOT_KNOWN:
            return f"{self.title}: not known"
        return self.label(value)


@dataclass(frozen=True)
class Choices:
    """Some values of one kind were chosen: a course with any of them stays."""

    kind: ValueFilter
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.kind.key

    def narrow(self, columns: Columns) -> Mask:
        return self.kind.narrow(columns, self.values)

    def sentence(self) -> Phrase:
        return self.kind.phrase(self.values)

    def chips(self) -> list[tuple[str, str | None]]:
        """What each chip says, and the value that it takes away."""
        return [(self.kind.chip(value), value) for value in self.values]

    def name(self) -> str:
        return f"{self.kind.title}: {', '.join(self.kind.label(value) for value in self.values)}"

    def facet(self, columns: Columns, found: Positions | None) -> Facet:
        """Counts of each value among the courses that all other filters leave."""
        labels = {**self.kind.words(), terms.NOT_KNOWN: "Not known"}
        values = tuple(
            FacetValue(value, labels.get(value, value), count, value in self.values)
            for value, count in self._counts(columns, found).items()
        )
        total = len(columns) if found is None else len(found)
        return Facet(self.key, self.kind.title, values, total, self.kind.hint)

    def _counts(self, columns: Columns, found: Positions | None) -> dict[str, int]:
        counts = self.kind.counts(columns, found)
        return {**counts, **{value: 0 for value in self.values if value not in counts}}


@dataclass(frozen=True)
class Near:
    """Only courses whose venue is within so many miles of a place."""

    place: Place
    within: int

    def distances(self, columns: Columns) -> Floats:
        return columns.miles_from(self.place.latitude, self.place.longitude)

    def narrow(self, distances: Floats) -> Mask:
        # A distance that is not known (NaN) is never within.
        return np.asarray(distances <= self.within)

    def sentence(self) -> Phrase:
        return Phrase(after=f"within {self.within} miles of {self.place.name}")


@lru_cache(maxsize=100)
def _codes(words: tuple[str, ...]) -> Mapping[str, int]:
    return terms.codes(words) | {terms.NOT_KNOWN: 0}
