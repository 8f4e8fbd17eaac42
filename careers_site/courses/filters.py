"""The filters of the course search: each knows its words, its narrowing and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from careers_site.courses import terms
from careers_site.courses.columns import PLACES, Codes, Columns, Floats, Mask
from careers_site.courses.steps import step_titles
from careers_site.places import Place, miles

WITHIN = (5, 10, 15, 20, 25, 30, 40, 50, 75)
USUAL_WITHIN = 20


@dataclass(frozen=True)
class Phrase:
    """A filter in the sentence: words before "courses", or after it."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class FacetValue:
    """A value that can be chosen, and how many courses choosing it brings."""

    id: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """The values of one filter, for the results as they are."""

    key: str
    title: str
    values: tuple[FacetValue, ...]

    @property
    def useful(self) -> tuple[FacetValue, ...]:
        """The values that lead somewhere; none where there is nothing to choose."""
        useful = tuple(value for value in self.values if value.count or value.chosen)
        return useful if len(useful) > 1 or any(value.chosen for value in useful) else ()


@dataclass(frozen=True)
class Kind:
    """A filter by ticked values. `key` is its query parameter and its column."""

    key: str
    title: str
    words: Callable[[], Mapping[str, str]]
    # What the sentence says for a value, where its label does not read well there.
    said: Mapping[str, str] = field(default_factory=dict)
    # "in" Wales: goes after "courses". Without it the words go before: "online courses".
    preposition: str = ""
    # A value that fits whatever is chosen: a course for the whole UK is in every nation.
    fits_all: str = ""

    def allowed(self) -> list[str]:
        return [word for word in self.words() if word != self.fits_all] + [terms.NOT_KNOWN]

    def label(self, value: str) -> str:
        return "Not known" if value == terms.NOT_KNOWN else self.words()[value]

    def codes(self, columns: Columns) -> Mapping[str, int]:
        words = columns.steps if self.key == "step" else self.words()
        return terms.codes(words) | {terms.NOT_KNOWN: 0}

    def column(self, columns: Columns) -> Codes:
        column: Codes = getattr(columns, self.key)
        return column


@dataclass(frozen=True)
class Choices:
    """Some values of one kind were chosen: a course with any of them stays."""

    kind: Kind
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.kind.key

    def narrow(self, columns: Columns) -> Mask:
        codes = self.kind.codes(columns)
        wanted = [codes.get(value, -1) for value in self.values]
        if self.kind.fits_all and set(self.values) != {terms.NOT_KNOWN}:
            wanted.append(codes[self.kind.fits_all])
        return np.isin(self.kind.column(columns), wanted)

    def sentence(self) -> Phrase:
        said = [self._said(value) for value in self.values if value != terms.NOT_KNOWN]
        if terms.NOT_KNOWN in self.values:
            unknown = f"{self.kind.title.lower()} not known"
            return Phrase(after="with " + " or ".join([*said, unknown]))
        words = " or ".join(said)
        if self.kind.preposition:
            return Phrase(after=f"{self.kind.preposition} {words}")
        return Phrase(before=words)

    def _said(self, value: str) -> str:
        return self.kind.said.get(value) or self.kind.label(value)

    def facet(self, columns: Columns, others: Mask) -> Facet:
        """Counts of each value among the courses that all `others` filters leave."""
        codes = self.kind.codes(columns)
        column = self.kind.column(columns)
        size = max(codes.values()) + 1
        found = np.bincount(column[others], minlength=size)
        exists = np.bincount(column, minlength=size)
        common = int(found[codes[self.kind.fits_all]]) if self.kind.fits_all else 0
        values = []
        for value in self.kind.allowed():
            code = codes.get(value)
            chosen = value in self.values
            if chosen or (code is not None and exists[code]):
                count = int(found[code]) if code is not None else 0
                count += common if value != terms.NOT_KNOWN else 0
                values.append(FacetValue(value, self.kind.label(value), count, chosen))
        return Facet(self.key, self.kind.title, tuple(values))

    def chip(self, value: str) -> str:
        if value == terms.NOT_KNOWN:
            return f"{self.kind.title}: not known"
        return self.kind.label(value)


@dataclass(frozen=True)
class Near:
    """Only courses whose venue is within so many miles of a place."""

    place: Place
    within: int

    def distances(self, columns: Columns) -> Floats:
        place = self.place
        return miles(place.latitude, place.longitude, columns.latitude, columns.longitude)

    def narrow(self, distances: Floats) -> Mask:
        # A distance that is not known (NaN) is never within.
        return np.asarray(distances <= self.within)

    def sentence(self) -> Phrase:
        return Phrase(after=f"within {self.within} miles of {self.place.name}")


LEVEL = Kind(
    "level",
    "Level",
    lambda: terms.LEVELS,
    {id: label.lower() for id, label in terms.LEVELS.items()},
)
STUDY = Kind(
    "study",
    "Study time",
    lambda: terms.STUDY_TIMES,
    {"full-time": "full-time", "part-time": "part-time", "flexible": "full-time or part-time"},
)
MODE = Kind(
    "mode",
    "How you learn",
    lambda: terms.MODES,
    {
        "classroom": "classroom",
        "online": "online",
        "work-based": "work-based",
        "blended": "blended",
    },
)
PLACE = Kind(
    "place",
    "Where",
    lambda: PLACES,
    {"venue": "at a venue", "anywhere": "from anywhere"},
    preposition="to take",
)
NATION = Kind("nation", "Nation", lambda: terms.NATIONS, preposition="in", fits_all="uk")
STEP = Kind("step", "Leads to", step_titles, preposition="leading to")

# In the order of the sentence, and in that of the page.
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in (STUDY, MODE, LEVEL, PLACE, NATION, STEP)}
ON_THE_PAGE = (LEVEL, STEP, MODE, STUDY, PLACE, NATION)
