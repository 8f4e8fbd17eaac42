"""People, and small rules made at random, for the laws of eligibility."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hypothesis import strategies as st

from careers_site.eligibility.month import ALWAYS, Month, Period
from careers_site.eligibility.person import Answer, Person, Situation, raised
from careers_site.eligibility.price_conditions import WHOEVER, Below
from careers_site.eligibility.prices import PriceRule
from careers_site.eligibility.requirements import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    Equivalence,
    Requirement,
)
from careers_site.eligibility.rules import NATIONS, DatedRequirement, Route, Rules, Step
from careers_site.eligibility.scales import Count, Scales
from tests.eligibility.small import (
    AGE_IDS,
    START,
    age_scale,
    counts_as,
    price,
    route,
    rules,
    scale,
    step,
)

PARTS, COUNTS = ("a", "b", "c"), ("n", "m")
PURPOSES = ("goal", "step-0", "step-1")


@dataclass(frozen=True)
class Learning:
    """Somebody before and after they answered more; what they say fits together."""

    before: Person
    after: Person


# To make a strategy takes longer than to draw from it.
@lru_cache(maxsize=4)
def people(whole: Rules) -> st.SearchStrategy[Person]:
    """Anyone: each scale answered, not answered or not sure of; answers may contradict."""
    answered: dict[str, st.SearchStrategy[Answer]] = {
        name: st.none() | st.integers(0, one.top) | st.sampled_from([*one.aliases.values(), None])
        for name, one in whole.scales.items()
    }
    return st.builds(Person, st.fixed_dictionaries({}, optional=answered), st.booleans())


@st.composite
def truths(draw: st.DrawFn, whole: Rules) -> dict[str, int]:
    """A level on every scale, with counts that fit."""
    levels = {name: draw(st.integers(0, one.top)) for name, one in whole.scales.items()}
    return raised(levels, whole.scales)


@st.composite
def learning(draw: st.DrawFn, whole: Rules) -> Learning:
    """Part of the truth, and a larger part of it."""
    truth = draw(truths(whole))
    order = draw(st.permutations(sorted(truth)))
    some, more = sorted(draw(st.tuples(*[st.integers(0, len(order))] * 2)))
    no_others = draw(st.booleans())
    if no_others:
        rare = {one.id for one in whole.scales.rare()} - set(order[:some])
        truth |= dict.fromkeys(rare, 0)
    before, after = ({name: truth[name] for name in order[:number]} for number in (some, more))
    unsure = draw(st.sets(st.sampled_from(order)))
    told = {name: None for name in unsure if name not in before and name not in rare_of(whole)}
    return Learning(Person({**told, **before}, no_others), Person(after, no_others))


def rare_of(whole: Rules) -> set[str]:
    return {one.id for one in whole.scales.rare()}


@lru_cache(maxsize=4)
def situations(start: Month = START) -> st.SearchStrategy[Situation]:
    """When and where: a month of a year and a half, and any nation or none."""
    return st.builds(
        Situation,
        start=st.integers(0, 17).map(start.plus),
        nation=st.none() | st.sampled_from(NATIONS),
    )


@st.composite
def small_rules(draw: st.DrawFn, most_steps: int = 5) -> Rules:
    """Rules with an age, three scales and up to two that count them, and a few steps."""
    scales = draw(_scales())
    equivalences = draw(_equivalences(scales))
    number = draw(st.integers(2, most_steps))
    # What some step gives is asked for more often than what none does: else few have a way.
    given = draw(st.lists(_leaves(scales), min_size=number, max_size=number))
    asked = st.sampled_from(given) | _requirements(scales, given)
    steps = [draw(_steps(f"step-{n}", scales, leaf, asked)) for n, leaf in enumerate(given)]
    ways = [draw(_routes(f"way-{n}", steps)) for n in range(draw(st.integers(1, 2)))]
    prices = {one.id: draw(_prices(scales)) for one in steps}
    goal = draw(st.sampled_from(given)), draw(st.sampled_from(given) | asked)
    return rules(scales, *goal, steps, ways, equivalences, prices)


def _some_time() -> st.SearchStrategy[Period]:
    """Often always, else from or until a month soon after the start."""
    month = st.integers(-3, 20).map(START.plus)
    limited = st.builds(Period, st.none(), month) | st.builds(Period, month)
    return st.integers(0, 3).flatmap(lambda drawn: limited if drawn == 3 else st.just(ALWAYS))


@st.composite
def _prices(draw: st.DrawFn, scales: Scales) -> list[PriceRule]:
    """A price on a condition, in a time or for an age, and one for everybody else."""
    leaf = draw(_leaves(scales))
    pounds = st.sampled_from((None, 0, 100, 250))
    when = draw(st.sampled_from((WHOEVER, Below(leaf.scale.id, leaf.level))))
    ages = draw(st.none() | st.sets(st.sampled_from(AGE_IDS), min_size=1))
    first = price(draw(pounds), "first", when, ages=ages, period=draw(_some_time()), goes_on=False)
    return [first, price(draw(pounds), "rest")]


@st.composite
def _scales(draw: st.DrawFn) -> Scales:
    plain = [scale(name, draw(st.integers(1, 2)), rare=name == "c") for name in PARTS]
    counted = [scale(name, draw(st.integers(1, 3))) for name in COUNTS]
    counts = [_count(draw, counted[0].id, plain[:2], None)] if draw(st.booleans()) else []
    if counts and draw(st.booleans()):
        counts.append(_count(draw, counted[1].id, plain, counted[0].id))
    return Scales((age_scale(), *plain, *counted), tuple(counts))


def _count(draw: st.DrawFn, name: str, parts: list[object], includes: str | None) -> Count:
    levels = ((one.id, draw(st.integers(1, one.top))) for one in parts)  # type: ignore[attr-defined]
    return Count(name, tuple(levels), includes)


def _leaves(scales: Scales) -> st.SearchStrategy[AtLeast]:
    return st.sampled_from(
        [
            AtLeast(one, level)
            for one in scales.values()
            for level in range(1, one.top + 1)
            if one.id != "age"
        ]
    )


@st.composite
def _equivalences(draw: st.DrawFn, scales: Scales) -> list[Equivalence]:
    """A later scale may count as an earlier one, so nothing goes round in a circle."""
    order = list(scales)
    pairs = draw(st.lists(st.tuples(_leaves(scales), _leaves(scales)), max_size=3))
    found = []
    for pair in pairs:
        counted, holding = sorted(pair, key=lambda leaf: order.index(leaf.scale.id))
        if counted.scale.id != holding.scale.id:
            only_for = draw(st.none() | st.sets(st.sampled_from(PURPOSES), min_size=1))
            found.append(counts_as(holding, counted, only_for, period=draw(_some_time())))
    return found


def _requirements(scales: Scales, given: list[AtLeast]) -> st.SearchStrategy[Requirement]:
    leaves = st.sampled_from(given) | _leaves(scales)
    wholes = st.recursive(
        leaves,
        lambda parts: st.builds(
            lambda kind, some: kind(tuple(some)),
            st.sampled_from((AllOf, AnyOf)),
            st.lists(parts, min_size=1, max_size=2),
        ),
        max_leaves=3,
    )
    return st.just(NOTHING) | leaves | wholes


@st.composite
def _steps(
    draw: st.DrawFn,
    name: str,
    scales: Scales,
    leaf: AtLeast,
    asked: st.SearchStrategy[Requirement],
) -> Step:
    gives = _gives(scales, [leaf, *draw(st.lists(_leaves(scales), max_size=1))])
    return step(
        name,
        gives,
        draw(_dated(asked)),
        months=draw(st.integers(1, 4)),
        track=draw(st.sampled_from(("main", "alongside"))),
        also_for=list(gives)[: draw(st.integers(0, 2))],
        starts_in=draw(st.sampled_from(((), (), (9,), (1, 9), (4,)))),
        ages=draw(st.sampled_from((None, None, None, AGE_IDS[1:], AGE_IDS[:2], AGE_IDS[2:]))),
        depends=draw(st.sampled_from(("", "", "", "", "It hangs on somebody."))),
        period=draw(_some_time()),
    )


@st.composite
def _dated(
    draw: st.DrawFn, asked: st.SearchStrategy[Requirement]
) -> Requirement | list[DatedRequirement]:
    """A requirement, or one that changes in a month."""
    drawn = draw(st.integers(0, 3))
    if drawn < 3:
        return draw(asked) if drawn else NOTHING
    change = START.plus(draw(st.integers(1, 18)))
    return [
        DatedRequirement(draw(asked), Period(None, change.plus(-1))),
        DatedRequirement(draw(asked), Period(change)),
    ]


def _gives(scales: Scales, leaves: list[AtLeast]) -> dict[str, int | str]:
    """What a step gives: to a count it adds, and what is counted adds one, as in the content."""
    levels = {leaf.scale.id: leaf.level for leaf in leaves}
    adds: dict[str, int] = {}
    for count in scales.counts:
        if count.includes is None:
            passes = sum(levels.get(part, 0) >= level for part, level in count.parts)
            adds[count.scale] = levels.get(count.scale, 0) + passes
    return {**levels, **{name: f"+{number}" for name, number in adds.items() if number}}


@st.composite
def _routes(draw: st.DrawFn, name: str, steps: list[Step]) -> Route:
    cuts = sorted(draw(st.tuples(*[st.integers(1, len(steps))] * 2)))
    order = draw(st.permutations(steps))
    (options, with_steps) = ([*order[a:b]] for a, b in pairwise((0, *cuts)))
    return route(name, options, with_steps, leads_to_ready=draw(st.booleans()))
