"""The filter by how the reader stands on what a course's step asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from careers_site.answers import Answers
from careers_site.content.library import library
from careers_site.courses import terms
from careers_site.courses.catalogue.columns import Columns
from careers_site.courses.finder.filter_counts import Positions, counted
from careers_site.courses.finder.value_filter import Phrase, ValueFilter
from careers_site.eligibility.age import Ages
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Known, know
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.rules import NATIONS, Rules, Step

AGE = "age"
# A step that does not begin within so many months is over.
MONTHS_AHEAD = 24


@dataclass(frozen=True)
class EntryFilter(ValueFilter):
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
    return min(asked.judge(known).verdict, _fits_age(step, possible))


def _fits_age(step: Step, possible: frozenset[str]) -> Verdict:
    if step.ages is None or possible <= step.ages:
        return Verdict.MET
    return Verdict.UNKNOWN if possible & step.ages else Verdict.UNMET
