"""Plans through a route for one person: what is offered, what helps, and the best of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from careers_site.eligibility.age import Ages
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Known, Situation
from careers_site.eligibility.plan import Plan, PlannedStep
from careers_site.eligibility.plan_search.bits import Held, Test, compiled, lacking_bits, levels_of
from careers_site.eligibility.plan_search.compiled_rules import compiled_rules
from careers_site.eligibility.plan_search.offers import Offer
from careers_site.eligibility.plan_search.partial_plans import Skeleton
from careers_site.eligibility.plan_search.person_prices import PersonPrices
from careers_site.eligibility.plan_search.route_search import RouteSearch, route_search
from careers_site.eligibility.prices import total_price
from careers_site.eligibility.rules import Option, Route, Rules, Step


class Plans(NamedTuple):
    """The plans of a route; see `RouteAssessment`."""

    fastest: Plan | None
    cheapest: Plan | None
    quicker_if: Plan | None


NO_PLANS = Plans(None, None, None)


class Planner:
    """Plans for one person in one situation, through any route."""

    def __init__(self, known: Known, situation: Situation, rules: Rules) -> None:
        self.known, self.situation, self.rules = known, situation, rules
        self.compiled = compiled_rules(rules, situation.planning_nation)
        self.bits = self.compiled.bits
        self.ages = ages_of(known, situation, rules)
        self.held = self.bits.counted(self.bits.held(known.low))
        self.prices = PersonPrices(self.compiled, known, situation, self.ages)

    def plans(self, route: Route, *, cheapest: bool = True) -> Plans:
        """The plans through a route that is needed; the cheapest only where it is wanted."""
        search = self._search(route)
        found = search.found(self.held, self.prices, cheapest=cheapest)
        return Plans(
            self._plan(search, found.fastest),
            self._plan(search, found.cheapest),
            self._plan(search, found.quicker_if),
        )

    def gave_up(self, route: Route) -> bool:
        """Whether a search was given up, since too many steps help at once."""
        return self._search(route).found(self.held, self.prices).gave_up

    def is_needed(self, route: Route) -> bool:
        """Whether the route is for something that the goal still lacks.

        The goal itself always is. Where nothing is offered, it is judged by what its options are
        for elsewhere.
        """
        if route.is_goal:
            return True
        search = self._search(route)
        lacking = lacking_bits(search.whole, self.held)
        if not lacking:
            return False
        if not search.options:
            aims = (gain for option in route.options for gain in option.step.aims)
            return bool(levels_of(aims, self.bits) & ~self.held & lacking)
        useful = [o.compiled for o in search.options if o.compiled.is_useful(self.held)]
        return any(step.after(self.held) & ~self.held & step.purpose & lacking for step in useful)

    def is_useful(self, step: Step) -> bool:
        """Whether a step still gives something that it is for, and repeats nothing."""
        compiled_step = self.compiled.steps.get(step.id)
        return compiled_step is not None and compiled_step.is_useful(self.held)

    def next_start(self, route: Route, option: Option) -> Month | None:
        """The first month in which an option of a route is offered to this person and begins."""
        return self._search(route).next_start(option)

    def first_start(self, step: Step) -> Month | None:
        """The first month in which any step of the nation is offered to this person and begins."""
        search = self._search(self.rules.goal_route)
        starts = (search.next_start(option) for option in search.written if option.step is step)
        return next(starts, None)

    def opening_step(self, plan: Plan) -> PlannedStep:
        """The step that a plan waits for first: the last to end, or what opened it, and so on."""
        at = max(plan.steps, key=lambda planned: planned.ends)
        while (before := self._opened_by(at, plan)) is not None:
            at = before
        return at

    def _opened_by(self, at: PlannedStep, plan: Plan) -> PlannedStep | None:
        """The last to end of the steps without which this one could not begin."""
        ended = [one for one in plan.steps if one.ends <= at.starts]
        test = self._entry(at)
        needed = [one for one in ended if not test(self._after([o for o in ended if o is not one]))]
        return max(needed, key=lambda planned: planned.ends, default=None)

    def _entry(self, at: PlannedStep) -> Test:
        """Whether whoever holds this can begin a planned step."""
        asked = self.rules.required(at.step, self.situation.planning_nation, at.starts)
        return compiled(asked, self.bits)

    def _after(self, steps: Sequence[PlannedStep]) -> Held:
        held = self.held
        for planned in steps:
            held = self.compiled.steps[planned.step.id].after(held)
        return held

    def _search(self, route: Route) -> RouteSearch:
        return route_search(self.compiled, route, self.ages, self.situation.start)

    def _plan(self, search: RouteSearch, skeleton: Skeleton | None) -> Plan | None:
        if skeleton is None:
            return None
        start = self.situation.start
        steps = tuple(
            self._step(search.offers[number], month, track, held)
            for number, month, track, held in skeleton
        )
        steps = tuple(self._stood_in(one, steps, search) for one in steps)
        price = total_price([(planned.step.title, planned.price) for planned in steps])
        return Plan(start, max((s.ends for s in steps), default=start), price, steps)

    def _step(self, offer: Offer, month: int, track: str, held: Held) -> PlannedStep:
        starts = Month.at(month)
        step = offer.step
        skips = self._skips(offer)
        return PlannedStep(
            step=step,
            starts=starts,
            ends=starts.plus(step.months),
            price=self.prices.price(offer, month, held),
            track=track,
            apply_by=max(starts.plus(-step.apply_by), min(starts, self.situation.start)),
            skip_if_held=tuple(words for _, words in skips),
            skip_scales=tuple(scale for scale, _ in skips),
            estimate=step.is_estimate(starts),
        )

    def _skips(self, offer: Offer) -> list[tuple[str, str]]:
        """What, if the person holds all of it after all, makes the step needless: scale, words.

        Nothing, where the person is known not to hold a thing that the step is for.
        """
        known, aims = self.known, offer.step.aims
        if any(gain.adds or known.high[gain.scale] < gain.level for gain in aims):
            return []
        unknown = [gain for gain in aims if known.low[gain.scale] < gain.level]
        return [(g.scale, self.rules.scales[g.scale].held(g.level)) for g in unknown]

    def _stood_in(
        self, one: PlannedStep, steps: Sequence[PlannedStep], search: RouteSearch
    ) -> PlannedStep:
        """The step, with what makes it needless though it is not what the step brings: whoever
        holds the GCSE needs no Functional Skills in the same subject."""
        if len(one.skip_scales) > 1:
            return one
        rest = [other for other in steps if other is not one]
        found = [
            other.counts_as
            for gain in one.step.aims
            for other in self.rules.equivalences
            if [(leaf.scale.id, leaf.level) for leaf in other.holding] == [(gain.scale, gain.level)]
        ]
        for leaf in dict.fromkeys(found):
            scale, level = leaf.scale, leaf.level
            is_open = self.known.low[scale.id] < level <= self.known.high[scale.id]
            if is_open and self._reaches(rest, self.bits.upto(scale.id, level), search):
                # Either of the two makes it needless.
                held = ", or ".join([*one.skip_if_held, scale.held(level)])
                scales = (*one.skip_scales, scale.id)
                return replace(one, skip_if_held=(held,), skip_scales=scales)
        return one

    def _reaches(self, rest: Sequence[PlannedStep], instead: Held, search: RouteSearch) -> bool:
        """Whether the rest of a plan still leads to the end of its route, with this held too."""
        for at in rest:
            ended = [one for one in rest if one.ends <= at.starts]
            if not self._entry(at)(self.bits.counted(self._after(ended) | instead)):
                return False
        end = self.bits.counted(self._after(rest) | instead)
        return all(test(end) for test, _ in search.goal)


def ages_of(known: Known, situation: Situation, rules: Rules) -> Ages | None:
    """The ages that the person can have, None where the rules know no ages."""
    if "age" not in rules.scales:
        return None
    ids = rules.scales["age"].level_ids
    low, high = known.low["age"], known.high["age"]
    return Ages(ids, low, high, situation.start, now=situation.now)
