"""The filters by ticked values, in the words of the catalogue.

Step, region, provider and entry requirements count their values in ways of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from careers_site.answers import Answers
from careers_site.content.library import library
from careers_site.courses import terms
from careers_site.courses.catalogue import derived
from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.catalogue.columns import PLACES, Columns, Mask
from careers_site.courses.catalogue.regions import BITS, REGIONS
from careers_site.courses.finder.filter_base import (
    USUAL_WITHIN,
    WITHIN,
    Kind,
    Phrase,
    Positions,
    counted,
)
from careers_site.courses.steps import step_titles
from careers_site.eligibility.age import Ages
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Known, know
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.rules import NATIONS, Rules, Step

__all__ = ["KINDS", "ON_THE_PAGE", "USUAL_WITHIN", "WITHIN"]

# A list of all providers would be longer than the results.
MOST_PROVIDERS = 6
AGE = "age"
# A step that does not begin within so many months is over.
MONTHS_AHEAD = 24

ENTRY_WORDS: Mapping[str, str] = {"met": "You meet them", "unmet": "You do not meet them yet"}


class StepKind(Kind):
    """Codes are of the steps that courses have; a step without courses has none.

    A course may serve a step that the content no longer has: that one is not offered.
    """

    def codes(self, columns: Columns) -> Mapping[str, int]:
        return terms.codes(columns.steps) | {terms.NOT_KNOWN: 0}

    def counts(self, columns: Columns, found: Positions | None) -> Mapping[str, int]:
        allowed = set(self.allowed())
        counts = super().counts(columns, found)
        return {value: number for value, number in counts.items() if value in allowed}


class RegionKind(Kind):
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


class ProviderKind(Kind):
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


@dataclass(frozen=True)
class EntryKind(Kind):
    """How the reader stands on what the course's step asks for: met, not known, or not met.

    Their age, their nation and the month from which they plan count as well.
    A course that serves no step of a plan says nothing that can be judged: not known.
    """

    answers: Answers | None = None

    def codes(self, columns: Columns) -> Mapping[str, int]:  # noqa: ARG002
        return {"met": 2, "unmet": 1, terms.NOT_KNOWN: 0}

    def column(self, columns: Columns) -> NDArray[np.integer]:
        return np.take(self._verdicts(columns), columns.step)

    def counts(self, columns: Columns, found: Positions | None) -> Mapping[str, int]:
        verdicts = self._verdicts(columns)
        steps = counted(columns, "step", lambda kept: kept.step, found, len(verdicts))
        number = np.bincount(verdicts, weights=steps[: len(verdicts)], minlength=3)
        return {word: int(number[code]) for word, code in self.codes(columns).items()}

    def _verdicts(self, columns: Columns) -> NDArray[np.int16]:
        """The code of the verdict on each step, by the step's own code."""
        answers = self.answers or Answers({})
        return _verdicts(library().rules, answers, answers.situation.start, columns.steps)

    def phrase(self, values: Sequence[str]) -> Phrase:
        return Phrase(aside=super().phrase(values).after)

    def chip(self, value: str) -> str:
        return f"{self.title}: {self.label(value)[:1].lower()}{self.label(value)[1:]}"


# Most readers of a search have answered nothing, and the next page asks the same.
@lru_cache(maxsize=200)
def _verdicts(
    rules: Rules, answers: Answers, start: Month, steps: tuple[str, ...]
) -> NDArray[np.int16]:
    """Answers without a month mean the current one, so that `start` is part of the key."""
    known = know(answers.person(rules), rules.scales)
    nation = answers.situation.nation
    code = {Verdict.MET: 2, Verdict.UNMET: 1, Verdict.UNKNOWN: 0}
    verdicts = [
        code[_verdict(rules, rules.steps[step], known, nation, start)] if step in rules.steps else 0
        for step in steps
    ]
    return np.array([0, *verdicts], dtype=np.int16)


def _verdict(rules: Rules, step: Step, known: Known, nation: str | None, start: Month) -> Verdict:
    """How somebody stands on a step at its next start: its nation and ages count as well."""
    begins = next((m for m in map(start.plus, range(MONTHS_AHEAD)) if step.begins_in(m)), None)
    if begins is None or (nation is not None and not step.is_in(nation)):
        return Verdict.UNMET
    age = rules.scales[AGE]
    possible = Ages(age.level_ids, known.low[AGE], known.high[AGE], start).on(begins.index)
    # What is asked of somebody whose nation is not known is what the step's own nation asks.
    asked = rules.required(step, nation or next(iter(sorted(step.nations or NATIONS))), begins)
    return min(asked.verdict(known), _fits_age(step, possible))


def _fits_age(step: Step, possible: frozenset[str]) -> Verdict:
    if step.ages is None or possible <= step.ages:
        return Verdict.MET
    return Verdict.UNKNOWN if possible & step.ages else Verdict.UNMET


LEVEL = Kind(
    "level",
    "Level",
    lambda: terms.LEVELS,
    {id: label.lower() for id, label in terms.LEVELS.items()},
)
QUALIFICATION = Kind(
    "qualification",
    "Qualification",
    lambda: derived.QUALIFICATIONS,
    {
        **{id: label.lower() for id, label in derived.QUALIFICATIONS.items()},
        "hnc-hnd": "HNC or HND",
        "t-level": "T Level",
        "access": "Access to HE",
        "a-level": "A or AS level",
        "gcse": "GCSE",
        "functional-skills": "Functional Skills",
        "nvq": "NVQ",
        "other": "other",
    },
)
STUDY = Kind(
    "study",
    "Study time",
    lambda: terms.STUDY_TIMES,
    {"full-time": "full-time", "part-time": "part-time", "flexible": "full-time or part-time"},
)
WHEN = Kind(
    "when",
    "When you study",
    lambda: terms.ATTENDANCES,
    {id: label.lower() for id, label in terms.ATTENDANCES.items()},
)
HOURS = Kind(
    "hours",
    "Hours a week",
    lambda: derived.HOURS,
    {id: f"{label.lower()} hours a week" for id, label in derived.HOURS.items()},
    preposition="of",
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
REGION = RegionKind(
    "region",
    "Region of England",
    lambda: REGIONS,
    {id: f"the {label}" if id != "london" else label for id, label in REGIONS.items()}
    | {"yorkshire": "Yorkshire and the Humber"},
    preposition="in",
    hint="By postcode area: near a border it may be the next region.",
)
PROVIDER = ProviderKind("provider", "Provider", dict, preposition="at")
STEP = StepKind("step", "Leads to", step_titles, preposition="leading to")
ENTRY = EntryKind(
    "entry",
    "Entry requirements",
    lambda: ENTRY_WORDS,
    {"met": "you meet", "unmet": "you do not meet yet"},
    preposition="with entry requirements",
    hint="What such courses usually ask for. Each provider decides.",
)

# In the order of the sentence, and in that of the page.
KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        STUDY, WHEN, MODE, LEVEL, QUALIFICATION, HOURS, PLACE, PROVIDER, REGION, NATION, STEP, ENTRY
    )
}  # fmt: skip
ON_THE_PAGE = (
    LEVEL, STEP, ENTRY, QUALIFICATION, MODE, STUDY, WHEN, HOURS, PLACE, NATION, REGION, PROVIDER
)  # fmt: skip
