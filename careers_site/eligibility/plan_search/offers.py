"""Offers: the options of a route for one person, with the months in which each begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from careers_site.eligibility.age import Ages
from careers_site.eligibility.month import ALWAYS, Month, Period
from careers_site.eligibility.plan_search.bits import Held
from careers_site.eligibility.plan_search.compiled_rules import CompiledStep
from careers_site.eligibility.rules import Option, Step

NEVER = 10**6
# Nobody is shown a plan that takes longer than this.
MOST_MONTHS = 180
MAIN, ALONGSIDE = "main", "alongside"


class Offer:
    """An option of a route for one person: in which months it begins for them."""

    def __init__(
        self, number: int, option: Option, step: CompiledStep, ages: Ages | None, start: Month
    ) -> None:
        self.number = number
        self.option, self.compiled, self.step = option, step, option.step
        self.months = step.months
        self.helps = step.helps
        self.dated = len(step.requirements) > 1
        self.test = step.requirements[0][1]
        self.on_main = self.step.track == MAIN
        self.waits_for_main = self.on_main and not self.step.alongside_of
        self.origin = start.index
        self.next = next_starts(option.step, option.period, ages, start)

    def starts_from(self, month: int) -> int:
        """The first month from this one on in which it begins, whatever it asks."""
        passed = month - self.origin
        return self.next[passed] if passed <= MOST_MONTHS else NEVER

    def first(self, month: int, held: Held) -> int:
        """The first month from this one on in which whoever holds this can begin it."""
        if not self.dated:
            return self.starts_from(month) if self.test(held) else NEVER
        at = self.starts_from(month)
        eras = self.compiled.requirements
        for number, (_, test, _) in enumerate(eras):
            last = eras[number + 1][0] if number + 1 < len(eras) else NEVER
            if at < last and test(held):
                return at
            if at < last:
                at = self.starts_from(last)
        return NEVER

    def is_open(self, held: Held) -> bool:
        """Whether whoever holds this can begin it at some time."""
        if not self.dated:
            return self.test(held)
        return any(test(held) for _, test, _ in self.compiled.requirements)


# The steps of several routes are the same.
@lru_cache(maxsize=4_096)
def next_starts(step: Step, period: Period, ages: Ages | None, start: Month) -> tuple[int, ...]:
    """For each month from the start on, the first from there in which a step begins."""
    found = [NEVER] * (MOST_MONTHS + 1)
    following = NEVER
    for at in range(MOST_MONTHS, -1, -1):
        month = start.index + at
        fits = step.ages is None or ages is None or not step.ages.isdisjoint(ages.on(month))
        intake = not step.starts_in or month % 12 + 1 in step.starts_in
        if fits and intake and _in(step.period, month) and _in(period, month):
            following = month
        found[at] = following
    return tuple(found)


def _in(period: Period, month: int) -> bool:
    return period is ALWAYS or Month.at(month) in period


class PriceOf(Protocol):
    """What steps cost one person."""

    def high(self, offer: Offer, month: int, held: Held) -> int | None:
        """The highest price of a step that begins in a month for whoever holds this, None where
        it is not known."""

    def changes(self, offer: Offer) -> Sequence[int]:
        """The months in which the price can change."""

    def least(self, offer: Offer, first: int) -> int:
        """What it costs at least from a month on, whatever is held."""

    def most(self, offer: Offer) -> int | None:
        """What it costs at most, None where that is not known."""
