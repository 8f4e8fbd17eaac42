"""Conditions of prices: what whoever pays holds and answers.

Age, nation, area and month are fields of a price: prices.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careers_site.eligibility.requirements import Verdict


@dataclass(frozen=True)
class FundingOption:
    """An answer to a funding question."""

    id: str
    label: str


@dataclass(frozen=True)
class Funding:
    """A question that only prices ask, such as whether somebody earns under the line."""

    id: str
    question: str
    hint: str
    options: tuple[FundingOption, ...]

    @property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)


@dataclass(frozen=True)
class Payer:
    """What is known about whoever pays: the least and the most held on each scale, the ages that
    they can have when the step begins, the funding answers, and whether their area is devolved."""

    low: Mapping[str, int]
    high: Mapping[str, int]
    ages: frozenset[str]
    funding: Mapping[str, str]
    devolved: bool | None


@dataclass(frozen=True)
class AtLeastHeld:
    """Holds at least a level on a scale."""

    scale: str
    level: int

    def verdict(self, payer: Payer) -> Verdict:
        if payer.low[self.scale] >= self.level:
            return Verdict.MET
        return Verdict.UNMET if payer.high[self.scale] < self.level else Verdict.UNKNOWN


@dataclass(frozen=True)
class Below:
    """Does not hold a level on a scale yet: prices may ask that, requirements never do."""

    scale: str
    level: int

    def verdict(self, payer: Payer) -> Verdict:
        return Verdict(Verdict.MET - AtLeastHeld(self.scale, self.level).verdict(payer))


@dataclass(frozen=True)
class Answered:
    """Gave this answer to a funding question; "unsure" and no answer are not known."""

    question: str
    answer: str

    def verdict(self, payer: Payer) -> Verdict:
        given = payer.funding.get(self.question, "unsure")
        if given == "unsure":
            return Verdict.UNKNOWN
        return Verdict.MET if given == self.answer else Verdict.UNMET


@dataclass(frozen=True)
class All:
    """Every part holds; with no parts, it does."""

    parts: tuple[Condition, ...] = ()

    def verdict(self, payer: Payer) -> Verdict:
        return min((part.verdict(payer) for part in self.parts), default=Verdict.MET)


@dataclass(frozen=True)
class Any:
    """One of the parts holds."""

    parts: tuple[Condition, ...]

    def verdict(self, payer: Payer) -> Verdict:
        return max(part.verdict(payer) for part in self.parts)


Condition = AtLeastHeld | Below | Answered | All | Any
WHOEVER = All()


def may_be_met(condition: Condition, payer: Payer) -> bool:
    """Whether a condition is met for certain once the right levels are held."""
    if isinstance(condition, Answered | Below):
        # What the person may hold already, a plan cannot take away.
        return condition.verdict(payer) == Verdict.MET
    if isinstance(condition, All):
        return all(may_be_met(part, payer) for part in condition.parts)
    if isinstance(condition, Any):
        return any(may_be_met(part, payer) for part in condition.parts)
    return True


def funding_questions(condition: Condition) -> Iterator[str]:
    """The funding questions that a condition asks."""
    if isinstance(condition, Answered):
        yield condition.question
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from funding_questions(part)
