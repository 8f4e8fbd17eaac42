"""Plans: the fastest and the cheapest way from a person to a Portage post through one route."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from careers_site.eligibility.gains import Gains, Held
from careers_site.eligibility.nodes import Best, Node
from careers_site.eligibility.person import Known
from careers_site.eligibility.planner import SearchTooLongError
from careers_site.eligibility.remembered import Searches, told_apart
from careers_site.eligibility.requirements import Requirement
from careers_site.eligibility.routes import Route, Rules, Step

# Nobody is shown a plan that takes longer than this.
MOST_MONTHS = 180


@dataclass(frozen=True)
class PlannedStep:
    """A step, the month it starts after, and what would make it needless."""

    step: Step
    starts_after_months: int
    skip_if_held: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Steps in the order in which they start; `months` until the last one ends."""

    steps: tuple[PlannedStep, ...]
    months: int

    @property
    def pounds(self) -> int:
        """What the steps of known price cost the learner together."""
        return sum(planned.step.pounds or 0 for planned in self.steps)

    @property
    def pounds_unknown_for(self) -> tuple[str, ...]:
        """The titles of the steps whose price is not known."""
        return tuple(dict.fromkeys(p.step.title for p in self.steps if p.step.pounds is None))


def fastest(
    known: Known, route: Route, rules: Rules, age: str | None, nation: str | None
) -> Plan | None:
    """The plan with the fewest months, then the fewest steps; None if there is no way.

    Somebody who meets all that is required and often asked has a plan with no steps. What is not
    known counts as not held, and the step that gives it says what would make it needless.
    """
    return _planner(rules, route, _offered(rules, route, age, nation)).plan(known, Best.FASTEST)


def cheapest(
    known: Known, route: Route, rules: Rules, age: str | None, nation: str | None
) -> Plan | None:
    """The plan that costs the learner least, then takes the fewest months.

    None if it is the fastest one too, or if which is cheapest depends on a price not known.
    """
    planner = _planner(rules, route, _offered(rules, route, age, nation))
    plan = planner.plan(known, Best.CHEAPEST)
    if plan is None or plan.pounds_unknown_for or plan == planner.plan(known, Best.FASTEST):
        return None
    return plan


def takes_too_long(route: Route, rules: Rules, age: str | None, nation: str | None) -> bool:
    """Whether a search through the route was given up, since too many steps help at once."""
    return _planner(rules, route, _offered(rules, route, age, nation)).gave_up


def is_ready(rules: Rules, known: Known) -> bool:
    """Whether all that is required and often asked for is held for certain."""
    return rules.goal.requires.is_met(known.low) and rules.goal.often_asked.is_met(known.low)


class RoutePlanner:
    """Plans through one route with the steps that are offered; remembers what it found."""

    def __init__(self, rules: Rules, route: Route, offered: tuple[Step, ...]) -> None:
        self.rules, self.route = rules, route
        self.gains = Gains(rules, offered)
        ready = (rules.goal.requires, rules.goal.often_asked)
        self.goal: tuple[Requirement, ...] = ready if route.leads_to_ready else ready[:1]
        self.often_asked = self.gains.test(rules.goal.often_asked)
        self.one_step_is_enough = self.gains.is_met_by_one_step(rules.goal.often_asked)
        self.searches = Searches(self.gains, self.goal, MOST_MONTHS)
        asked = (*ready, *(step.requires for step in offered))
        self.told_apart = told_apart(rules, self.gains, asked)
        self.found = lru_cache(maxsize=4_000)(self._find)
        self.gave_up = False

    def plan(self, known: Known, best: Best) -> Plan | None:
        if is_ready(self.rules, known):
            return Plan((), 0)
        held = self.gains.held(known.low)
        alike = tuple(same[level] for same, level in zip(self.told_apart, held, strict=True))
        node = self.found(alike, best)
        return _plan(node, known, self.rules) if node else None

    def _find(self, held: Held, best: Best) -> Node | None:
        found = self.found(held, Best.FASTEST) if best == Best.CHEAPEST else None
        if found and not (found.cost.pounds or found.cost.unknown):
            # Nothing can cost less, or the same in fewer months.
            return found
        for option in self._options(held):
            chosen = self._helpful(option, held)
            try:
                found = self.searches.run(option, chosen, held, best, better_than=found) or found
            except SearchTooLongError:
                # The check of the content refuses such rules: a reader is not kept waiting.
                self.gave_up = True
                break
        return found

    def _options(self, held: Held) -> list[int | None]:
        """The steps that a plan must contain one of; None stands for "no step in particular".

        Who already holds what every option is for need not take one. For the goal, it is the
        steps that bring what is often asked for, where one step can.
        """
        numbers = range(len(self.gains.steps))
        if self.route.is_goal:
            if self.often_asked(held):
                return [None]
            closing = [n for n in numbers if self.often_asked(self.gains.after(held, n))]
            return [*closing] if self.one_step_is_enough else [None, *closing]
        offered = [n for n in numbers if self.gains.steps[n] in self.route.options]
        useful: list[int | None] = [n for n in offered if self.gains.raises(n, held)]
        return useful or ([None] if offered else [])

    def _helpful(self, option: int | None, held: Held) -> tuple[int, ...]:
        """The option, and every step that gives what it, the goal or such a step still needs."""
        gains = self.gains
        after = held if option is None else gains.after(held, option)
        wanted = [part for part in self.goal if not gains.test(part)(after)]
        chosen = [] if option is None else [option]
        wanted += [gains.steps[number].requires for number in chosen]
        while wanted:
            need = wanted.pop()
            if gains.test(need)(held):
                continue
            scales = gains.scales_of(need)
            for number in range(len(gains.steps)):
                now = gains.after(held, number)
                if number not in chosen and any(now[at] > held[at] for at in scales):
                    chosen.append(number)
                    wanted.append(gains.steps[number].requires)
        return tuple(chosen)


@lru_cache(maxsize=256)
def _planner(rules: Rules, route: Route, offered: tuple[Step, ...]) -> RoutePlanner:
    return RoutePlanner(rules, route, offered)


def _offered(rules: Rules, route: Route, age: str | None, nation: str | None) -> tuple[Step, ...]:
    """The steps that a plan through the route may take, for this age and nation."""
    allowed = rules.steps.values() if route.is_goal else (*route.options, *route.with_steps)
    return tuple(step for step in allowed if step.is_offered(age, nation))


def _plan(node: Node, known: Known, rules: Rules) -> Plan:
    steps = tuple(
        PlannedStep(step, months, _skip(step, known, rules)) for step, months in node.starts()
    )
    return Plan(steps, node.cost.months)


def _skip(step: Step, known: Known, rules: Rules) -> tuple[str, ...]:
    """What, if the person holds all of it after all, makes the step needless.

    Nothing, where the person is known not to hold a thing that the step is for.
    """
    first, *rest = step.gives
    purposes = [first, *(gain for gain in rest if gain.scale in step.also_for)]
    if any(gain.adds or known.high[gain.scale] < gain.level for gain in purposes):
        return ()
    unknown = [gain for gain in purposes if known.low[gain.scale] < gain.level]
    return tuple(rules.scales[gain.scale].held(gain.level) for gain in unknown)
