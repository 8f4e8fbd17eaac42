"""Whether each route can be taken by somebody who holds nothing: else it is closed to all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from careers_site.content.problems import Problems
from careers_site.content.rules.common import EQUIVALENCES, PRICES, ROUTES, SCALES, STEPS
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Person, Situation, know
from careers_site.eligibility.planner import Planner
from careers_site.eligibility.requirements import AtLeast
from careers_site.eligibility.rules import Route, Rules

ADULT, NATION = "24-plus", "england"
# Intakes come round every year, so that any month will do; it comes after all dated rules.
START = Month(2030, 1)
LOST = "nobody could take it: no way leads there from nothing"
TOO_LONG = (
    "so many of its steps help at once that no plan is found in a few seconds: let fewer steps be "
    "taken in any order, or give the route fewer of them"
)
# The texts of rules that were looked at, and what is wrong with which route: a publication seldom
# changes the rules.
_SEEN: dict[tuple[str, ...], dict[str, str]] = {}
_MOST_SEEN = 20


def check_reachability(documents: Mapping[str, str], rules: Rules, problems: Problems) -> None:
    """Note each route that nobody can take from nothing, or whose search takes too long."""
    key = tuple(documents[path] for path in (SCALES, EQUIVALENCES, STEPS, ROUTES, PRICES))
    if key not in _SEEN:
        if len(_SEEN) >= _MOST_SEEN:
            _SEEN.clear()
        _SEEN[key] = _wrong(rules)
    for route, sentence in _SEEN[key].items():
        problems.add(ROUTES, f'route "{route}"', sentence)


def _wrong(rules: Rules) -> dict[str, str]:
    found: dict[str, str] = {}
    missing: list[AtLeast] = []
    planner = _from_nothing(rules, ADULT)
    for route in rules.routes:
        if planner.gave_up(route):
            # The others would take as long to be looked at.
            return {**found, route.id: TOO_LONG}
        if not any(planner.plans(route)):
            found[route.id] = f"{LOST}{_missing(rules, route, missing)}"
    return found


def _missing(rules: Rules, route: Route, known: list[AtLeast]) -> str:
    """The one requirement that keeps everybody from a route; "" where there are several.

    `known` are those found for other routes, which are tried first.
    """
    asked = [
        rules.goal.minimum,
        *(one.requires for o in route.options for one in o.step.requirements),
    ]
    leaves = [leaf for requirement in asked for leaf in requirement.leaves()]
    first = [leaf for leaf in known if leaf in leaves]
    for leaf in {(leaf.scale.id, leaf.level): leaf for leaf in [*first, *leaves]}.values():
        if any(_from_nothing(rules, ADULT, leaf).plans(route, cheapest=False)):
            known.append(leaf)
            return f". It asks for “{leaf}”, which no step of it leads to"
    return ""


# Of each draft of rules it is asked for the published rules too.
@lru_cache(maxsize=64)
def is_unreachable(rules: Rules, route_id: str, age: str = ADULT) -> bool:
    """Whether no plan leads through the route for somebody of this age who holds nothing.

    Raises KeyError for a route that does not exist.
    """
    return not any(_from_nothing(rules, age).plans(rules.route(route_id), cheapest=False))


def _from_nothing(rules: Rules, age: str, but: AtLeast | None = None) -> Planner:
    """The planner of somebody of this age who holds nothing, `but` one thing where it is given."""
    nothing = {scale.id: 0 for scale in rules.scales.values()}
    if "age" in rules.scales:
        ids = rules.scales["age"].level_ids
        nothing["age"] = ids.index(age) if age in ids else 0
    person = Person(nothing)
    if but:
        person = person.supposing(but.scale.id, but.level, rules.scales)
    known = know(person, rules.scales)
    return Planner(known, Situation(START, nation=NATION), rules)


def unreachable(rules: Rules, age: str = ADULT) -> list[str]:
    """The ids of the routes that nobody of this age could take."""
    return [route.id for route in rules.routes if is_unreachable(rules, route.id, age)]
