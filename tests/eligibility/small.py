"""Small rules, made by hand: scales of a few levels, steps of a few months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from careers_site.eligibility.requirements import (
    AllOf,
    AtLeast,
    Equivalence,
    Requirement,
)
from careers_site.eligibility.rules import Gain, Goal, Route, Rules, Step
from careers_site.eligibility.scales import Count, Level, Scale, Scales

CHECKED = date(2026, 11, 21)
NOTHING = AllOf(())


def scale(name: str, top: int = 2, rare: bool = False, always: bool = False) -> Scale:
    """A scale with the levels "0" to `top`."""
    levels = tuple(Level(str(n), f"{name} {n}", str(n)) for n in range(top + 1))
    asks, has = f"{name} at {{level}} or above", f"{name} at {{level}}"
    return Scale(name, name, f"Which {name}?", "", levels, asks, has, f"No {name}", rare, always)


def counting() -> Scales:
    """English and maths up to 9, what is counted at 9 to 4, and at 9 to 3, as in the content."""
    grades = ("english", "maths")
    at_4 = Count("at_4", tuple((name, 4) for name in grades))
    at_3 = Count("at_3", tuple((name, 3) for name in grades), includes="at_4")
    return Scales(
        (scale("at_4", 5), scale("at_3", 5), scale("english", 9), scale("maths", 9)), (at_4, at_3)
    )


def counts_as(holding: AtLeast, asked: AtLeast) -> Equivalence:
    words = f"{holding} counts as {asked}"
    return Equivalence(holding, asked, words, source="a-source", confidence="seen")


def step(
    name: str,
    gives: Mapping[str, int | str],
    requires: Requirement = NOTHING,
    months: int = 1,
    track: str = "main",
    pounds: int | None = 0,
    ages: Iterable[str] | None = None,
    nations: Iterable[str] | None = None,
    also_for: Iterable[str] = (),
) -> Step:
    """A step; a gain of "+2" adds two to a count."""
    gained = tuple(
        Gain(on, adds=int(level)) if isinstance(level, str) else Gain(on, level)
        for on, level in gives.items()
    )
    return Step(
        id=name,
        title=f"The step {name}",
        requires=requires,
        gives=gained,
        months=months,
        months_note="",
        starts_in=None,
        track=track,
        pounds=pounds,
        pounds_note="",
        ages=None if ages is None else frozenset(ages),
        nations=None if nations is None else frozenset(nations),
        courses=False,
        note="",
        sources=("a-source",),
        checked=CHECKED,
        confidence="seen",
        also_for=frozenset(also_for),
    )


def route(
    name: str,
    options: Iterable[Step] = (),
    with_steps: Iterable[Step] = (),
    leads_to_ready: bool = True,
) -> Route:
    sources = ("a-source",)
    return Route(name, name, tuple(options), tuple(with_steps), leads_to_ready, sources, CHECKED)


def rules(
    scales: Scales,
    requires: Requirement = NOTHING,
    often_asked: Requirement = NOTHING,
    steps: Iterable[Step] = (),
    routes: Iterable[Route] = (),
    equivalences: Iterable[Equivalence] = (),
) -> Rules:
    """Rules whose last route is the goal, "apply"."""
    goal = Goal(requires, often_asked, ("a-source",), CHECKED, "")
    named = {one.id: one for one in steps}
    return Rules(scales, tuple(equivalences), named, (*routes, route("apply")), goal)
