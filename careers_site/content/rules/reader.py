"""The rule files made into Rules: names resolved, problems collected."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from careers_site.content.problems import ContentError, Problems, read_file
from careers_site.content.rules.common import (
    EQUIVALENCES,
    POSTS,
    PRICES,
    ROUTES,
    RULES,
    SCALES,
    STEPS,
    period,
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


def parse_rules(
    documents: Mapping[str, str], known_sources: Collection[str], problems: Problems
) -> Rules | None:
    """The rules in the published documents, or None with every problem noted."""
    texts = {
        path: text for path, text in documents.items() if path in RULES or path.startswith(POSTS)
    }
    try:
        return _parse(tuple(sorted(texts.items())), tuple(known_sources))
    except ContentError as error:
        problems.extend(error.problems)
        return None


# A publication seldom changes the rules, and equal rules keep what was worked out for them.
@lru_cache(maxsize=8)
def _parse(texts: tuple[tuple[str, str], ...], known_sources: tuple[str, ...]) -> Rules:
    """The rules of these documents. Raises ContentError, so that only good rules are kept."""
    documents, problems = dict(texts), Problems()
    scales_file = read_file(ScalesFile, SCALES, documents, problems)
    equivalences_file = read_file(EquivalencesFile, EQUIVALENCES, documents, problems)
    steps_file = read_file(StepsFile, STEPS, documents, problems)
    routes_file = read_file(RoutesFile, ROUTES, documents, problems)
    prices_file = read_file(PricesFile, PRICES, documents, problems)
    before = len(problems)
    scales = _scales(scales_file, problems) if scales_file else None
    if scales is None or len(problems) > before:
        raise ContentError(problems)
    # A file that cannot be read does not keep the others from being checked.
    equivalences = _equivalences(equivalences_file, scales, known_sources, problems)
    reader = RequirementReader(scales, known_sources, problems, equivalences)
    steps = read_steps(steps_file, reader) if steps_file else None
    _check_purposes(equivalences_file, steps, problems)
    posts = read_posts(documents, reader, steps)
    prices = read_prices(prices_file, reader, steps) if prices_file else {}
    funding = read_funding(prices_file, problems) if prices_file else ()
    routes = read_routes(routes_file, reader, steps) if routes_file else ()
    goal = read_goal(routes_file, reader) if routes_file else None
    problems.raise_if_any()
    if steps is None or goal is None:
        raise AssertionError("rules without problems have steps and a goal")
    return Rules(scales, equivalences, steps, routes, goal, prices, funding, posts)


def _scale(table: ScaleTable, problems: Problems) -> Scale:
    levels = tuple(one.make(Level, short=one.short or one.label) for one in table.levels)
    return table.make(Scale, levels=levels, aliases=_aliases(table, problems))


def _aliases(table: ScaleTable, problems: Problems) -> dict[str, tuple[int, int]]:
    """An alias stands for levels beside each other, the first and the last; it is itself none."""
    ids, found = [level.id for level in table.levels], {}
    for name, several in table.aliases.items():
        place = f'scale "{table.id}": aliases: {name}'
        problems.check_known(SCALES, place, "level", several, ids)
        at = sorted(ids.index(one) for one in several if one in ids)
        if name in ids:
            problems.add(SCALES, place, "is a level itself")
        if not at or at != list(range(at[0], at[-1] + 1)):
            problems.add(SCALES, place, "is a list of levels that follow each other")
        else:
            found[name] = at[0], at[-1]
    return found


def _scales(file: ScalesFile, problems: Problems) -> Scales:
    problems.check_unique(SCALES, "scale", (scale.id for scale in file.scale))
    for table in file.scale:
        levels = (level.id for level in table.levels)
        problems.check_unique(SCALES, f'scale "{table.id}": level', levels)
        for name, words in (("asks", table.asks), ("has", table.has)):
            if not _SENTENCE.fullmatch(words):
                said = "takes one {level} at most, and no other braces"
                problems.add(SCALES, f'scale "{table.id}": {name}', said)
    bare = Scales(tuple(_scale(table, problems) for table in file.scale))
    reader = RequirementReader(bare, (), problems)
    counts = []
    for count in file.count:
        place = f'count "{count.scale}"'
        named = filter(None, (count.scale, count.includes))
        problems.check_known(SCALES, place, "scale", named, bare)
        leaves = [reader.leaf(SCALES, place, *part) for part in count.parts.items()]
        parts = tuple((leaf.scale.id, leaf.level) for leaf in leaves if leaf)
        counts.append(Count(count.scale, parts, count.includes))
    return Scales(bare.all, tuple(counts))


def _equivalences(
    file: EquivalencesFile | None, scales: Scales, known: Collection[str], problems: Problems
) -> tuple[Equivalence, ...]:
    reader = RequirementReader(scales, known, problems)
    found: list[Equivalence] = []
    for number, table in enumerate(file.equivalence if file else (), start=1):
        place = f"equivalence number {number}"
        reader.check_sources(EQUIVALENCES, place, table)
        if one := _equivalence(table, place, reader):
            found.append(one)
    try:
        refuse_cycles(found)
    except CycleError as error:
        problems.add(EQUIVALENCES, "", str(error))
        return ()
    return tuple(found)


def _equivalence(
    table: EquivalenceTable, place: str, reader: RequirementReader
) -> Equivalence | None:
    holding = [reader.leaf(EQUIVALENCES, place, *pair) for pair in table.holding.items()]
    counts_as = reader.leaf(EQUIVALENCES, place, *next(iter(table.counts_as.items())))
    if counts_as is None or None in holding:
        return None
    return table.make(
        Equivalence,
        holding=tuple(holding),
        counts_as=counts_as,
        source=table.sources[0],
        only_for=None if table.for_ is None else frozenset(table.for_),
        period=period(EQUIVALENCES, place, table, reader.problems),
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
        problems.check_known(EQUIVALENCES, place, "step", table.for_ or (), known)
