"""Plans through a route for one person: what is offered, what helps, and the best of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from careers_site.eligibility.age import Ages
from careers_site.eligibility.compiled_rules import (
    CompiledRules,
    Held,
    Test,
    compiled,
    compiled_rules,
    for_anybody,
    levels_of,
    tested_parts,
)
from careers_site.eligibility.kept import Kept
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Known, Situation
from careers_site.eligibility.plan import Plan, PlannedStep
from careers_site.eligibility.prices import Payer, StepPrice, step_price, together
from careers_site.eligibility.rules import Option, Route, Rules, Step
from careers_site.eligibility.search import (
    MAIN,
    MOST_MONTHS,
    NEVER,
    Best,
    Chosen,
    Label,
    Offer,
    Search,
    SearchTooLongError,
    choose,
    least_left,
    relaxed,
    without_worse,
)

# How many people who are alike are remembered for a route, an age and a month.
MOST_KEPT = 1_000
LAST = MOST_MONTHS + 1
# What a plan is made of: the step's place in the offers, its month, its track, what is held then.
Skeleton = tuple[tuple[int, int, str, Held], ...]
Taken = tuple[Offer, int, str]


class Plans(NamedTuple):
    """The plans of a route; see `RouteAssessment`."""

    fastest: Plan | None
    cheapest: Plan | None
    quicker_if: Plan | None


NO_PLANS = Plans(None, None, None)


class Found(NamedTuple):
    """The plans of a route as skeletons, and whether a search was given up."""

    fastest: Skeleton | None
    cheapest: Skeleton | None
    quicker_if: Skeleton | None
    gave_up: bool = False


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
        ways = self._ways(route)
        found = ways.found(self.held, self.prices, cheapest=cheapest)
        return Plans(
            self._plan(ways, found.fastest),
            self._plan(ways, found.cheapest),
            self._plan(ways, found.quicker_if),
        )

    def gave_up(self, route: Route) -> bool:
        """Whether a search was given up, since too many steps help at once."""
        return self._ways(route).found(self.held, self.prices).gave_up

    def is_needed(self, route: Route) -> bool:
        """Whether the route is for something that the goal still lacks.

        The goal itself always is. Where nothing is offered, it is judged by what its options are
        for elsewhere.
        """
        if route.is_goal:
            return True
        ways = self._ways(route)
        lacking = _lacking(ways.whole, self.held)
        if not lacking:
            return False
        if not ways.options:
            aims = (gain for option in route.options for gain in option.step.aims)
            return bool(levels_of(aims, self.bits) & ~self.held & lacking)
        useful = [o.compiled for o in ways.options if o.compiled.is_useful(self.held)]
        return any(step.after(self.held) & ~self.held & step.purpose & lacking for step in useful)

    def is_useful(self, step: Step) -> bool:
        """Whether a step still gives something that it is for, and repeats nothing."""
        compiled_step = self.compiled.steps.get(step.id)
        return compiled_step is not None and compiled_step.is_useful(self.held)

    def next_start(self, route: Route, option: Option) -> Month | None:
        """The first month in which an option of a route is offered to this person and begins."""
        return self._ways(route).next_start(option)

    def first_start(self, step: Step) -> Month | None:
        """The first month in which any step of the nation is offered to this person and begins."""
        ways = self._ways(self.rules.goal_route)
        starts = (ways.next_start(option) for option in ways.written if option.step is step)
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
        asked = self.rules.required(at.step, self.situation.planning_nation, at.starts)
        test = compiled(asked, self.bits)
        needed = [one for one in ended if not test(self._after([o for o in ended if o is not one]))]
        return max(needed, key=lambda planned: planned.ends, default=None)

    def _after(self, steps: Sequence[PlannedStep]) -> Held:
        held = self.held
        for planned in steps:
            held = self.compiled.steps[planned.step.id].after(held)
        return held

    def _ways(self, route: Route) -> Ways:
        return _ways(self.compiled, route, self.ages, self.situation.start)

    def _plan(self, ways: Ways, skeleton: Skeleton | None) -> Plan | None:
        if skeleton is None:
            return None
        start = self.situation.start
        steps = tuple(
            self._step(ways.offers[number], month, track, held)
            for number, month, track, held in skeleton
        )
        price = together([(planned.step.title, planned.price) for planned in steps])
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


def ages_of(known: Known, situation: Situation, rules: Rules) -> Ages | None:
    """The ages that the person can have, None where the rules know no ages."""
    if "age" not in rules.scales:
        return None
    ids = rules.scales["age"].level_ids
    return Ages(ids, known.low["age"], known.high["age"], situation.start)


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
        return self.price(offer, month, held).high

    def changes(self, offer: Offer) -> Sequence[int]:
        edges = {m.index for rule in offer.compiled.prices for m in rule.period.edges}
        if self.ages and any(rule.ages is not None for rule in offer.compiled.prices):
            edges |= set(_age_changes(self.ages))
        return sorted(edges)

    def least(self, offer: Offer, first: int) -> int:
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


class Ways:
    """What a route offers to people of one age from one month on, and what was found for them."""

    def __init__(self, rules: CompiledRules, route: Route, ages: Ages | None, start: Month) -> None:
        self.rules, self.route, self.start = rules, route, start
        self.written = (
            tuple(Option(step.step) for step in rules.steps.values())
            if route.is_goal
            else (*route.options, *route.with_options)
        )
        made = [
            (option, Offer(number, option, rules.steps[option.step.id], ages, start))
            for number, option in enumerate(self.written)
            if option.is_in(rules.nation)
        ]
        self._starts = {option: offer.next[0] for option, offer in made}
        self.offers = [offer for _, offer in made if offer.next[0] < NEVER]
        self._places = {offer.number: place for place, offer in enumerate(self.offers)}
        self._for_anybody = [
            Offer(offer.number, offer.option, for_anybody(offer.compiled), ages, start)
            for offer in self.offers
            if offer.compiled.better_ways is not None and not offer.step.depends
        ]
        self.options = [
            offer for option, offer in made if option in route.options and offer.next[0] < NEVER
        ]
        tiers = rules.rules.tiers(rules.nation, start)
        asked = tiers if route.leads_to_ready else tiers[:1]
        self.parts = [part for tier in asked for part in tested_parts(tier, rules.bits)]
        self.whole = [part for tier in tiers for part in tested_parts(tier, rules.bits)]
        self.aims = [offer.compiled.brings for offer in self.options]
        self.goal = self._goal()
        self.mask = self._mask()
        self.price_mask = 0
        for offer in self.offers:
            self.price_mask |= offer.compiled.price_mask
        self._found: Kept[tuple[object, ...], Found] = Kept(MOST_KEPT)

    def _goal(self) -> Test:
        """What a plan must bring: all that is asked, and what one of the options is for."""
        tests = [test for test, _ in self.parts]
        aims = self.aims
        if not aims:
            return lambda held: all(test(held) for test in tests)
        return lambda held: (
            any(held & aim == aim for aim in aims) and all(test(held) for test in tests)
        )

    def _mask(self) -> Held:
        """The bits that a search can feel: two people who differ in others get the same plans."""
        found = 0
        for _, mask in self.parts:
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
        ends: dict[Offer, int] = {}
        earliest = relaxed(offers, self.goal, first, held, ends=ends)
        least = _least(ends, prices)
        for window in _windows(earliest - first, most):
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
        """A plan that costs less than the fastest, None where there is none."""
        if fastest is None or (not fastest.cost.unknown and not fastest.cost.pounds):
            return None
        first, found = self.start.index, None
        below = NEVER if fastest.cost.unknown else fastest.cost.pounds
        ends: dict[Offer, int] = {}
        relaxed(offers, self.goal, first, held, ends=ends)
        least = _least(ends, prices)
        known = [offer for offer in offers if least.get(offer, NEVER) < below]
        ends = {}
        earliest = relaxed(known, self.goal, first, held, ends=ends)
        least = _least(ends, prices)
        floor = least_left(list(ends), self.goal, least, held)
        for window in _windows(earliest - first, LAST):
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
        """The bits that can bring what the goal lacks, or what an option of the route is for."""
        needed = _lacking(self.parts, held)
        if self.aims and not any(held & aim == aim for aim in self.aims):
            for aim in self.aims:
                needed |= self.rules.bits.with_counts(aim) & ~held
        return needed

    def _skeleton(self, label: Label | None, held: Held, prices: PersonPrices) -> Skeleton | None:
        """The steps of a plan, each as soon as it can begin, with what is held then."""
        if label is None:
            return None
        taken = _as_soon_as_they_can(label.taken(), held, prices)
        return tuple(
            (self._places[offer.number], month, track, _held_in(taken, month, held))
            for offer, month, track in taken
        )


def _lacking(parts: Sequence[tuple[Test, Held]], held: Held) -> Held:
    """The bits that can bring what is not met of the parts; 0 where all is met."""
    found = 0
    for test, mask in parts:
        if not test(held):
            found |= mask & ~held
    return found


def _held_in(taken: Sequence[Taken], month: int, held: Held) -> Held:
    """What is held in a month by whoever takes these steps."""
    ended = [offer for offer, began, _ in taken if began + offer.months <= month]
    for offer in sorted(ended, key=lambda one: one.number):
        held = offer.compiled.after(held)
    return held


def _as_soon_as_they_can(taken: Sequence[Taken], held: Held, prices: PersonPrices) -> list[Taken]:
    """The same steps with the same end, those that can wait begun sooner at no higher price."""
    found = list(taken)
    for at, (offer, month, track) in enumerate(taken):
        others = [*found[:at], *found[at + 1 :]]
        for sooner in range(offer.starts_from(offer.origin), month):
            if _could_begin((offer, sooner, track), others, held):
                then, now = _held_in(others, sooner, held), _held_in(others, month, held)
                if prices.price(offer, sooner, then) == prices.price(offer, month, now):
                    found[at] = offer, sooner, track
                    break
    return sorted(found, key=lambda one: (one[1], one[2] != MAIN, one[0].number))


def _could_begin(one: Taken, others: Sequence[Taken], held: Held) -> bool:
    """Whether a step could begin then, with nothing else on its track."""
    offer, month, track = one
    if offer.on_main != (track == MAIN):
        return False
    then = _held_in(others, month, held)
    if offer.first(month, then) != month or not offer.compiled.is_useful(then):
        return False
    return all(
        other_track != track or began >= month + offer.months or began + other.months <= month
        for other, began, other_track in others
    )


def _least(ends: dict[Offer, int], prices: PersonPrices) -> dict[Offer, int]:
    """What each offer costs at least, begun no sooner than it can be."""
    return {offer: prices.least(offer, end - offer.months) for offer, end in ends.items()}


def _windows(least: int, most: int) -> Iterator[int]:
    """Longer and longer times in which to look for a plan, none beyond so many months."""
    if least >= NEVER - 12 * 2200:
        return
    for more in (1, 3, 7, 13, 25, 49):
        if least + more < most:
            yield least + more
    if least < most:
        yield most


@lru_cache(maxsize=512)
def _ways(rules: CompiledRules, route: Route, ages: Ages | None, start: Month) -> Ways:
    return Ways(rules, route, ages, start)
