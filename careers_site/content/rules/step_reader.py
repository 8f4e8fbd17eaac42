"""Steps and routes as an editor writes them, made into the steps and routes of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from careers_site.content.rules.common import (
    ROUTES,
    STEPS,
    check_follow,
    period,
)
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import (
    OptionTable,
    RoutesFile,
    RouteTable,
    StepsFile,
    StepTable,
)
from careers_site.eligibility.requirements import NOTHING, Requirement
from careers_site.eligibility.rules import (
    DatedRequirement,
    Gain,
    Goal,
    Nowhere,
    Option,
    Route,
    Step,
)


def read_steps(file: StepsFile, reader: RequirementReader) -> dict[str, Step]:
    """The steps by id, in the order of the file; problems are noted with their place."""
    check, ids = reader.problems.check_known, [step.id for step in file.step]
    reader.problems.check_unique(STEPS, "step", ids)
    steps: dict[str, Step] = {}
    for table in file.step:
        place = f'step "{table.id}"'
        reader.check_sources(STEPS, place, table)
        check(STEPS, f"{place}: alongside_of", "step", table.alongside_of, ids)
        check(STEPS, f"{place}: also_for", "gain", table.also_for, table.gives)
        check_ages(STEPS, place, table.ages, reader)
        steps[table.id] = _step(table, place, reader)
    return steps


def check_ages(
    path: str, place: str, ages: Sequence[str] | None, reader: RequirementReader
) -> None:
    if "age" in reader.scales:
        known = reader.scales["age"].level_ids
        reader.problems.check_known(path, f"{place}: ages", "age", ages or (), known)


def _step(table: StepTable, place: str, reader: RequirementReader) -> Step:
    gives = [_gain(reader, f"{place}: gives", scale, level) for scale, level in table.gives.items()]
    repeats, better_ways_for = (
        None if asked is None else reader.read(STEPS, f"{place}: {name}", asked)
        for name, asked in (("repeats", table.repeats), ("better_ways_for", table.better_ways_for))
    )
    return table.make(
        Step,
        requirements=_requirements(table, place, reader),
        gives=tuple(gain for gain in gives if gain),
        starts_in=tuple(sorted(set(table.starts_in))),
        depends=table.depends.strip(),
        repeats=repeats,
        better_ways_for=better_ways_for,
        period=period(STEPS, place, table, reader.problems),
    )


def _gain(reader: RequirementReader, place: str, scale: str, level: str) -> Gain | None:
    if level.startswith("+") and level[1:].isdecimal():
        leaf = reader.leaf(STEPS, place, scale, "0")
        return Gain(scale, adds=int(level[1:])) if leaf else None
    leaf = reader.leaf(STEPS, place, scale, level)
    return Gain(scale, leaf.level) if leaf else None


def _requirements(
    table: StepTable, place: str, reader: RequirementReader
) -> tuple[DatedRequirement, ...]:
    """What a step asks for, dated where it is written so."""
    problems = reader.problems
    if table.requires is not None and table.requirement:
        problems.add(STEPS, place, "has requires or dated requirements, not both")
    if not table.requirement:
        asked = table.requires or {}
        return (DatedRequirement(_asked(reader, f"{place}: requires", asked)),)
    found = []
    for number, dated in enumerate(table.requirement, start=1):
        inner = f"{place}: requirement number {number}"
        requires = _asked(reader, inner, dated.requires)
        when = period(STEPS, inner, dated, problems)
        found.append(dated.make(DatedRequirement, requires=requires, period=when))
    check_follow(STEPS, place, [dated.period for dated in found], problems)
    return tuple(found)


def _asked(reader: RequirementReader, place: str, table: dict[str, object]) -> Requirement:
    found = reader.read(STEPS, place, table) if table else NOTHING
    if any(leaf.scale.id == "age" for leaf in found.leaves()):
        # An age is no gain, and it changes while a plan is lived.
        reader.problems.add(STEPS, place, "asks for an age: write it as ages = [...]")
    return found


def read_routes(
    file: RoutesFile, reader: RequirementReader, steps: Mapping[str, Step] | None
) -> tuple[Route, ...]:
    """The routes; where the steps are not known, all but their names is checked."""
    reader.problems.check_unique(ROUTES, "route", (route.id for route in file.route))
    for table in file.route:
        reader.check_sources(ROUTES, f'route "{table.id}"', table)
    if sum(not table.options for table in file.route) != 1:
        reader.problems.add(ROUTES, "", "exactly one route, the goal itself, has no options")
    return tuple(_route(table, reader, steps) for table in file.route)


def _route(table: RouteTable, reader: RequirementReader, steps: Mapping[str, Step] | None) -> Route:
    place = f'route "{table.id}"'
    return table.make(
        Route,
        options=_options(place, table.options, reader, steps),
        with_options=_options(place, table.with_, reader, steps),
        leads_to_ready=table.leads_to == "ready",
        nowhere=tuple(one.make(Nowhere) for one in table.nowhere),
    )


def _options(
    place: str,
    written: Sequence[str | OptionTable],
    reader: RequirementReader,
    steps: Mapping[str, Step] | None,
) -> tuple[Option, ...]:
    found = []
    for one in written:
        table = OptionTable(step=one) if isinstance(one, str) else one
        when = period(ROUTES, f"{place}: {table.step}", table, reader.problems)
        if steps is None:
            continue
        if table.step not in steps:
            reader.problems.unknown(ROUTES, place, "step", table.step, steps)
        else:
            found.append(table.make(Option, step=steps[table.step], period=when))
    return tuple(found)


def read_goal(file: RoutesFile, reader: RequirementReader) -> Goal:
    """The goal; problems are noted with their place."""
    reader.check_sources(ROUTES, "goal", file.goal)
    return file.goal.make(
        Goal,
        minimum=reader.read(ROUTES, "goal: minimum", file.goal.minimum),
        typical=reader.read(ROUTES, "goal: typical", file.goal.typical),
    )
