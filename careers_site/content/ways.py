"""Ways that lead through a route from nothing; a route without one is closed to everybody."""

from __future__ import annotations

from careers_site.eligibility.person import Person, know
from careers_site.eligibility.plan import fastest
from careers_site.eligibility.routes import Rules

ADULT, NATION = "19-plus", "england"


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
