"""A route that is needed and closed to somebody always has a way that opens it."""

from __future__ import annotations

import pytest

from careers_site.content.parsing import Library
from careers_site.content.rules.examples import reachability
from careers_site.eligibility.assessment import assess

AGES = ("under-16", "16-18", "19-23", "24-plus")


def test_every_example_person_has_a_way_through_every_route_that_is_offered(
    shipped: Library,
) -> None:
    lost = [
        (example.path, one.route.id)
        for example in shipped.examples
        for one in assess(example.person, example.situation, shipped.rules).routes
        if one.needed and not one.plans and any(o.offered for o in one.finding.options)
    ]
    assert lost == []


@pytest.mark.parametrize("age", AGES)
def test_somebody_with_nothing_at_all_has_a_way_through_every_route(
    shipped: Library, age: str
) -> None:
    assert reachability.unreachable(shipped.rules, age) == []
