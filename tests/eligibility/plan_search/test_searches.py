"""What the search for plans must not mix up: people, prices, counts and times."""

from __future__ import annotations

import pytest

from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.person import Person, know
from careers_site.eligibility.planner import NO_PLANS, Planner
from careers_site.eligibility.price_conditions import Below
from careers_site.eligibility.prices import PriceRule
from careers_site.eligibility.requirements import AllOf, AtLeast
from careers_site.eligibility.rules import DatedRequirement
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import (
    age_scale,
    counting,
    counts_as,
    plans,
    price,
    route,
    rules,
    scale,
    situation,
    starts,
    step,
)

A, B, C = scale("a"), scale("b"), scale("c")
SCALES = Scales((age_scale(), A, B, C))
NEED = AtLeast(A, 1)


def test_the_fastest_ends_first_though_a_cheaper_way_ends_soon_after() -> None:
    """Two dear steps of 4 months follow each other; one of 9 months is free."""
    apart = [step("x", {"a": 1}, months=4), step("y", {"b": 1}, months=4)]
    both = step("both", {"a": 1, "b": 1}, months=9)
    prices = {"x": [price(900)], "y": [price(900)]}
    found = plans(rules(SCALES, NEED, AtLeast(B, 1), [*apart, both], prices=prices))
    assert sorted(name for name, _ in starts(found.fastest)) == ["x", "y"]
    assert starts(found.cheapest) == [("both", "2027-01")]


def test_of_two_ways_as_fast_the_one_that_costs_less_is_taken() -> None:
    steps = [step("dear", {"a": 1}), step("cheap", {"a": 1})]
    whole = rules(SCALES, NEED, steps=steps, prices={"dear": [price(900)], "cheap": [price(100)]})
    assert starts(plans(whole).fastest) == [("cheap", "2027-01")]


def test_a_quick_step_of_unknown_price_hides_no_other() -> None:
    steps = [step("vague", {"a": 1}), step("known", {"a": 1})]
    whole = rules(SCALES, NEED, steps=steps, prices={"vague": [price(None)]})
    assert starts(plans(whole).fastest) == [("known", "2027-01")]


def test_two_people_of_whom_one_holds_what_is_counted_get_plans_of_their_own() -> None:
    """With maths, English is the second pass. Whose pass is in another subject has it already."""
    scales = counting()
    english = step("english", {"english": 4})
    more = step("more", {"at_4": "+1"}, months=5)
    whole = rules(scales, AtLeast(scales["at_4"], 2), steps=[english, more])
    with_maths = plans(whole, english=0, maths=5)
    another = plans(whole, at_4=1, english=0, maths=0)
    assert starts(with_maths.fastest) == [("english", "2027-01")]
    assert starts(another.fastest) == [("more", "2027-01")]


def test_two_people_of_whom_one_may_have_had_a_free_course_get_plans_of_their_own() -> None:
    steps = [step("once", {"a": 1}), step("other", {"a": 1}, months=5)]
    charged = {"once": [price(0, when=Below("c", 1)), price(900)], "other": [price(100)]}
    whole = rules(SCALES, NEED, steps=steps, prices=charged)
    assert plans(whole, c=0).cheapest is None
    assert starts(plans(whole, c=None).cheapest) == [("other", "2027-01")]


def test_what_is_asked_in_the_month_of_the_start_is_all_that_is_asked() -> None:
    year = Period(Month(2027, 1), Month(2027, 8))
    asked = [
        DatedRequirement(AtLeast(C, 0), Period(None, Month(2026, 12))),
        DatedRequirement(AtLeast(C, 1), year),
        DatedRequirement(AtLeast(C, 0), Period(Month(2027, 9))),
    ]
    whole = rules(SCALES, NEED, steps=[step("give", {"a": 1}, asked)])
    assert starts(plans(whole, c=0).fastest) == [("give", "2027-09")]
    assert starts(plans(whole, c=1).fastest) == [("give", "2027-01")]


def test_what_was_counted_when_it_ended_is_not_counted_again_later() -> None:
    scales = Scales((*counting().all, A, B), counting().counts)
    one, two = (AtLeast(scales["at_4"], number) for number in (1, 2))
    steps = [
        step("more", {"at_4": "+1"}, track="alongside"),
        step("x", {"a": 1}, one, months=2),
        step("y", {"b": 1}, AllOf((two, NEED))),
    ]
    whole = rules(scales, NEED, AtLeast(B, 1), steps)
    found = plans(whole, at_4=0, english=0, maths=0)
    assert sorted(name for name, _ in starts(found.fastest)) == ["more", "more", "x", "y"]


def test_who_has_the_most_that_is_counted_need_not_add_to_it() -> None:
    scales = counting()
    more = step("more", {"at_4": "+1"})
    whole = rules(scales, AtLeast(scales["at_4"], 5), steps=[more])
    for passes, useful in ((4, True), (5, False)):
        known = know(Person({"at_4": passes}), scales)
        assert Planner(known, situation(), whole).is_useful(more) is useful


UNTIL_JULY = Period(None, Month(2027, 7))


@pytest.mark.parametrize(
    ("age", "charged", "month"),
    [
        # Whoever is under 16 is 16 in July, when Year 11 has ended.
        (0, [price(0, ages=["16-18"]), price(900)], "2027-07"),
        (
            2,
            [price(0, ages=["24-plus"]), price(900, period=UNTIL_JULY, goes_on=False), price(0)],
            "2027-08",
        ),
    ],
)
def test_the_cheapest_waits_for_an_age_and_for_a_date(
    age: int, charged: list[PriceRule], month: str
) -> None:
    give = step("give", {"a": 1})
    found = plans(rules(SCALES, NEED, steps=[give], prices={"give": charged}), age=age)
    assert starts(found.fastest) == [("give", "2027-01")]
    assert starts(found.cheapest) == [("give", month)]


def test_what_runs_beside_a_course_begins_before_it_where_it_can() -> None:
    steps = [
        step("course", {"a": 1}, months=10, starts_in=[3]),
        step("volunteer", {"b": 1}, months=6, track="alongside"),
    ]
    found = plans(rules(SCALES, NEED, AtLeast(B, 1), steps))
    assert starts(found.fastest) == [("volunteer", "2027-01"), ("course", "2027-03")]


def test_a_step_after_the_last_published_year_is_an_estimate() -> None:
    asked = [DatedRequirement(AtLeast(C, 1), Period(None, Month(2027, 8)))]
    give = step("give", {"a": 1}, asked, starts_in=[9])
    soon = step("soon", {"b": 1}, asked)
    plan = plans(rules(SCALES, NEED, AtLeast(B, 1), [give, soon]), c=1).fastest
    assert plan is not None
    assert [(one.step.id, one.estimate) for one in plan.steps] == [("soon", False), ("give", True)]


def test_a_search_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rules(SCALES, NEED, AtLeast(B, 1), [step("x", {"a": 1}), step("y", {"b": 1})])
    planner = Planner(know(Person({}), SCALES), situation(), whole)
    assert not planner.gave_up(whole.route("apply"))
    monkeypatch.setattr("careers_site.eligibility.plan_search.best_plan.MOST_LABELS", 0)
    other = Planner(know(Person({"a": 0}), SCALES), situation(Month(2027, 2)), whole)
    assert other.gave_up(whole.route("apply"))
    assert other.plans(whole.route("apply")) == NO_PLANS


def test_what_counts_in_the_nation_opens_the_step_that_a_plan_waits_for() -> None:
    counts = counts_as(AtLeast(C, 1), NEED, nations=["england"])
    steps = [
        step("opens", {"c": 1}, months=2),
        step("aside", {"b": 1}, months=3, track="alongside"),
        step("course", {"b": 2}, NEED, months=9),
    ]
    whole = rules(SCALES, NEED, AtLeast(B, 2), steps, equivalences=[counts])
    planner = Planner(know(Person({"b": 1}), SCALES), situation(), whole)
    plan = planner.plans(whole.route("apply")).fastest
    assert starts(plan) == [("opens", "2027-01"), ("course", "2027-03")]
    assert plan is not None
    assert planner.opening_step(plan).step.id == "opens"
    assert plans(whole, at=situation(nation="wales")).fastest is None


def test_a_way_in_for_something_that_the_goal_does_not_ask_is_not_needed() -> None:
    beside, away = step("beside", {"c": 1}), step("away", {"b": 1}, nations=["scotland"])
    whole = rules(SCALES, NEED, AtLeast(B, 1), [], [route("beside", [beside]), route("b", [away])])
    planner = Planner(know(Person({"a": 1}), SCALES), situation(), whole)
    assert not planner.is_needed(whole.route("beside"))
    # Not offered in England, and still for what is lacking.
    assert planner.is_needed(whole.route("b"))
