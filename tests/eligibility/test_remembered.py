"""Plans shared by people who are alike are the plans that each would have had alone."""

from __future__ import annotations

import random

import pytest
from careers_site.eligibility.nodes import Best, Node

from careers_site.content.parsing import Library
from careers_site.eligibility.person import Person, know
from careers_site.eligibility.plan import MOST_MONTHS, RoutePlanner
from careers_site.eligibility.planner import Search
from careers_site.eligibility.rules import Route, Rules


@pytest.fixture(scope="session")
def rules(shipped: Library) -> Rules:
    return shipped.rules


def people(rules: Rules, count: int) -> list[Person]:
    pick = random.Random(5)
    scales = list(rules.scales.values())
    return [
        Person({s.id: pick.randint(0, s.top) for s in scales if pick.random() < 0.6})
        for _ in range(count)
    ]


def alone(planner: RoutePlanner, held: tuple[int, ...], best: Best) -> Node | None:
    """What is found when nothing is remembered and every level is told apart."""
    found: Node | None = None
    for option in planner._options(held):
        search = Search(planner.gains, planner.goal, option, planner._helpful(option, held), best)
        found = search.run(held, MOST_MONTHS, better_than=found) or found
    return found


def planner_of(rules: Rules, route: Route) -> RoutePlanner:
    allowed = rules.steps.values() if route.is_goal else (*route.options, *route.with_steps)
    return RoutePlanner(rules, route, tuple(allowed))


@pytest.mark.parametrize("best", list(Best))
def test_what_is_remembered_costs_the_same_as_what_is_found_alone(rules: Rules, best: Best) -> None:
    for route in rules.routes:
        planner = planner_of(rules, route)
        for person in people(rules, 60):
            known = know(person, rules.scales)
            shared = planner.plan(known, best)
            held = planner.gains.held(known.low)
            node = alone(planner, held, best)
            if shared is None or not shared.steps:
                continue
            assert node is not None
            assert (shared.months, shared.pounds) == (node.cost.months, node.cost.pounds)


def test_people_alike_in_all_that_matters_share_a_search(rules: Rules) -> None:
    """A grade above what anything asks for leads to no search of its own."""
    planner = planner_of(rules, rules.route("college"))
    for grade in ("7", "8", "9"):
        level = rules.scales["gcse_maths"].level_ids.index(grade)
        assert planner.plan(know(Person({"gcse_maths": level}), rules.scales), Best.FASTEST)
    assert planner.found.cache_info().misses == 1
