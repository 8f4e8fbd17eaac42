"""What steps cost one person, worked out once for people who are alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from careers_site.eligibility.age import Ages
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Known, Situation
from careers_site.eligibility.plan_search.bits import Held
from careers_site.eligibility.plan_search.compiled_rules import CompiledRules, CompiledStep
from careers_site.eligibility.plan_search.offers import MOST_MONTHS, NEVER, Offer
from careers_site.eligibility.price_conditions import Payer
from careers_site.eligibility.prices import StepPrice, step_price


class PersonPrices:
    """What steps cost one person; what was worked out is shared by people who are alike."""

    def __init__(
        self, rules: CompiledRules, known: Known, situation: Situation, ages: Ages | None
    ) -> None:
        self.rules, self.known, self.situation, self.ages = rules, known, situation, ages
        self.at_most = rules.bits.held(known.high)
        self._alike = (
            ages,
            tuple(sorted(situation.funding.items())),
            situation.devolved,
        )
        # One person's searches ask the same prices over and over.
        self._high: dict[tuple[CompiledStep, int, Held], int | None] = {}
        self._least: dict[tuple[Offer, int], int] = {}

    def key(self, mask: Held) -> tuple[object, ...]:
        """What prices depend on, of all that is known about the person."""
        return *self._alike, self.at_most & mask

    def price(self, offer: Offer, month: int, held: Held) -> StepPrice:
        step = offer.compiled
        mask = step.price_mask
        key = (step.step.id, month, held & mask, self.at_most & mask, *self._alike)
        found = self.rules.prices.get(key)
        if found is None:
            found = step_price(
                step.prices, self.rules.nation, Month.at(month), self._payer(month, held)
            )
            self.rules.prices.keep(key, found)
        return found

    def high(self, offer: Offer, month: int, held: Held) -> int | None:
        key = offer.compiled, month, held & offer.compiled.price_mask
        if key not in self._high:
            self._high[key] = self.price(offer, month, held).high
        return self._high[key]

    def changes(self, offer: Offer) -> Sequence[int]:
        edges = {m.index for rule in offer.compiled.prices for m in rule.period.edges}
        if self.ages and any(rule.ages is not None for rule in offer.compiled.prices):
            edges |= set(_age_changes(self.ages))
        return sorted(edges)

    def least(self, offer: Offer, first: int) -> int:
        found = self._least.get((offer, first))
        if found is None:
            found = self._least[offer, first] = self._alike_least(offer, first)
        return found

    def _alike_least(self, offer: Offer, first: int) -> int:
        step = offer.compiled
        key = ("least", step.step.id, offer.origin, first, *self._alike)
        found = self.rules.least.get(key)
        if found is None:
            months = {first, *(month for month in self.changes(offer) if month > first)}
            begins = {offer.starts_from(month) for month in months} - {NEVER}
            found = min((self._least_in(offer, month) for month in begins), default=NEVER)
            self.rules.least.keep(key, found)
        return found

    def _least_in(self, offer: Offer, month: int) -> int:
        payer = self._payer(month, 0)
        known = [
            rule.high
            for rule in offer.compiled.prices
            if rule.high is not None
            and rule.applies(self.rules.nation, Month.at(month))
            and rule.may_apply(payer)
        ]
        return min(known, default=NEVER)

    def most(self, offer: Offer) -> int | None:
        if not offer.compiled.prices:
            return None
        prices = [rule.high for rule in offer.compiled.prices]
        return None if None in prices else max(price or 0 for price in prices)

    def _payer(self, month: int, held: Held) -> Payer:
        bits = self.rules.bits
        low = {scale: bits.level(scale, held) for scale in bits.first}
        high = {scale: max(level, self.known.high[scale]) for scale, level in low.items()}
        ages = self.ages.on(month) if self.ages else frozenset[str]()
        return Payer(low, high, ages, self.situation.funding, self.situation.devolved)


@lru_cache(maxsize=64)
def _age_changes(ages: Ages) -> tuple[int, ...]:
    return ages.changes(ages.start.index + MOST_MONTHS)
