"""A second planner, slow and plain: every state that can be reached, month by month.

It shares nothing with the planner of the site but the meaning of rules. In each month whoever is
free on a track may start any step that is offered, whose requirements are met, and that still
gives what it is for; what ends is held from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from careers_site.eligibility.person import Known, raised
from careers_site.eligibility.rules import Route, Rules, Step

Levels = tuple[tuple[str, int], ...]
Running = tuple[str, int] | None


@dataclass(frozen=True)
class At:
    """What is held, whether the option was done, and what runs on each track."""

    held: Levels
    done: bool
    running: tuple[Running, Running] = (None, None)


def fewest_months(known: Known, route: Route, rules: Rules, most: int) -> int | None:
    """The fewest months of any plan through the route that takes at most `most` months."""
    start = {name: known.low[name] for name in rules.scales}
    goals = [rules.goal.requires, rules.goal.often_asked]
    if all(goal.is_met(start) for goal in goals):
        return 0
    if not route.leads_to_ready:
        goals = goals[:1]
    allowed = list(rules.steps.values()) if route.is_goal else [*route.options, *route.with_steps]
    lengths = [
        found
        for option in _options(start, route, rules)
        if (found := _search(start, allowed, option, goals, rules, most)) is not None
    ]
    return min(lengths, default=None)


def _options(start: Mapping[str, int], route: Route, rules: Rules) -> list[Step | None]:
    """Each option that still gives what it is for; where none does, none need be taken.

    For the goal, no step need be taken, or one that brings what is often asked for.
    """
    often_asked = rules.goal.often_asked
    if route.is_goal:
        closing = [s for s in rules.steps.values() if often_asked.is_met(gained(s, start, rules))]
        return [None] if often_asked.is_met(start) else [None, *closing]
    useful = [step for step in route.options if helps(step, start, rules)]
    return [*useful] if useful else [None]


def helps(step: Step, held: Mapping[str, int], rules: Rules) -> bool:
    aims = {step.gives[0].scale, *step.also_for}
    now = gained(step, held, rules, implied=False)
    return any(now[scale] > held[scale] for scale in aims)


def gained(
    step: Step, held: Mapping[str, int], rules: Rules, implied: bool = True
) -> dict[str, int]:
    """What is held after a step."""
    now = dict(held)
    for gain in step.gives:
        level = now[gain.scale] + gain.adds if gain.adds else max(now[gain.scale], gain.level)
        now[gain.scale] = min(level, rules.scales[gain.scale].top)
    return raised(now, rules.scales) if implied else now


def _search(
    start: Mapping[str, int],
    allowed: list[Step],
    option: Step | None,
    goals: list[object],
    rules: Rules,
    most: int,
) -> int | None:
    now = {At(tuple(start.items()), option is None)}
    ever: set[At] = set()
    for month in range(most + 1):
        if any(at.done and all(goal.is_met(dict(at.held)) for goal in goals) for at in now):  # type: ignore[attr-defined]
            return month
        begun = {new for at in now for new in _begin(at, allowed, option, rules)}
        now = {_pass(at, option, rules) for at in begun} - ever
        ever |= now
    return None


def _begin(at: At, allowed: list[Step], option: Step | None, rules: Rules) -> Iterator[At]:
    """Every way to start something, or nothing, on each track that is free."""
    held = dict(at.held)
    choices: list[list[Running]] = []
    for running, track in zip(at.running, ("main", "alongside"), strict=True):
        if running is not None:
            choices.append([running])
            continue
        able = [s for s in allowed if s.track == track and s.requires.is_met(held)]
        able = [s for s in able if helps(s, held, rules) or (s is option and not at.done)]
        choices.append([None, *((s.id, s.months) for s in able)])
    for main, alongside in product(*choices):
        yield replace(at, running=(main, alongside))


def _pass(at: At, option: Step | None, rules: Rules) -> At:
    """A month passes."""
    held, done = dict(at.held), at.done
    left: list[Running] = []
    for running in at.running:
        if running is None or running[1] > 1:
            left.append(running and (running[0], running[1] - 1))
            continue
        step = rules.steps[running[0]]
        held, done = gained(step, held, rules), done or step is option
        left.append(None)
    return At(tuple(held.items()), done, (left[0], left[1]))
