"""The rule files made into Rules: names resolved, requirements grown, problems collected."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from careers_site.content.problems import Problems, Shape, read_shape, read_toml
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import (
    EquivalencesFile,
    RoutesFile,
    RouteTable,
    ScalesFile,
    ScaleTable,
    Sourced,
    StepsFile,
    StepTable,
)
from careers_site.eligibility.equivalences import CircleError, refuse_circles
from careers_site.eligibility.requirements import Equivalence, Requirement
from careers_site.eligibility.rules import Gain, Goal, Route, Rules, Step
from careers_site.eligibility.scales import Count, Level, Scale, Scales

FOLDER = "content/portage-home-visitor"
SCALES = f"{FOLDER}/scales.toml"
EQUIVALENCES = f"{FOLDER}/equivalences.toml"
STEPS = f"{FOLDER}/steps.toml"
ROUTES = f"{FOLDER}/routes.toml"
# Anything else in braces would be looked up in Python, or make the sentence as long as it says.
_SENTENCE = re.compile(r"[^{}]*(\{level\}[^{}]*)?")


def parse_rules(
    documents: Mapping[str, str], known_sources: Collection[str], problems: Problems
) -> Rules | None:
    """The rules in the published documents, or None with every problem noted."""
    files = (
        _file(ScalesFile, SCALES, documents, problems),
        _file(EquivalencesFile, EQUIVALENCES, documents, problems),
        _file(StepsFile, STEPS, documents, problems),
        _file(RoutesFile, ROUTES, documents, problems),
    )
    scales_file, equivalences_file, steps_file, routes_file = files
    before = len(problems)
    scales = _scales(scales_file, problems) if scales_file else None
    if scales is None or len(problems) > before:
        return None
    # A file that cannot be read does not keep the others from being checked.
    equivalences = _equivalences(equivalences_file, scales, known_sources, problems)
    reader = RequirementReader(scales, equivalences, problems)
    steps = _steps(steps_file, scales, reader, known_sources, problems)
    if routes_file is None:
        return None
    routes = _routes(routes_file, steps, known_sources, problems)
    goal = _goal(routes_file, reader, known_sources, problems)
    if steps is None or not all(files) or len(problems) > before:
        return None
    return Rules(scales, equivalences, steps, routes, goal)


def _file(
    shape: type[Shape], path: str, documents: Mapping[str, str], problems: Problems
) -> Shape | None:
    if path not in documents:
        problems.add(path, "", "is missing")
        return None
    data = read_toml(documents[path], path, problems)
    return None if data is None else read_shape(shape, data, path, problems)


def _unique(path: str, kind: str, ids: Iterable[str], problems: Problems) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            problems.add(path, f'{kind} "{name}"', "stands twice")
        seen.add(name)


def _check_sources(
    path: str, place: str, table: Sourced, known: Collection[str], problems: Problems
) -> None:
    for source in table.sources:
        if source not in known:
            problems.unknown(path, place, "source", source, known)


def _scale(table: ScaleTable) -> Scale:
    levels = tuple(Level(x.id, x.label, x.short or x.label) for x in table.levels)
    return Scale(
        id=table.id,
        label=table.label,
        question=table.question,
        hint=table.hint,
        levels=levels,
        asks=table.asks,
        has=table.has,
        has_none=table.has_none,
        rare=table.rare,
        always=table.always,
    )


def _scales(file: ScalesFile, problems: Problems) -> Scales:
    _unique(SCALES, "scale", (scale.id for scale in file.scale), problems)
    for table in file.scale:
        _unique(SCALES, f'scale "{table.id}": level', (x.id for x in table.levels), problems)
        for name, words in (("asks", table.asks), ("has", table.has)):
            if not _SENTENCE.fullmatch(words):
                said = "takes one {level} at most, and no other braces"
                problems.add(SCALES, f'scale "{table.id}": {name}', said)
    bare = Scales(tuple(_scale(table) for table in file.scale))
    reader = RequirementReader(bare, (), problems)
    counts = []
    for count in file.count:
        place = f'count "{count.scale}"'
        for name in filter(None, (count.scale, count.includes)):
            if name not in bare:
                problems.unknown(SCALES, place, "scale", name, bare)
        leaves = [reader.leaf(SCALES, place, *part) for part in count.parts.items()]
        parts = tuple((leaf.scale.id, leaf.level) for leaf in leaves if leaf)
        counts.append(Count(count.scale, parts, count.includes))
    return Scales(bare.all, tuple(counts))


def _equivalences(
    file: EquivalencesFile | None, scales: Scales, known: Collection[str], problems: Problems
) -> tuple[Equivalence, ...]:
    reader = RequirementReader(scales, (), problems)
    found: list[Equivalence] = []
    for number, table in enumerate(file.equivalence if file else (), start=1):
        place = f"equivalence number {number}"
        _check_sources(EQUIVALENCES, place, table, known, problems)
        holding = reader.leaf(EQUIVALENCES, place, *next(iter(table.holding.items())))
        counts_as = reader.leaf(EQUIVALENCES, place, *next(iter(table.counts_as.items())))
        if holding and counts_as:
            words, source = table.words, table.sources[0]
            found.append(Equivalence(holding, counts_as, words, source, table.confidence))
    try:
        refuse_circles(found)
    except CircleError as error:
        problems.add(EQUIVALENCES, "", str(error))
        return ()
    return tuple(found)


def _steps(
    file: StepsFile | None,
    scales: Scales,
    reader: RequirementReader,
    known: Collection[str],
    problems: Problems,
) -> dict[str, Step] | None:
    if file is None:
        return None
    _unique(STEPS, "step", (step.id for step in file.step), problems)
    steps: dict[str, Step] = {}
    for table in file.step:
        place = f'step "{table.id}"'
        _check_sources(STEPS, place, table, known, problems)
        gives = tuple(
            gain
            for scale, level in table.gives.items()
            if (gain := _gain(reader, f"{place}: gives", scale, level)) is not None
        )
        for age in table.ages or ():
            if "age" in scales and age not in scales["age"].level_ids:
                problems.unknown(STEPS, f"{place}: ages", "age", age, scales["age"].level_ids)
        for scale in table.also_for:
            if scale not in table.gives:
                problems.unknown(STEPS, f"{place}: also_for", "gain", scale, table.gives)
        requires = reader.read(STEPS, f"{place}: requires", table.requires)
        steps[table.id] = _step(table, requires, gives)
    return steps


def _gain(reader: RequirementReader, place: str, scale: str, level: str) -> Gain | None:
    if level.startswith("+") and level[1:].isdecimal():
        leaf = reader.leaf(STEPS, place, scale, "0")
        return Gain(scale, adds=int(level[1:])) if leaf else None
    leaf = reader.leaf(STEPS, place, scale, level)
    return Gain(scale, leaf.level) if leaf else None


def _step(table: StepTable, requires: Requirement, gives: tuple[Gain, ...]) -> Step:
    return Step(
        id=table.id,
        title=table.title,
        requires=requires,
        gives=gives,
        also_for=frozenset(table.also_for),
        months=table.months,
        months_note=table.months_note,
        starts_in=table.starts_in,
        track=table.track,
        pounds=None if table.pounds == "unknown" else table.pounds,
        pounds_note=table.pounds_note,
        ages=None if table.ages is None else frozenset(table.ages),
        nations=None if table.nations is None else frozenset(table.nations),
        courses=table.courses,
        note=table.note,
        sources=tuple(table.sources),
        checked=table.checked,
        confidence=table.confidence,
    )


def _routes(
    file: RoutesFile, steps: Mapping[str, Step] | None, known: Collection[str], problems: Problems
) -> tuple[Route, ...]:
    """The routes; where the steps are not known, all but their names is checked."""
    _unique(ROUTES, "route", (route.id for route in file.route), problems)
    for table in file.route:
        place = f'route "{table.id}"'
        _check_sources(ROUTES, place, table, known, problems)
        for option in [*table.options, *table.with_]:
            if steps is not None and option not in steps:
                problems.unknown(ROUTES, place, "step", option, steps)
    if sum(not table.options for table in file.route) != 1:
        problems.add(ROUTES, "", "exactly one route, the goal itself, has no options")
    return tuple(_route(table, steps or {}) for table in file.route)


def _route(table: RouteTable, steps: Mapping[str, Step]) -> Route:
    return Route(
        id=table.id,
        title=table.title,
        options=tuple(steps[option] for option in table.options if option in steps),
        with_steps=tuple(steps[name] for name in table.with_ if name in steps),
        leads_to_ready=table.leads_to == "ready",
        sources=tuple(table.sources),
        checked=table.checked,
    )


def _goal(
    file: RoutesFile, reader: RequirementReader, known: Collection[str], problems: Problems
) -> Goal:
    _check_sources(ROUTES, "goal", file.goal, known, problems)
    return Goal(
        requires=reader.read(ROUTES, "goal: requires", file.goal.requires),
        often_asked=reader.read(ROUTES, "goal: often_asked", file.goal.often_asked),
        sources=tuple(file.goal.sources),
        checked=file.goal.checked,
        note=file.goal.note,
    )
