"""Small rules, made by hand: scales of a few levels, steps of a few months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from careers_site.eligibility.month import ALWAYS, Month, Period
from careers_site.eligibility.person import Answer, Person, Situation, know
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.planner import Planner, Plans
from careers_site.eligibility.price_conditions import WHOEVER, Condition
from careers_site.eligibility.prices import PriceRule
from careers_site.eligibility.requirements import (
    NOTHING,
    AtLeast,
    Equivalence,
    Requirement,
)
from careers_site.eligibility.rules import (
    DatedRequirement,
    Gain,
    Goal,
    Nowhere,
    Option,
    Route,
    Rules,
    Step,
)
from careers_site.eligibility.scales import Count, Level, Scale, Scales

CHECKED = date(2026, 11, 21)
START = Month(2027, 1)
AGE_IDS = ("under-16", "16-18", "19-23", "24-plus")


def scale(name: str, top: int = 2, rare: bool = False) -> Scale:
    """A scale with the levels "0" to `top`."""
    levels = tuple(Level(str(n), f"{name} {n}", str(n)) for n in range(top + 1))
    asks, has = f"{name} at {{level}} or above", f"{name} at {{level}}"
    return Scale(name, name, f"Which {name}?", "", levels, asks, has, f"No {name}", rare)


def age_scale() -> Scale:
    levels = tuple(Level(name, name, name) for name in AGE_IDS)
    return Scale("age", "Age", "How old?", "", levels, "Aged {level}", "Aged {level}", "Young")


def counting() -> Scales:
    """English and maths up to 9, what is counted at 9 to 4, and at 9 to 3, as in the content."""
    grades = ("english", "maths")
    at_4 = Count("at_4", tuple((name, 4) for name in grades))
    at_3 = Count("at_3", tuple((name, 3) for name in grades), includes="at_4")
    return Scales(
        (scale("at_4", 5), scale("at_3", 5), scale("english", 9), scale("maths", 9)), (at_4, at_3)
    )


def counts_as(
    holding: AtLeast | Sequence[AtLeast],
    asked: AtLeast,
    only_for: Iterable[str] | None = None,
    nations: Iterable[str] | None = None,
    period: Period = ALWAYS,
) -> Equivalence:
    held = (holding,) if isinstance(holding, AtLeast) else tuple(holding)
    words = f"{' and '.join(map(str, held))} counts as {asked}"
    return Equivalence(
        held,
        asked,
        words,
        source="a-source",
        confidence="seen",
        only_for=None if only_for is None else frozenset(only_for),
        nations=None if nations is None else frozenset(nations),
        period=period,
    )


def step(
    name: str,
    gives: Mapping[str, int | str],
    requires: Requirement | Sequence[DatedRequirement] = NOTHING,
    months: int = 1,
    track: str = "main",
    ages: Iterable[str] | None = None,
    nations: Iterable[str] | None = None,
    also_for: Iterable[str] = (),
    starts_in: Iterable[int] = (),
    depends: str = "",
    apply_by: int = 0,
    alongside_of: Iterable[str] = (),
    repeats: Requirement | None = None,
    better_ways_for: Requirement | None = None,
    period: Period = ALWAYS,
) -> Step:
    """A step; a gain of "+2" adds two to a count."""
    gained = tuple(
        Gain(on, adds=int(level)) if isinstance(level, str) else Gain(on, level)
        for on, level in gives.items()
    )
    dated = requires if isinstance(requires, Sequence) else (DatedRequirement(requires),)
    return Step(
        id=name,
        title=f"The step {name}",
        requirements=tuple(dated),
        gives=gained,
        months=months,
        months_note="",
        starts_in=tuple(starts_in),
        track=track,
        ages=None if ages is None else frozenset(ages),
        nations=None if nations is None else frozenset(nations),
        courses=False,
        note="",
        sources=("a-source",),
        checked=CHECKED,
        confidence="seen",
        also_for=frozenset(also_for),
        depends=depends,
        apply_by=apply_by,
        alongside_of=frozenset(alongside_of),
        repeats=repeats,
        better_ways_for=better_ways_for,
        period=period,
    )


def price(
    pounds: int | tuple[int, int] | None,
    name: str = "a-price",
    when: Condition = WHOEVER,
    nations: Iterable[str] | None = None,
    ages: Iterable[str] | None = None,
    devolved: bool | None = None,
    by: str = "fee",
    period: Period = ALWAYS,
    goes_on: bool = True,
) -> PriceRule:
    low, high = pounds if isinstance(pounds, tuple) else (pounds, pounds)
    return PriceRule(
        id=name,
        nations=None if nations is None else frozenset(nations),
        ages=None if ages is None else frozenset(ages),
        devolved=devolved,
        when=when,
        low=low,
        high=high,
        by=by,
        reason=f"Because of {name}.",
        period=period,
        goes_on=goes_on,
        sources=("a-source",),
        checked=CHECKED,
        confidence="seen",
    )


def route(
    name: str,
    options: Iterable[Step | Option] = (),
    with_steps: Iterable[Step | Option] = (),
    leads_to_ready: bool = True,
    nowhere: Iterable[Nowhere] = (),
) -> Route:
    return Route(
        name,
        name,
        _options(options),
        _options(with_steps),
        leads_to_ready,
        ("a-source",),
        CHECKED,
        tuple(nowhere),
    )


def _options(steps: Iterable[Step | Option]) -> tuple[Option, ...]:
    return tuple(one if isinstance(one, Option) else Option(one) for one in steps)


def rules(
    scales: Scales,
    minimum: Requirement = NOTHING,
    typical: Requirement = NOTHING,
    steps: Iterable[Step] = (),
    routes: Iterable[Route] = (),
    equivalences: Iterable[Equivalence] = (),
    prices: Mapping[str, Sequence[PriceRule]] | None = None,
) -> Rules:
    """Rules whose last route is the goal, "apply". A step without prices is free."""
    goal = Goal(minimum, typical, ("a-source",), CHECKED, "")
    named = {one.id: one for one in steps}
    for way in routes:
        named |= {o.step.id: o.step for o in (*way.options, *way.with_options)}
    cost = {name: tuple((prices or {}).get(name, (price(0, by="free"),))) for name in named}
    return Rules(scales, tuple(equivalences), named, (*routes, route("apply")), goal, prices=cost)


def situation(start: Month = START, nation: str | None = "england", **rest: object) -> Situation:
    return Situation(start, nation=nation, nation_from="given", **rest)  # type: ignore[arg-type]


def plans(
    whole: Rules,
    route_id: str = "apply",
    at: Situation | None = None,
    **answers: Answer,
) -> Plans:
    """The plans through a route of somebody who answers like this."""
    known = know(Person(answers), whole.scales)
    return Planner(known, at or situation(), whole).plans(whole.route(route_id))


def starts(plan: Plan | None) -> list[tuple[str, str]]:
    """The steps of a plan with the months in which they start."""
    return [(one.step.id, one.starts.id) for one in plan.steps] if plan else []
