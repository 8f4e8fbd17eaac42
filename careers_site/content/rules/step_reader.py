"""Steps and routes as an editor writes them, made into the steps and routes of the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from careers_site.content.problems import Problems
from careers_site.content.rules.common import (
    ROUTES,
    STEPS,
    check_follow,
    check_names,
    check_sources,
    check_unique,
    limited,
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


def read_steps(
    file: StepsFile, reader: RequirementReader, known: Collection[str], problems: Problems
) -> dict[str, Step]:
    """The steps by id, in the order of the file; problems are noted with their place."""
    check_unique(STEPS, "step", (step.id for step in file.step), problems)
    ids = [step.id for step in file.step]
    steps: dict[str, Step] = {}
    for table in file.step:
        place = f'step "{table.id}"'
        check_sources(STEPS, place, table, known, problems)
        check_names(STEPS, f"{place}: alongside_of", "step", table.alongside_of, ids, problems)
        check_names(STEPS, f"{place}: also_for", "gain", table.also_for, table.gives, problems)
        check_ages(STEPS, place, table.ages, reader, problems)
        steps[table.id] = _step(table, place, reader, problems)
    return steps


def check_ages(
    path: str,
    place: str,
    ages: Sequence[str] | None,
    reader: RequirementReader,
    problems: Problems,
) -> None:
    if "age" in reader.scales:
        known = reader.scales["age"].level_ids
        check_names(path, f"{place}: ages", "age", ages or (), known, problems)


def _step(table: StepTable, place: str, reader: RequirementReader, problems: Problems) -> Step:
    gives = [_gain(reader, f"{place}: gives", scale, level) for scale, level in table.gives.items()]
    repeats, better_ways_for = (
        None if asked is None else reader.read(STEPS, f"{place}: {name}", asked)
        for name, asked in (
            ("repeats", table.repeats),
            ("better_ways_for", table.better_ways_for),
        )
    )
    return Step(
        id=table.id,
        title=table.title,
        requirements=_requirements(table, place, reader, problems),
        gives=tuple(gain for gain in gives if gain),
        also_for=frozenset(table.also_for),
        months=table.months,
        months_note=table.months_note,
        starts_in=tuple(sorted(set(table.starts_in))),
        track=table.track,
        ages=limited(table.ages),
        nations=limited(table.nations),
        courses=table.courses,
        note=table.note,
        sources=tuple(table.sources),
        checked=table.checked,
        confidence=table.confidence,
        depends=table.depends.strip(),
        apply_by=table.apply_by,
        alongside_of=frozenset(table.alongside_of),
        repeats=repeats,
        better_ways_for=better_ways_for,
        period=period(STEPS, place, table, problems),
        change=table.change,
    )


def _gain(reader: RequirementReader, place: str, scale: str, level: str) -> Gain | None:
    if level.startswith("+") and level[1:].isdecimal():
        leaf = reader.leaf(STEPS, place, scale, "0")
        return Gain(scale, adds=int(level[1:])) if leaf else None
    leaf = reader.leaf(STEPS, place, scale, level)
    return Gain(scale, leaf.level) if leaf else None


def _requirements(
    table: StepTable, place: str, reader: RequirementReader, problems: Problems
) -> tuple[DatedRequirement, ...]:
    """What a step asks for, dated where it is written so."""
    if table.requires is not None and table.requirement:
        problems.add(STEPS, place, "has requires or dated requirements, not both")
    if not table.requirement:
        asked = table.requires or {}
        return (DatedRequirement(_asked(reader, f"{place}: requires", asked, problems)),)
    found = []
    for number, dated in enumerate(table.requirement, start=1):
        inner = f"{place}: requirement number {number}"
        found.append(
            DatedRequirement(
                requires=_asked(reader, inner, dated.requires, problems),
                period=period(STEPS, inner, dated, problems),
                sources=tuple(dated.sources),
                checked=dated.checked,
                change=dated.change,
            )
        )
    check_follow(STEPS, place, [dated.period for dated in found], problems)
    return tuple(found)


def _asked(
    reader: RequirementReader, place: str, table: dict[str, object], problems: Problems
) -> Requirement:
    found = reader.read(STEPS, place, table) if table else NOTHING
    if any(leaf.scale.id == "age" for leaf in found.leaves()):
        # An age is no gain, and it changes while a plan is lived.
        problems.add(STEPS, place, "asks for an age: write it as ages = [...]")
    return found


def read_routes(
    file: RoutesFile, steps: Mapping[str, Step] | None, known: Collection[str], problems: Problems
) -> tuple[Route, ...]:
    """The routes; where the steps are not known, all but their names is checked."""
    check_unique(ROUTES, "route", (route.id for route in file.route), problems)
    for table in file.route:
        check_sources(ROUTES, f'route "{table.id}"', table, known, problems)
    if sum(not table.options for table in file.route) != 1:
        problems.add(ROUTES, "", "exactly one route, the goal itself, has no options")
    return tuple(_route(table, steps, problems) for table in file.route)


def _route(table: RouteTable, steps: Mapping[str, Step] | None, problems: Problems) -> Route:
    place = f'route "{table.id}"'
    return Route(
        id=table.id,
        title=table.title,
        options=_options(place, table.options, steps, problems),
        with_options=_options(place, table.with_, steps, problems),
        leads_to_ready=table.leads_to == "ready",
        sources=tuple(table.sources),
        checked=table.checked,
        nowhere=tuple(Nowhere(frozenset(one.nations), one.words) for one in table.nowhere),
    )


def _options(
    place: str,
    written: Sequence[str | OptionTable],
    steps: Mapping[str, Step] | None,
    problems: Problems,
) -> tuple[Option, ...]:
    found = []
    for one in written:
        table = OptionTable(step=one) if isinstance(one, str) else one
        when = period(ROUTES, f"{place}: {table.step}", table, problems)
        if steps is None:
            continue
        if table.step not in steps:
            problems.unknown(ROUTES, place, "step", table.step, steps)
        else:
            found.append(Option(steps[table.step], limited(table.nations), when))
    return tuple(found)


def read_goal(
    file: RoutesFile, reader: RequirementReader, known: Collection[str], problems: Problems
) -> Goal:
    """The goal; problems are noted with their place."""
    check_sources(ROUTES, "goal", file.goal, known, problems)
    return Goal(
        minimum=reader.read(ROUTES, "goal: minimum", file.goal.minimum),
        typical=reader.read(ROUTES, "goal: typical", file.goal.typical),
        sources=tuple(file.goal.sources),
        checked=file.goal.checked,
        note=file.goal.note,
    )
