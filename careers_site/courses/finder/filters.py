"""The filters by ticked values, in the words of the catalogue.

Step, region, provider and entry requirements count their values in ways of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from careers_site.courses import terms
from careers_site.courses.catalogue import derived
from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.catalogue.columns import PLACES, Columns, Mask
from careers_site.courses.catalogue.regions import BITS, REGIONS
from careers_site.courses.finder.entry_filter import EntryFilter
from careers_site.courses.finder.filter_counts import Positions, counted
from careers_site.courses.finder.value_filter import ValueFilter
from careers_site.courses.steps import step_titles

# A list of all providers would be longer than the results.
MOST_PROVIDERS = 6

ENTRY_WORDS: Mapping[str, str] = {"met": "You meet them", "unmet": "You do not meet them yet"}


class StepFilter(ValueFilter):
    """Codes are of the steps that courses have; a step without courses has none.

    A course may serve a step that the content no longer has: that one is not offered.
    """

    def codes(self, columns: Columns) -> Mapping[str, int]:
        return terms.codes(columns.steps) | {terms.NOT_KNOWN: 0}

    def counts(self, columns: Columns, found: Positions | None) -> Mapping[str, int]:
        allowed = set(self.allowed())
        counts = super().counts(columns, found)
        return {value: number for value, number in counts.items() if value in allowed}


class RegionFilter(ValueFilter):
    """A course can be in several regions: its column holds a bit for each."""

    def narrow(self, columns: Columns, values: Sequence[str]) -> Mask:
        wanted = sum(BITS[value] for value in values if value != terms.NOT_KNOWN)
        fits = (columns.region & np.int16(wanted)) != 0
        if terms.NOT_KNOWN in values:
            fits |= columns.region == 0
        return np.asarray(fits)

    def counts(self, columns: Columns, found: Positions | None) -> Mapping[str, int]:
        number = counted(columns, self.key, self.column, found, 1 << len(BITS))
        combined = np.flatnonzero(number)
        counts = {
            region: int(number[combined[(combined & bit) != 0]].sum())
            for region, bit in BITS.items()
        }
        return {**counts, terms.NOT_KNOWN: int(number[0])}


class ProviderFilter(ValueFilter):
    """Providers are known by their names; of all that fit, those with most courses are shown."""

    def allowed(self) -> list[str]:
        return list(course_columns().providers)

    def label(self, value: str) -> str:
        return value

    def read(self, given: set[str]) -> tuple[str, ...]:
        codes = course_columns().provider_codes
        for value in sorted(given):
            if value not in codes:
                raise KeyError(value)
        return tuple(sorted(given))

    def codes(self, columns: Columns) -> Mapping[str, int]:
        return columns.provider_codes

    def narrow(self, columns: Columns, values: Sequence[str]) -> Mask:
        wanted = [columns.provider_codes.get(value, -1) for value in values]
        return np.isin(columns.provider, wanted)

    def counts(self, columns: Columns, found: Positions | None) -> Mapping[str, int]:
        number = counted(columns, self.key, self.column, found, len(columns.providers) + 1)
        few = min(MOST_PROVIDERS, len(columns.providers))
        leading = np.argpartition(-number, few - 1)[:few].tolist() if few else []
        most = sorted(leading, key=lambda code: (-number[code], code))
        return {columns.providers[code - 1]: int(number[code]) for code in most if number[code]}


def _lower(words: Mapping[str, str]) -> dict[str, str]:
    """The same words as they stand inside a sentence."""
    return {id: label.lower() for id, label in words.items()}


LEVEL = ValueFilter("level", "Level", lambda: terms.LEVELS, _lower(terms.LEVELS))
QUALIFICATION = ValueFilter(
    "qualification",
    "Qualification",
    lambda: derived.QUALIFICATIONS,
    {
        **_lower(derived.QUALIFICATIONS),
        "hnc-hnd": "HNC or HND",
        "t-level": "T Level",
        "access": "Access to HE",
        "a-level": "A or AS level",
        "gcse": "GCSE",
        "functional-skills": "Functional Skills",
        "nvq": "NVQ",
    },
)
STUDY = ValueFilter("study", "Study time", lambda: terms.STUDY_TIMES, _lower(terms.STUDY_TIMES))
WHEN = ValueFilter("when", "When you study", lambda: terms.ATTENDANCES, _lower(terms.ATTENDANCES))
HOURS = ValueFilter(
    "hours",
    "Hours a week",
    lambda: derived.HOURS,
    {id: f"{label} hours a week" for id, label in _lower(derived.HOURS).items()},
    preposition="of",
)
MODE = ValueFilter(
    "mode",
    "How you learn",
    lambda: terms.MODES,
    {**_lower(terms.MODES), "work-based": "work-based", "blended": "blended"},
)
PLACE = ValueFilter(
    "place",
    "Where",
    lambda: PLACES,
    {"venue": "at a venue", "anywhere": "from anywhere"},
    preposition="to take",
)
NATION = ValueFilter("nation", "Nation", lambda: terms.NATIONS, preposition="in", fits_all="uk")
REGION = RegionFilter(
    "region",
    "Region of England",
    lambda: REGIONS,
    {id: f"the {label}" if id != "london" else label for id, label in REGIONS.items()}
    | {"yorkshire": "Yorkshire and the Humber"},
    preposition="in",
    hint="By postcode area: near a border it may be the next region.",
)
PROVIDER = ProviderFilter("provider", "Provider", dict, preposition="at")
STEP = StepFilter("step", "Leads to", step_titles, preposition="leading to")
ENTRY = EntryFilter(
    "entry",
    "Entry requirements",
    lambda: ENTRY_WORDS,
    {"met": "you meet", "unmet": "you do not meet yet"},
    preposition="with entry requirements",
    hint="What such courses usually ask for. Each provider decides.",
)

# In the order of the sentence, and in that of the page.
VALUE_FILTERS: Mapping[str, ValueFilter] = {
    kind.key: kind
    for kind in (
        STUDY, WHEN, MODE, LEVEL, QUALIFICATION, HOURS, PLACE, PROVIDER, REGION, NATION, STEP, ENTRY
    )
}  # fmt: skip
ON_THE_PAGE = (
    LEVEL, STEP, ENTRY, QUALIFICATION, MODE, STUDY, WHEN, HOURS, PLACE, NATION, REGION, PROVIDER
)  # fmt: skip
