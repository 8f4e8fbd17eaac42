"""The rule files made into Rules: names resolved, problems collected."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from careers_site.content.problems import Problems
from careers_site.content.rules.common import (
    EQUIVALENCES,
    POSTS,
    PRICES,
    ROUTES,
    SCALES,
    STEPS,
    check_names,
    check_sources,
    check_unique,
    limited,
    period,
    read_file,
)
from careers_site.content.rules.person_specifications import read_posts
from careers_site.content.rules.price_reader import read_funding, read_prices
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import (
    EquivalencesFile,
    EquivalenceTable,
    PricesFile,
    RoutesFile,
    ScalesFile,
    ScaleTable,
    StepsFile,
)
from careers_site.content.rules.step_reader import read_goal, read_routes, read_steps
from careers_site.eligibility.equivalences import CycleError, refuse_cycles
from careers_site.eligibility.requirements import Equivalence
from careers_site.eligibility.rules import GOAL, POST, Rules
from careers_site.eligibility.scales import Count, Level, Scale, Scales

# Anything else in braces would be looked up in Python, or make the sentence as long as it says.
_SENTENCE = re.compile(r"[^{}]*(\{level\}[^{}]*)?")


# The last rules that were read by the texts they were read from: a publication seldom changes
# the rules, and equal rules keep what was worked out for them.
_READ: dict[tuple[object, ...], Rules] = {}
_MOST_READ = 8


def parse_rules(
    documents: Mapping[str, str], known_sources: Collection[str], problems: Problems
) -> Rules | None:
    """The rules in the published documents, or None with every problem noted."""
    paths = (SCALES, EQUIVALENCES, STEPS, ROUTES, PRICES)
    posts = sorted(path for path in documents if path.startswith(POSTS))
    key = (
        frozenset(known_sources),
        *((path, documents.get(path)) for path in (*paths, *posts)),
    )
    if key not in _READ:
        found = _parse(documents, known_sources, problems)
        if found is None:
            return None
        for old in list(_READ)[: len(_READ) - _MOST_READ + 1]:
            _READ.pop(old, None)
        _READ[key] = found
    return _READ[key]


def _parse(
    documents: Mapping[str, str], known_sources: Collection[str], problems: Problems
) -> Rules | None:
    scales_file = read_file(ScalesFile, SCALES, documents, problems)
    equivalences_file = read_file(EquivalencesFile, EQUIVALENCES, documents, problems)
    steps_file = read_file(StepsFile, STEPS, documents, problems)
    routes_file = read_file(RoutesFile, ROUTES, documents, problems)
    prices_file = read_file(PricesFile, PRICES, documents, problems)
    before = len(problems)
    scales = _scales(scales_file, problems) if scales_file else None
    if scales is None or len(problems) > before:
        return None
    # A file that cannot be read does not keep the others from being checked.
    equivalences = _equivalences(equivalences_file, scales, known_sources, problems)
    reader = RequirementReader(scales, equivalences, problems)
    steps = read_steps(steps_file, reader, known_sources, problems) if steps_file else None
    _check_purposes(equivalences_file, steps, problems)
    posts = read_posts(documents, reader, steps, known_sources, problems)
    prices = read_prices(prices_file, steps, reader, known_sources, problems) if prices_file else {}
    if routes_file is None:
        return None
    routes = read_routes(routes_file, steps, known_sources, problems)
    goal = read_goal(routes_file, reader, known_sources, problems)
    if steps is None or equivalences_file is None or prices_file is None:
        return None
    if len(problems) > before:
        return None
    funding = read_funding(prices_file, problems)
    return Rules(scales, equivalences, steps, routes, goal, prices, funding, posts)


def _scale(table: ScaleTable) -> Scale:
    levels = tuple(
        Level(x.id, x.label, x.short or x.label, x.asks, x.has, x.apart) for x in table.levels
    )
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
        aliases=_aliases(table, levels),
    )


def _aliases(table: ScaleTable, levels: tuple[Level, ...]) -> dict[str, tuple[int, int]]:
    ids = [level.id for level in levels]
    found = {}
    for name, several in table.aliases.items():
        at = sorted(ids.index(one) for one in several if one in ids)
        if at:
            found[name] = at[0], at[-1]
    return found


def _check_aliases(table: ScaleTable, problems: Problems) -> None:
    """An alias stands for levels beside each other, and is itself none."""
    ids = [level.id for level in table.levels]
    for name, several in table.aliases.items():
        place = f'scale "{table.id}": aliases: {name}'
        check_names(SCALES, place, "level", several, ids, problems)
        at = sorted(ids.index(one) for one in several if one in ids)
        if name in ids:
            problems.add(SCALES, place, "is a level itself")
        if not at or at != list(range(at[0], at[-1] + 1)):
            problems.add(SCALES, place, "is a list of levels that follow each other")


def _scales(file: ScalesFile, problems: Problems) -> Scales:
    check_unique(SCALES, "scale", (scale.id for scale in file.scale), problems)
    for table in file.scale:
        _check_aliases(table, problems)
        check_unique(SCALES, f'scale "{table.id}": level', (x.id for x in table.levels), problems)
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
        check_sources(EQUIVALENCES, place, table, known, problems)
        if one := _equivalence(table, place, reader, problems):
            found.append(one)
    try:
        refuse_cycles(found)
    except CycleError as error:
        problems.add(EQUIVALENCES, "", str(error))
        return ()
    return tuple(found)


def _equivalence(
    table: EquivalenceTable, place: str, reader: RequirementReader, problems: Problems
) -> Equivalence | None:
    holding = [reader.leaf(EQUIVALENCES, place, *pair) for pair in table.holding.items()]
    counts_as = reader.leaf(EQUIVALENCES, place, *next(iter(table.counts_as.items())))
    if counts_as is None or None in holding:
        return None
    return Equivalence(
        holding=tuple(leaf for leaf in holding if leaf),
        counts_as=counts_as,
        words=table.words,
        source=table.sources[0],
        confidence=table.confidence,
        only_for=limited(table.for_),
        nations=limited(table.nations),
        period=period(EQUIVALENCES, place, table, problems),
        change=table.change,
    )


def _check_purposes(
    file: EquivalencesFile | None, steps: Mapping[str, object] | None, problems: Problems
) -> None:
    """What an equivalence is for are steps, the goal or the posts."""
    if file is None or steps is None:
        return
    known = [*steps, GOAL, POST]
    for number, table in enumerate(file.equivalence, start=1):
        place = f"equivalence number {number}: for"
        check_names(EQUIVALENCES, place, "step", table.for_ or (), known, problems)
