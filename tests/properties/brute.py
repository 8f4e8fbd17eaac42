"""A second planner, slow and plain: every state that can be reached, month by month.

It shares nothing with the planner of the site but the meaning of rules. In each month whoever is
free on a track may begin any step that begins then, for their age and in their nation, whose
requirements of that month are met, and that still gives what it is for; what ends is held from
then on. Of the same state only the lowest price is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Known, Situation, raised
from careers_site.eligibility.price_conditions import Payer
from careers_site.eligibility.prices import step_price
from careers_site.eligibility.rules import Option, Route, Rules, Step

Levels = tuple[tuple[str, int], ...]
Running = tuple[str, int] | None
YEARS = {"under-16": 0, "16-18": 16, "19-23": 19, "24-plus": 24}


class State(NamedTuple):
    """What is held, and what runs on each track with the months left."""

    held: Levels
    main: Running = None
    alongside: Running = None


class Best(NamedTuple):
    """The fewest months to the goal, and the lowest price in a plan that ends no more than a year
    later, with its fewest months."""

    months: int | None
    pounds: int | None
    months_of_cheapest: int | None


@dataclass(frozen=True)
class World:
    """One person, one route and its steps."""

    known: Known
    route: Route
    rules: Rules
    situation: Situation

    def options(self) -> list[Option]:
        """What a dependable plan through the route may take."""
        written = (
            [Option(step) for step in self.rules.steps.values()]
            if self.route.is_goal
            else [*self.route.options, *self.route.with_options]
        )
        nation = self.situation.planning_nation
        return [one for one in written if one.is_in(nation) and not one.step.depends]

    def goal(self, held: Mapping[str, int]) -> bool:
        """Whether all that is asked is held, and what one of the options is for."""
        minimum, typical = self.rules.tiers(self.situation.planning_nation, self.situation.start)
        asked = [minimum, typical] if self.route.leads_to_ready else [minimum]
        return all(one.is_met(held) for one in asked) and self.is_through(held)

    def is_through(self, held: Mapping[str, int]) -> bool:
        options = [o for o in self.route.options if self.is_ever_offered(o)]
        return not options or any(brings(option.step, held, self.rules) for option in options)

    def is_ever_offered(self, option: Option) -> bool:
        nation = self.situation.planning_nation
        months = (self.situation.start.plus(passed) for passed in range(181))
        return option.is_in(nation) and any(self.is_offered(option, month) for month in months)

    def is_offered(self, option: Option, month: Month) -> bool:
        ages = option.step.ages
        if month not in option.period or not option.step.begins_in(month):
            return False
        return ages is None or bool(ages & self.ages(month))

    def ages(self, month: Month) -> frozenset[str]:
        """The age that was given while it can hold, then the one that must be."""
        if "age" not in self.rules.scales:
            return frozenset()
        ids = self.rules.scales["age"].level_ids
        low, high = self.known.low["age"], self.known.high["age"]
        if (low, high) == (0, len(ids) - 1):
            return frozenset(ids)
        passed = self.situation.start.until(month)
        least = YEARS[ids[low]] * 12 + passed
        if ids[high] == "under-16":
            first = self.situation.start.plus(1)
            while first.number != 7:
                first = first.plus(1)
            gone = first.until(month)
            least = 0 if gone < 0 else 16 * 12 + gone
        youngest = max(at for at, name in enumerate(ids) if YEARS[name] * 12 <= least)
        return frozenset(ids[max(youngest, low) : max(youngest, high) + 1])

    def price(self, step: Step, month: Month, held: Mapping[str, int]) -> int | None:
        high = {name: max(level, self.known.high[name]) for name, level in held.items()}
        situation = self.situation
        payer = Payer(held, high, self.ages(month), situation.funding, situation.devolved)
        rules = self.rules.prices.get(step.id, ())
        return step_price(rules, situation.planning_nation, month, payer).high


def brings(step: Step, held: Mapping[str, int], rules: Rules) -> bool:
    """Whether all that a step is for is held."""
    return all(
        held[gain.scale] >= min(gain.adds or gain.level, rules.scales[gain.scale].top)
        for gain in step.aims
    )


def is_useful(step: Step, held: Mapping[str, int], rules: Rules) -> bool:
    if step.repeats is not None and step.repeats.is_met(held):
        return False
    return any(
        held[gain.scale] < (rules.scales[gain.scale].top if gain.adds else gain.level)
        for gain in step.aims
    )


def gained(step: Step, held: Mapping[str, int], rules: Rules) -> dict[str, int]:
    """What is held after a step."""
    now = dict(held)
    for gain in step.gives:
        level = now[gain.scale] + gain.adds if gain.adds else max(now[gain.scale], gain.level)
        now[gain.scale] = min(level, rules.scales[gain.scale].top)
    return raised(now, rules.scales)


def search(world: World, most: int) -> Best:
    """The best of every way to live the next `most` months."""
    start = raised({name: world.known.low[name] for name in world.rules.scales}, world.rules.scales)
    months = _fewest(world, start, most)
    worth_waiting = most if months is None else min(most, months + 12)
    pounds, of_cheapest = _cheapest(world, start, worth_waiting)
    return Best(months, pounds, of_cheapest)


def _fewest(world: World, start: Mapping[str, int], most: int) -> int | None:
    now = {State(tuple(start.items()))}
    for passed in range(most + 1):
        if any(world.goal(dict(state.held)) for state in now):
            return passed
        month = world.situation.start.plus(passed)
        now = {
            _pass(begun, world.rules)
            for state in now
            for begun, _ in _begin(state, world, month, _free)
        }
    return None


def _free(step: Step, held: Mapping[str, int]) -> int:
    return 0


def _cheapest(world: World, start: Mapping[str, int], most: int) -> tuple[int | None, int | None]:
    now = {State(tuple(start.items())): 0}
    best: tuple[int, int] | None = None
    for passed in range(most + 1):
        for state, pounds in now.items():
            if world.goal(dict(state.held)) and (best is None or pounds < best[0]):
                best = pounds, passed
        month = world.situation.start.plus(passed)
        then: dict[State, int] = {}
        for state, pounds in now.items():
            cost = _price_in(world, month)
            for begun, more in _begin(state, world, month, cost):
                after = _pass(begun, world.rules)
                if best is None or pounds + more < best[0]:
                    then[after] = min(then.get(after, pounds + more), pounds + more)
        now = then
    return best or (None, None)


def _price_in(world: World, month: Month) -> Callable[[Step, Mapping[str, int]], int | None]:
    return lambda step, held: world.price(step, month, held)


def _begin(
    state: State,
    world: World,
    month: Month,
    cost: Callable[[Step, Mapping[str, int]], int | None],
) -> Iterator[tuple[State, int]]:
    """Every way to begin something, or nothing, on each track that is free, with the price."""
    held = dict(state.held)
    nation = world.situation.planning_nation
    able = [
        option.step
        for option in world.options()
        if world.is_offered(option, month)
        and world.rules.required(option.step, nation, month).is_met(held)
        and is_useful(option.step, held, world.rules)
        and cost(option.step, held) is not None
    ]
    choices: list[list[tuple[Running, int]]] = []
    for track, running in (("main", state.main), ("alongside", state.alongside)):
        if running is not None:
            choices.append([(running, 0)])
            continue
        fit = [step for step in able if track == "main" or step.track == track]
        begun = [((step.id, step.months), cost(step, held) or 0) for step in fit]
        choices.append([(None, 0), *begun])
    for (main, paid), (alongside, more) in product(*choices):
        if main is None or alongside is None or main[0] != alongside[0]:
            yield State(state.held, main, alongside), paid + more


def _pass(state: State, rules: Rules) -> State:
    """A month passes."""
    held = dict(state.held)
    left: list[Running] = []
    for running in (state.main, state.alongside):
        if running is None or running[1] > 1:
            left.append(running and (running[0], running[1] - 1))
            continue
        held = gained(rules.steps[running[0]], held, rules)
        left.append(None)
    return State(tuple(held.items()), left[0], left[1])
