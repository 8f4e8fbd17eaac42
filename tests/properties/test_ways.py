"""A route that is closed to somebody always has a way that opens it."""

from __future__ import annotations

import pytest

from careers_site.content.parsing import Library
from careers_site.content.rules.examples import Example
from careers_site.eligibility.person import Person, know
from careers_site.eligibility.plan import fastest
from careers_site.eligibility.rules import age_of

AGES = ("under-16", "16-18", "19-plus")


def test_every_example_person_has_a_way_through_every_route(shipped: Library) -> None:
    def way(example: Example, route_id: str) -> object:
        known = know(example.person, shipped.rules.scales)
        age = age_of(example.person, shipped.rules)
        return fastest(known, shipped.rules.route(route_id), shipped.rules, age, None)

    lost = [
        (example.path, route.id)
        for example in shipped.examples
        for route in shipped.rules.routes
        if way(example, route.id) is None
    ]
    assert lost == []


@pytest.mark.parametrize("age", AGES)
def test_somebody_with_nothing_at_all_has_a_way_through_every_route(
    shipped: Library, age: str
) -> None:
    rules = shipped.rules
    nothing = {scale.id: 0 for scale in rules.scales.values()}
    nothing["age"] = rules.scales["age"].level_ids.index(age)
    known = know(Person(nothing), rules.scales)
    for route in rules.routes:
        assert fastest(known, route, rules, age, "england") is not None, route.id
