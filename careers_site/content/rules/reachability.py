"""Ways that lead through a route from nothing; a route without one is closed to everybody."""

from __future__ import annotations

from collections.abc import Mapping

from careers_site.content.problems import Problems
from careers_site.content.rules.reader import EQUIVALENCES, ROUTES, SCALES, STEPS
from careers_site.eligibility.person import Person, know
from careers_site.eligibility.plan import fastest, takes_too_long
from careers_site.eligibility.rules import Rules

ADULT, NATION = "19-plus", "england"
LOST = "nobody could take it: no way leads there from nothing"
TOO_LONG = (
    "so many of its steps help at once that no plan is found in a few seconds: let fewer steps be "
    "taken in any order, or give the route fewer of them"
)
# The texts of rules that were looked at, and what is wrong with which route: a publication seldom
# changes the rules.
_SEEN: dict[tuple[str, ...], dict[str, str]] = {}
_MOST_SEEN = 20


def check_ways(documents: Mapping[str, str], rules: Rules, problems: Problems) -> None:
    """Every route can be taken by somebody who begins with nothing, and its plan is soon found."""
    key = tuple(documents[path] for path in (SCALES, EQUIVALENCES, STEPS, ROUTES))
    if key not in _SEEN:
        if len(_SEEN) >= _MOST_SEEN:
            _SEEN.clear()
        _SEEN[key] = _wrong(rules)
    for route, sentence in _SEEN[key].items():
        problems.add(ROUTES, f'route "{route}"', sentence)


def _wrong(rules: Rules) -> dict[str, str]:
    found: dict[str, str] = {}
    for route in rules.routes:
        is_closed = is_lost(rules, route.id)
        if takes_too_long(route, rules, ADULT, NATION):
            # The others would take as long to be looked at.
            return {**found, route.id: TOO_LONG}
        if is_closed:
            found[route.id] = LOST
    return found


def is_lost(rules: Rules, route_id: str, age: str = ADULT) -> bool:
    """Whether no plan leads through the route for somebody of this age who holds nothing."""
    nothing = {scale.id: 0 for scale in rules.scales.values()}
    if "age" in rules.scales:
        ids = rules.scales["age"].level_ids
        nothing["age"] = ids.index(age) if age in ids else 0
    known = know(Person(nothing), rules.scales)
    return fastest(known, rules.route(route_id), rules, age, NATION) is None


def lost(rules: Rules, age: str = ADULT) -> list[str]:
    """The ids of the routes that nobody of this age could take."""
    return [route.id for route in rules.routes if is_lost(rules, route.id, age)]
