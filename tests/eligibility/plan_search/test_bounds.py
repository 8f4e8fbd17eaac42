"""Lower bounds of the search: never above what a plan takes, and as near to it as the steps say."""

from __future__ import annotations

import pytest

from careers_site.eligibility.plan_search import bits
from careers_site.eligibility.plan_search.bounded_cache import BoundedCache
from careers_site.eligibility.plan_search.bounds import (
    UNREACHABLE,
    earliest_ends,
    earliest_goal,
    least_left,
)
from careers_site.eligibility.plan_search.compiled_rules import CompiledRules
from careers_site.eligibility.plan_search.offers import NEVER, Offer
from careers_site.eligibility.plan_search.partial_plans import Cost
from careers_site.eligibility.requirements import NOTHING, AllOf, AtLeast, Requirement
from careers_site.eligibility.rules import Option, Step
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import START, age_scale, rules, scale, step

A, B, C = scale("a"), scale("b"), scale("c")
SCALES = Scales((age_scale(), A, B, C))
BOTH = AllOf((AtLeast(A, 1), AtLeast(B, 1)))
NOW = START.index


class Case:
    """Steps as offers, and a goal."""

    def __init__(self, goal: Requirement, *steps: Step) -> None:
        compiled = CompiledRules(rules(SCALES, goal, steps=steps), "england")
        self.offers = [
            Offer(number, Option(one), compiled.steps[one.id], None, START)
            for number, one in enumerate(steps)
        ]
        self.goal = bits.tested_parts(goal, compiled.bits)
        self.bits = compiled.bits

    def left(self, *costs: int, **held: int) -> int:
        """What is left at least where the steps cost this and that is held."""
        by_offer = dict(zip(self.offers, costs, strict=True))
        return least_left(self.offers, self.goal, by_offer, self.bits.held(held))


def test_two_things_that_no_step_brings_together_cost_both() -> None:
    assert Case(BOTH, step("x", {"a": 1}), step("y", {"b": 1})).left(3, 4) == 7


def test_what_one_step_brings_is_paid_once() -> None:
    case = Case(BOTH, step("x", {"a": 1}), step("y", {"b": 1}), step("both", {"a": 1, "b": 1}))
    assert case.left(3, 4, 5) <= 5
    assert case.left(3, 4, 5, a=1) == 4


def test_of_several_ways_the_least_is_counted() -> None:
    assert Case(AtLeast(A, 1), step("x", {"a": 1}), step("y", {"a": 1})).left(9, 2) == 2


def test_what_opens_a_step_is_counted_too() -> None:
    case = Case(AtLeast(B, 1), step("first", {"a": 1}), step("then", {"b": 1}, AtLeast(A, 1)))
    assert case.left(2, 5) == 7
    assert case.left(2, 0) == 2
    assert case.left(0, 5) == 5
    assert case.left(2, 5, a=1) == 5
    assert case.left(2, 5, b=1) == 0


def test_what_opens_two_ways_is_paid_once() -> None:
    first, steps = AtLeast(A, 1), ("then", "or")
    case = Case(
        AtLeast(B, 1), step("first", {"a": 1}), *(step(name, {"b": 1}, first) for name in steps)
    )
    assert case.left(5, 0, 0) == 5
    assert case.left(5, 1, 2) == 6


def test_what_no_step_brings_cannot_be_reached() -> None:
    assert Case(BOTH, step("x", {"a": 1})).left(1) == UNREACHABLE


def test_nothing_asked_costs_nothing() -> None:
    assert Case(NOTHING).left() == 0


def test_the_earliest_end_counts_waiting_and_what_opens_a_step() -> None:
    first = step("first", {"a": 1}, months=2)
    then = step("then", {"b": 1}, AtLeast(A, 1), months=3, starts_in=frozenset({9}))
    case = Case(BOTH, first, then)
    ends, goal = earliest_ends(case.offers, case.goal, NOW, 0)
    assert [ends[offer] - NOW for offer in case.offers] == [2, 11]
    assert goal - NOW == 11


@pytest.mark.parametrize(("before", "found"), [(3, NEVER), (4, 3)])
def test_an_end_is_looked_for_before_a_month_only(before: int, found: int) -> None:
    case = Case(AtLeast(A, 1), step("x", {"a": 1}, months=3))
    month = earliest_goal(case.offers, case.goal, NOW, 0, (), NOW, NOW, NOW + before)
    assert month == (found if found == NEVER else NOW + found)


def test_a_main_step_waits_until_its_track_is_free_and_another_need_not() -> None:
    case = Case(BOTH, step("main", {"a": 1}), step("beside", {"b": 1}, track="alongside"))
    free = NOW + 6, NOW + 2
    assert earliest_goal(case.offers, case.goal, NOW, 0, (), *free, NEVER) == NOW + 7
    held = case.bits.held({"a": 1})
    assert earliest_goal(case.offers, case.goal, NOW, held, (), *free, NEVER) == NOW + 3


def test_what_runs_already_is_held_when_it_ends() -> None:
    case = Case(AtLeast(A, 1), step("x", {"a": 1}, months=9))
    running = [(NOW + 4, case.offers[0])]
    assert earliest_goal(case.offers, case.goal, NOW, 0, running, NOW + 4, NOW, NEVER) == NOW + 4


def test_fewer_steps_come_before_known_prices_before_pounds_before_the_order_of_the_content() -> (
    None
):
    costs = [Cost(1, 9, 90_000, 50), Cost(2, 0, 90_000, 50), Cost(2, 1, 10, 50), Cost(2, 1, 20, 1)]
    costs.append(Cost(2, 1, 20, 2))
    assert sorted(costs, key=lambda cost: cost.worth) == costs
    assert Cost(1, 1, 5, 7).worth + Cost(2, 0, 6, 8).worth == Cost(3, 1, 11, 15).worth


def test_a_full_cache_drops_what_is_oldest() -> None:
    cache: BoundedCache[int, str] = BoundedCache(4)
    for number in range(5):
        cache.keep(number, str(number))
    assert [cache.get(number) for number in range(6)] == [None, None, "2", "3", "4", None]
    assert len(cache) == 3
