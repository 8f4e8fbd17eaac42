"""Prices: rules about who pays what for a step, when and where, with the reason of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.price_conditions import Condition, Payer, may_be_met
from careers_site.eligibility.requirements import Verdict

NOT_LISTED = "We do not know the fee. Ask the course provider."


@dataclass(frozen=True)
class PriceRule:
    """What a step costs whoever meets the condition, in one period of the rule.

    `low` and `high` are pounds, None where not known; `by` is "free", "loan" or "fee". Where
    `ends`, nothing follows the period; else, after the last period of a rule, it holds on as an
    estimate (`goes_on`).
    """

    id: str
    nations: frozenset[str] | None
    ages: frozenset[str] | None
    devolved: bool | None
    when: Condition
    low: int | None
    high: int | None
    by: str
    reason: str
    period: Period
    goes_on: bool
    sources: tuple[str, ...]
    checked: date
    confidence: str
    change: str = ""

    def applies(self, nation: str, month: Month) -> bool:
        """Whether it is in force there and then, as published or as an estimate."""
        in_force = month in self.period or self.is_estimate(month)
        return in_force and (self.nations is None or nation in self.nations)

    def is_estimate(self, month: Month) -> bool:
        return self.goes_on and self.period.is_before(month)

    def verdict(self, payer: Payer) -> Verdict:
        """Whether it is the price of this person."""
        return min(self._for_age(payer), self._for_area(payer), self.when.verdict(payer))

    def may_apply(self, payer: Payer) -> bool:
        """Whether it is the price of this person for certain once the right levels are held."""
        surely = min(self._for_age(payer), self._for_area(payer)) == Verdict.MET
        return surely and may_be_met(self.when, payer)

    def _for_age(self, payer: Payer) -> Verdict:
        if self.ages is None or payer.ages <= self.ages:
            return Verdict.MET
        return Verdict.UNKNOWN if payer.ages & self.ages else Verdict.UNMET

    def _for_area(self, payer: Payer) -> Verdict:
        if self.devolved is None:
            return Verdict.MET
        if payer.devolved is None:
            return Verdict.UNKNOWN
        return Verdict.MET if payer.devolved == self.devolved else Verdict.UNMET


@dataclass(frozen=True)
class StepPrice:
    """What a step costs: the least and the most, `high` None where the most is not known.

    `loan` is how much of the most is a loan. `by` is how the dearest of the possible prices is
    paid. `reasons` says why, one for each price that is possible; `rules` are their ids.
    `may_be_free` is whether one of them is nothing.
    """

    low: int
    high: int | None
    by: str
    loan: int
    reasons: tuple[str, ...]
    estimate: bool
    rules: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    may_be_free: bool = False

    @property
    def reason(self) -> str:
        return " ".join(self.reasons)


@dataclass(frozen=True)
class Price:
    """What a plan costs: `high` is None where a price in it is not known.

    `unknown_for` are the titles of the steps whose highest price is not known; `known_high` is
    what the others cost at most.
    """

    low: int
    high: int | None
    loan: int
    known_high: int
    unknown_for: tuple[str, ...] = ()
    estimate: bool = False

    @property
    def is_free(self) -> bool:
        return self.high == 0


def step_price(rules: Sequence[PriceRule], nation: str, month: Month, payer: Payer) -> StepPrice:
    """The price of a step that begins there and then: the first rule that surely applies, and
    every rule before it that may."""
    possible: list[PriceRule] = []
    for rule in rules:
        if not rule.applies(nation, month):
            continue
        verdict = rule.verdict(payer)
        if verdict != Verdict.UNMET:
            possible.append(rule)
        if verdict == Verdict.MET:
            return _over(possible, month)
    # No rule covers this person: what they pay is not known.
    return _over(possible, month, open_ended=True)


def _over(possible: Sequence[PriceRule], month: Month, *, open_ended: bool = False) -> StepPrice:
    """The range over the rules that may apply; with `open_ended`, none of them need to."""
    unknown = open_ended or any(rule.high is None for rule in possible)
    dearest = max(possible, key=lambda rule: (rule.high is None, rule.high or 0), default=None)
    # What may be free is said before what it costs otherwise.
    by_price = sorted(possible, key=lambda rule: rule.high != 0)
    reasons = tuple(dict.fromkeys(rule.reason for rule in by_price))
    return StepPrice(
        low=0 if open_ended else min(rule.low or 0 for rule in possible),
        high=None if unknown else max(rule.high or 0 for rule in possible),
        by="fee" if dearest is None else dearest.by,
        loan=max((rule.high or 0 for rule in possible if rule.by == "loan"), default=0),
        reasons=reasons or (NOT_LISTED,),
        estimate=any(rule.is_estimate(month) for rule in possible),
        rules=tuple(dict.fromkeys(rule.id for rule in possible)),
        sources=tuple(dict.fromkeys(name for rule in possible for name in rule.sources)),
        may_be_free=any(rule.high == 0 for rule in possible),
    )


def total_price(prices: Sequence[tuple[str, StepPrice]]) -> Price:
    """The price of steps together; each is given with its title."""
    unknown = tuple(dict.fromkeys(title for title, price in prices if price.high is None))
    known = sum(price.high or 0 for _, price in prices)
    return Price(
        low=sum(price.low for _, price in prices),
        high=None if unknown else known,
        loan=sum(price.loan for _, price in prices),
        known_high=known,
        unknown_for=unknown,
        estimate=any(price.estimate for _, price in prices),
    )
