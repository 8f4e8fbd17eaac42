"""Plans: the fastest way from a person to a Portage post through one route."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.eligibility.person import Known
from careers_site.eligibility.planner import Gains, Held, Node, Search, compiled
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
    allowed = rules.steps.values() if route.is_goal else (*route.options, *route.with_steps)
    gains = Gains(rules, tuple(s for s in allowed if s.is_offered(age, nation)))
    held = gains.held(known.low)
    if is_ready(rules, known):
        return Plan((), 0)
    ready = (rules.goal.requires, rules.goal.often_asked)
    best: Node | None = None
    for option in _options(route, rules, gains, held):
        goal: tuple[Requirement, ...] = ready if route.leads_to_ready else ready[:1]
        chosen = _helpful(option, goal, gains, held)
        found = Search(gains, goal, option, chosen).run(held, best.months if best else MOST_MONTHS)
        if found and (best is None or _cost(found) < _cost(best)):
            best = found
    return _plan(best, known, rules) if best else None


def _cost(node: Node) -> tuple[int, int]:
    return node.months, len(node.starts())


def is_ready(rules: Rules, known: Known) -> bool:
    """Whether all that is required and often asked for is held for certain."""
    return rules.goal.requires.is_met(known.low) and rules.goal.often_asked.is_met(known.low)


def _options(route: Route, rules: Rules, gains: Gains, held: Held) -> list[int | None]:
    """The steps that a plan must contain one of; None stands for "no step in particular".

    Who already holds what every option is for need not take one. For the goal, it is the steps
    that bring what is often asked for.
    """
    often_asked = compiled(rules.goal.often_asked, gains.index)
    numbers = range(len(gains.steps))
    if not route.is_goal:
        offered = [n for n in numbers if gains.steps[n] in route.options]
        useful: list[int | None] = [n for n in offered if gains.raises(n, held)]
        return useful or ([None] if offered else [])
    if often_asked(held):
        return [None]
    closing: list[int | None] = [n for n in numbers if often_asked(gains.after(held, n))]
    return closing


def _helpful(
    option: int | None, goal: tuple[Requirement, ...], gains: Gains, held: Held
) -> tuple[int, ...]:
    """The option, and every step that gives what it, the goal or another such step still needs."""
    after = held if option is None else gains.after(held, option)
    wanted = [part for part in goal if not compiled(part, gains.index)(after)]
    chosen = [] if option is None else [option]
    wanted += [gains.steps[number].requires for number in chosen]
    while wanted:
        need = wanted.pop()
        if compiled(need, gains.index)(held):
            continue
        scales = {gains.index[leaf.scale.id] for leaf in need.leaves()}
        for number in range(len(gains.steps)):
            now = gains.after(held, number)
            if number not in chosen and any(now[at] > held[at] for at in scales):
                chosen.append(number)
                wanted.append(gains.steps[number].requires)
    return tuple(chosen)


def _plan(node: Node, known: Known, rules: Rules) -> Plan:
    steps = tuple(
        PlannedStep(step, months, _skip(step, known, rules)) for step, months in node.starts()
    )
    return Plan(steps, node.months)


def _skip(step: Step, known: Known, rules: Rules) -> tuple[str, ...]:
    """What, if the person holds it after all, makes the step needless: only what is not known."""
    first = step.gives[0]
    if first.adds or not known.low[first.scale] < first.level <= known.high[first.scale]:
        return ()
    return (rules.scales[first.scale].held(first.level),)
