"""The searches through one route, shared by everybody of one age who starts in one month."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from careers_site.eligibility.age import Ages
from careers_site.eligibility.month import Month
from careers_site.eligibility.plan_search import earlier_starts
from careers_site.eligibility.plan_search.best_plan import Search, SearchTooLongError, windows
from careers_site.eligibility.plan_search.bits import (
    Held,
    Part,
    any_of,
    holding,
    lacking_bits,
    tested_parts,
)
from careers_site.eligibility.plan_search.bounded_cache import BoundedCache
from careers_site.eligibility.plan_search.bounds import earliest_ends, least_left, least_prices
from careers_site.eligibility.plan_search.compiled_rules import CompiledRules, for_anybody
from careers_site.eligibility.plan_search.offers import MOST_MONTHS, NEVER, Offer
from careers_site.eligibility.plan_search.partial_plans import Best, Label, Skeleton
from careers_site.eligibility.plan_search.person_prices import PersonPrices
from careers_site.eligibility.plan_search.steps_considered import Chosen, choose, without_worse
from careers_site.eligibility.rules import Option, Route

# How many people who are alike are remembered for a route, an age and a month.
MOST_KEPT = 1_000
LAST = MOST_MONTHS + 1
# Nobody is advised to wait longer than until the next year's intake to save money.
MOST_MONTHS_LATER = 12


class Found(NamedTuple):
    """The plans of a route as skeletons, and whether a search was given up."""

    fastest: Skeleton | None
    cheapest: Skeleton | None
    quicker_if: Skeleton | None
    gave_up: bool = False


class RouteSearch:
    """What a route offers to people of one age from one month on, and what was found for them."""

    def __init__(self, rules: CompiledRules, route: Route, ages: Ages | None, start: Month) -> None:
        self.rules, self.route, self.start = rules, route, start
        self.written = (
            tuple(Option(step.step) for step in rules.steps.values())
            if route.is_goal
            else (*route.options, *route.with_options)
        )
        made = [
            Offer(number, option, rules.steps[option.step.id], ages, start)
            for number, option in enumerate(self.written)
            if option.is_in(rules.nation)
        ]
        self._starts = {offer.option: offer.next[0] for offer in made}
        self.offers = [offer for offer in made if offer.next[0] < NEVER]
        self._places = {offer.number: place for place, offer in enumerate(self.offers)}
        self._for_anybody = [
            Offer(offer.number, offer.option, for_anybody(offer.compiled), ages, start)
            for offer in self.offers
            if offer.compiled.better_ways is not None and not offer.step.depends
        ]
        self.options = [offer for offer in self.offers if offer.option in route.options]
        tiers = rules.rules.tiers(rules.nation, start)
        asked = tiers if route.leads_to_ready else tiers[:1]
        self.goal = [part for tier in asked for part in tested_parts(tier, rules.bits)]
        self.whole = [part for tier in tiers for part in tested_parts(tier, rules.bits)]
        if self.options:
            self.goal.append(self._aim())
        self.mask = self._mask()
        self.price_mask = 0
        for offer in self.offers:
            self.price_mask |= offer.compiled.price_mask
        self._found: BoundedCache[tuple[object, ...], Found] = BoundedCache(MOST_KEPT)

    def _aim(self) -> Part:
        """A plan must bring what one of the options is for, besides all that is asked."""
        aims = [offer.compiled.brings for offer in self.options]
        mask = 0
        for aim in aims:
            mask |= self.rules.bits.with_counts(aim)
        return any_of([holding(aim) for aim in aims]), mask

    def _mask(self) -> Held:
        """The bits that a search can feel: two people who differ in others get the same plans."""
        found = 0
        for _, mask in self.goal:
            found |= mask
        for offer in self.offers:
            found |= offer.compiled.mask
        bits = self.rules.bits
        for scale, parts, includes in bits.counts:
            counted = bits.all_of(scale) | (bits.all_of(includes) if includes else 0)
            if found & counted:
                found |= counted
                for part in parts:
                    found |= part
        return found

    def next_start(self, option: Option) -> Month | None:
        at = self._starts.get(option, NEVER)
        return None if at == NEVER else Month.at(at)

    def found(self, held: Held, prices: PersonPrices, *, cheapest: bool = True) -> Found:
        """The plans of whoever holds this; remembered."""
        alike = held & self.mask
        key = (cheapest, alike, *prices.key(self.price_mask))
        found = self._found.get(key)
        if found is None:
            found = self._find(alike, prices, cheapest=cheapest)
            self._found.keep(key, found)
        return found

    def _find(self, held: Held, prices: PersonPrices, *, cheapest: bool) -> Found:
        # What is of no use now never will be: nothing that is held is lost.
        useful = [offer for offer in self.offers if offer.compiled.is_useful(held)]
        steady = [offer for offer in useful if not offer.step.depends]
        try:
            fastest = self._fastest(steady, prices, held, LAST)
            fastest = self._sooner(steady, prices, held, fastest) or fastest
            cheap = self._cheapest(steady, prices, held, fastest) if cheapest else None
            quicker = None
            if len(steady) < len(useful):
                before = fastest.ends - self.start.index if fastest else LAST
                quicker = self._fastest(useful, prices, held, before)
        except SearchTooLongError:
            # The check of the content refuses such rules: a reader is not kept waiting.
            return Found(None, None, None, gave_up=True)
        return Found(
            self._skeleton(fastest, held, prices),
            self._skeleton(cheap, held, prices),
            self._skeleton(quicker, held, prices),
        )

    def _fastest(
        self, offers: list[Offer], prices: PersonPrices, held: Held, most: int
    ) -> Label | None:
        """The plan that ends first, within so many months.

        It is looked for in a short time first, in which few steps can matter.
        """
        first = self.start.index
        ends, earliest = earliest_ends(offers, self.goal, first, held)
        least = least_prices(ends, prices)
        for window in windows(earliest - first, most):
            chosen = self._choose(ends, least, held, first + window, prices)
            found = Search(chosen, self.goal, prices, Best.FASTEST).run(first, held)
            if found is not None:
                return found
        return None

    def _sooner(
        self, steady: list[Offer], prices: PersonPrices, held: Held, fastest: Label | None
    ) -> Label | None:
        """A plan that ends sooner with a step for which there are better ways, as a second degree.

        Whoever holds less is offered that step, and holding more must not make the end later.
        """
        others = [
            offer
            for offer in self._for_anybody
            if offer.compiled.is_useful(held)
            if not self.offers[self._places[offer.number]].compiled.is_useful(held)
        ]
        if not others:
            return None
        before = fastest.ends - self.start.index if fastest else LAST
        offers = sorted([*steady, *others], key=lambda offer: offer.number)
        return self._fastest(offers, prices, held, before)

    def _cheapest(
        self, offers: list[Offer], prices: PersonPrices, held: Held, fastest: Label | None
    ) -> Label | None:
        """A plan that costs less than the fastest and is worth waiting for; else None."""
        # Nothing is known to cost less than what is not known.
        if fastest is None or fastest.cost.unknown or not fastest.cost.pounds:
            return None
        first, found, below = self.start.index, None, fastest.cost.pounds
        ends, _ = earliest_ends(offers, self.goal, first, held)
        least = least_prices(ends, prices)
        known = [offer for offer in offers if least.get(offer, NEVER) < below]
        ends, earliest = earliest_ends(known, self.goal, first, held)
        least = least_prices(ends, prices)
        floor = least_left(list(ends), self.goal, least, held)
        most = min(fastest.ends + MOST_MONTHS_LATER + 1 - first, LAST)
        for window in windows(earliest - first, most):
            if below <= floor:
                break
            chosen = self._choose(ends, least, held, first + window, prices, below)
            better = Search(chosen, self.goal, prices, Best.CHEAPEST).run(first, held)
            if better is not None:
                found, below = better, better.cost.pounds
        return found

    def _choose(
        self,
        ends: dict[Offer, int],
        least: dict[Offer, int],
        held: Held,
        before: int,
        prices: PersonPrices,
        below: int = NEVER,
    ) -> Chosen:
        """The offers that can be part of a plan that ends before a month."""
        tails, bits = choose(list(ends), ends, self._needed(held), held, before)
        keep = held | bits | self._kept_bits(tails)
        chosen = without_worse(tails, bits, held, least, prices)
        return Chosen(
            offers=tuple(sorted(chosen, key=lambda offer: offer.number)),
            ends=ends,
            least=least,
            needed=self._needed,
            keep=keep,
            before=before,
            below=below,
            price_mask=self.price_mask,
        )

    def _kept_bits(self, offers: Iterable[Offer]) -> Held:
        """The bits that decide whether a step would repeat something, and what steps cost."""
        found = 0
        for offer in offers:
            found |= offer.compiled.repeats_mask | offer.compiled.price_mask
        return self.rules.bits.with_counts(found)

    def _needed(self, held: Held) -> Held:
        return lacking_bits(self.goal, held)

    def _skeleton(self, label: Label | None, held: Held, prices: PersonPrices) -> Skeleton | None:
        """The steps of a plan, each as soon as it can begin, with what is held then."""
        if label is None:
            return None
        taken = earlier_starts.as_soon_as_they_can(label.taken(), held, prices)
        return tuple(
            (self._places[offer.number], month, track, earlier_starts.held_in(taken, month, held))
            for offer, month, track in taken
        )


@lru_cache(maxsize=512)
def route_search(
    rules: CompiledRules, route: Route, ages: Ages | None, start: Month
) -> RouteSearch:
    return RouteSearch(rules, route, ages, start)
