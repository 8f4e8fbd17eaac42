"""Plans on small rules made by hand: what is taken, in which order, and when."""

from __future__ import annotations

import pytest

from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.person import Answer, Person, know
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.planner import Planner
from careers_site.eligibility.price_conditions import Below
from careers_site.eligibility.requirements import AllOf, AtLeast
from careers_site.eligibility.rules import DatedRequirement, Option, Route, Step
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import (
    START,
    age_scale,
    counting,
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


def planned(
    steps: list[Step],
    ways: list[Route] | None = None,
    via: str = "apply",
    start: Month = START,
    nation: str = "england",
    **answers: Answer,
) -> Plan | None:
    """The fastest plan of somebody who answers like this; the goal is a at 1 and b at 1."""
    whole = rules(SCALES, NEED, AtLeast(B, 1), steps, ways or [])
    return plans(whole, via, situation(start, nation), **answers).fastest


def test_who_has_all_that_is_asked_needs_no_step() -> None:
    plan = planned([step("x", {"a": 1})], a=1, b=1)
    assert plan is not None
    assert (plan.steps, plan.months, plan.starts) == ((), 0, plan.ends)


def test_a_step_waits_for_the_one_that_opens_it() -> None:
    steps = [step("second", {"b": 1}, NEED, months=2), step("first", {"a": 1}, months=3)]
    assert starts(planned(steps)) == [("first", "2027-01"), ("second", "2027-04")]


def test_steps_on_two_tracks_run_at_once() -> None:
    steps = [step("x", {"a": 1}, months=4), step("y", {"b": 1}, months=4, track="alongside")]
    assert starts(planned(steps)) == [("x", "2027-01"), ("y", "2027-01")]


def test_two_steps_of_the_main_track_follow_each_other() -> None:
    steps = [step("x", {"a": 1}, months=4), step("y", {"b": 1}, months=4)]
    assert starts(planned(steps)) == [("x", "2027-01"), ("y", "2027-05")]


def test_a_second_step_alongside_takes_the_main_track_when_that_is_free() -> None:
    steps = [
        step("volunteer", {"a": 1}, months=6, track="alongside"),
        step("certificate", {"b": 1}, months=3, track="alongside"),
    ]
    plan = planned(steps)
    assert plan is not None
    assert plan.months == 6
    assert {one.track for one in plan.steps} == {"main", "alongside"}


def test_a_main_step_runs_beside_another_only_where_it_may() -> None:
    course = step("course", {"a": 1}, months=10)
    resit = step("resit", {"b": 1}, months=10)
    inside = step("inside", {"b": 1}, months=10, alongside_of=["course"])
    apart, together = planned([course, resit]), planned([course, inside])
    assert apart is not None
    assert together is not None
    assert (apart.months, together.months) == (20, 10)


def test_what_fills_the_main_track_hides_nothing_that_runs_beside_it() -> None:
    full = step("full", {"a": 1}, months=4)
    beside = step("beside", {"a": 1}, months=4, track="alongside")
    other = step("other", {"b": 1}, months=4)
    inside = step("inside", {"a": 1}, months=4, alongside_of=["other"])
    for choice in (beside, inside):
        plan = planned([full, choice, other])
        assert plan is not None
        assert plan.months == 4


def test_a_step_begins_in_its_own_months_and_the_waiting_counts() -> None:
    plan = planned([step("x", {"a": 1}, months=10, starts_in=[9])], b=1)
    assert plan is not None
    assert starts(plan) == [("x", "2027-09")]
    assert (plan.ends, plan.months) == (Month(2028, 7), 18)


def test_the_earliest_end_is_the_fastest_though_it_studies_longer() -> None:
    """Fifteen months that begin now end before twelve that begin in September."""
    steps = [
        step("college", {"a": 1}, months=12, starts_in=[9]),
        step("work", {"a": 1}, months=15),
    ]
    assert starts(planned(steps, start=Month(2026, 10), b=1)) == [("work", "2026-10")]
    assert starts(planned(steps, start=Month(2027, 8), b=1)) == [("college", "2027-09")]


def test_of_two_ways_as_fast_the_one_with_fewer_steps_is_taken() -> None:
    both = step("both", {"a": 1, "b": 1}, months=4)
    apart = [step("x", {"a": 1}, months=2), step("y", {"b": 1}, months=2)]
    assert starts(planned([*apart, both])) == [("both", "2027-01")]


def test_of_two_that_are_alike_the_first_of_the_content_is_taken() -> None:
    assert starts(planned([step("one", {"a": 1}), step("two", {"a": 1})], b=1)) == [
        ("one", "2027-01")
    ]


def test_what_can_wait_is_begun_as_soon_as_it_can() -> None:
    steps = [
        step("course", {"a": 1}, months=10, starts_in=[9]),
        step("volunteer", {"b": 1}, months=6, track="alongside"),
    ]
    assert starts(planned(steps)) == [("volunteer", "2027-01"), ("course", "2027-09")]


def test_what_can_wait_takes_the_main_track_too_where_that_is_free_sooner() -> None:
    steps = [
        step("english", {"a": 1}, months=4, track="alongside"),
        step("volunteering", {"b": 1}, months=4, track="alongside"),
        step("course", {"c": 1}, NEED, months=2, starts_in=frozenset({9})),
    ]
    whole = rules(SCALES, NEED, AllOf((AtLeast(B, 1), AtLeast(C, 1))), steps)
    assert set(starts(plans(whole, "apply").fastest)) == {
        ("english", "2027-01"),
        ("volunteering", "2027-01"),
        ("course", "2027-09"),
    }


def test_a_requirement_is_the_one_of_the_month_in_which_the_step_starts() -> None:
    dated = [
        DatedRequirement(AtLeast(C, 1), Period(None, Month(2027, 8))),
        DatedRequirement(AtLeast(C, 0), Period(Month(2027, 9))),
    ]
    plan = planned([step("x", {"a": 1}, dated)], b=1, c=0)
    assert starts(plan) == [("x", "2027-09")]
    assert starts(planned([step("x", {"a": 1}, dated)], b=1, c=1)) == [("x", "2027-01")]


def test_after_its_last_month_a_step_is_no_longer_offered() -> None:
    old = step("old", {"a": 1}, period=Period(None, Month(2027, 3)))
    new = step("new", {"a": 1}, months=9, period=Period(Month(2027, 9)))
    assert starts(planned([old, new], b=1)) == [("old", "2027-01")]
    assert starts(planned([old, new], start=Month(2027, 4), b=1)) == [("new", "2027-09")]
    assert [old.begins_in(Month(2027, number)) for number in (3, 4)] == [True, False]


@pytest.mark.parametrize(
    ("age", "found"),
    [(0, ("young", "2027-07")), (1, ("young", "2027-01")), (2, ("adult", "2027-01"))],
)
def test_a_step_is_offered_by_the_age_at_its_own_start(age: int, found: tuple[str, str]) -> None:
    young = step("young", {"a": 1}, ages=["16-18"])
    adult = step("adult", {"a": 1}, ages=["19-23", "24-plus"])
    assert starts(planned([young, adult], b=1, age=age)) == [found]


def test_each_nation_has_its_own_steps() -> None:
    steps = [step("hnc", {"a": 1}, nations=["scotland"]), step("t", {"a": 1}, nations=["england"])]
    assert starts(planned(steps, nation="scotland", b=1)) == [("hnc", "2027-01")]
    assert starts(planned(steps, nation="england", b=1)) == [("t", "2027-01")]
    assert planned(steps, nation="wales", b=1) is None


def test_an_option_can_be_limited_more_than_its_step() -> None:
    give = step("give", {"a": 1})
    way = route("way", [Option(give, frozenset({"wales"}))])
    assert planned([give], [way], "way", nation="england", b=1) is None
    assert starts(planned([give], [way], "way", nation="wales", b=1)) == [("give", "2027-01")]


def test_a_plan_through_a_route_brings_what_one_of_its_options_is_for() -> None:
    slow, quick = step("slow", {"b": 2}, months=9), step("quick", {"b": 1})
    need = step("need", {"a": 1}, track="alongside")
    way = route("way", [slow], [need])
    found = planned([slow, quick, need], [way], "way")
    assert starts(found) == [("slow", "2027-01"), ("need", "2027-01")]


def test_a_route_that_leads_to_being_considered_ends_there() -> None:
    give = step("give", {"a": 1})
    way = route("way", [give], leads_to_ready=False)
    assert starts(planned([give], [way], "way")) == [("give", "2027-01")]


def test_what_hangs_on_more_than_applying_is_only_ever_quicker() -> None:
    slow, quick = step("slow", {"a": 1}, months=9), step("quick", {"a": 1}, depends="An employer.")
    whole = rules(SCALES, NEED, steps=[slow, quick])
    found = plans(whole)
    assert starts(found.fastest) == [("slow", "2027-01")]
    assert starts(found.quicker_if) == [("quick", "2027-01")]
    alone = plans(rules(SCALES, NEED, steps=[quick]))
    assert (alone.fastest, alone.cheapest) == (None, None)
    assert starts(alone.quicker_if) == [("quick", "2027-01")]
    later = step("later", {"a": 1}, months=20, depends="An employer.")
    assert plans(rules(SCALES, NEED, steps=[slow, later])).quicker_if is None


def test_who_would_repeat_what_they_hold_is_not_sent_there() -> None:
    again = step("again", {"a": 1}, repeats=AtLeast(C, 1))
    other = step("other", {"a": 1}, months=5)
    assert starts(planned([again, other], b=1, c=0)) == [("again", "2027-01")]
    assert starts(planned([again, other], b=1, c=1)) == [("other", "2027-01")]


def test_who_has_better_ways_is_sent_there_only_where_it_ends_sooner() -> None:
    second = step("second", {"a": 1}, months=4, better_ways_for=AtLeast(C, 1))
    quick, slow = step("quick", {"a": 1}, months=4), step("slow", {"a": 1}, months=5)
    assert starts(planned([second, quick], b=1, c=0)) == [("second", "2027-01")]
    assert starts(planned([second, quick], b=1, c=1)) == [("quick", "2027-01")]
    assert starts(planned([second, slow], b=1, c=1)) == [("second", "2027-01")]
    assert starts(planned([second], b=1, c=1)) == [("second", "2027-01")]


def test_the_cheapest_is_a_plan_of_its_own_only_if_it_costs_less() -> None:
    dear, cheap = step("dear", {"a": 1}), step("cheap", {"a": 1}, months=5)
    closed = step("closed", {"a": 1}, AtLeast(C, 2))
    prices = {"dear": [price(900)], "cheap": [price(100)]}
    whole = rules(SCALES, NEED, steps=[dear, cheap, closed], prices=prices)
    found = plans(whole)
    assert starts(found.fastest) == [("dear", "2027-01")]
    assert starts(found.cheapest) == [("cheap", "2027-01")]
    assert plans(rules(SCALES, NEED, steps=[dear, cheap])).cheapest is None


@pytest.mark.parametrize(("months", "is_shown"), [(14, True), (15, False)])
def test_nobody_is_told_to_wait_more_than_a_year_for_a_lower_price(
    months: int, is_shown: bool
) -> None:
    steps = [step("dear", {"a": 1}, months=2), step("free", {"a": 1}, months=months)]
    prices = {"dear": [price(9_000)], "free": [price(0)]}
    found = plans(rules(SCALES, NEED, steps=steps, prices=prices))
    assert (found.cheapest is not None) == is_shown


def test_nothing_is_told_to_be_cheaper_where_one_of_the_prices_is_not_known() -> None:
    dear, vague = step("dear", {"a": 1}), step("vague", {"a": 1}, months=5)
    prices = {"dear": [price(900)], "vague": [price(None)]}
    assert plans(rules(SCALES, NEED, steps=[dear, vague], prices=prices)).cheapest is None
    turned = {"dear": [price(None)], "vague": [price(900)]}
    assert plans(rules(SCALES, NEED, steps=[dear, vague], prices=turned)).cheapest is None


def test_the_cheapest_waits_for_a_price_to_fall() -> None:
    give = step("give", {"a": 1})
    falling = [
        price(900, period=Period(None, Month(2027, 7)), goes_on=False),
        price(0, period=Period(Month(2027, 8))),
    ]
    found = plans(rules(SCALES, NEED, steps=[give], prices={"give": falling}))
    assert starts(found.fastest) == [("give", "2027-01")]
    assert starts(found.cheapest) == [("give", "2027-08")]


def test_a_first_course_that_is_free_only_once_is_taken_first() -> None:
    first = step("first", {"c": 1}, months=5)
    second = step("second", {"a": 1}, months=2)
    free_once = [price(0, "once", Below("c", 1)), price(700)]
    whole = rules(
        SCALES,
        NEED,
        AtLeast(C, 1),
        [first, second],
        prices={"second": free_once},
    )
    found = plans(whole, a=0, c=0)
    assert starts(found.fastest) == [("second", "2027-01"), ("first", "2027-03")]
    assert found.fastest is not None
    assert found.fastest.price.high == 0


def test_a_step_for_what_is_not_known_says_when_to_skip_it() -> None:
    give = step("give", {"a": 1})
    unknown, lacking = planned([give], b=1), planned([give], a=0, b=1)
    assert unknown is not None
    assert lacking is not None
    assert unknown.steps[0].skip_if_held == ("a at 1",)
    assert unknown.steps[0].skip_scales == ("a",)
    assert lacking.steps[0].skip_if_held == ()
    (either,) = (planned([give], a=(0, 1), b=1) or unknown).steps
    assert either.skip_if_held == ("a at 1",)
    both = step("both", {"a": 1, "c": 1}, also_for=["c"])
    (one,) = (plans(rules(SCALES, AtLeast(C, 1), steps=[both]), a=1).fastest or unknown).steps
    assert one.skip_if_held == ("c at 1",)


def test_a_plan_adds_up_what_is_counted() -> None:
    scales = counting()
    steps = [
        step("english", {"english": 4, "at_4": "+1"}, months=3, track="alongside"),
        step("more", {"at_4": "+3"}, months=3),
    ]
    plan = plans(rules(scales, AtLeast(scales["at_4"], 4), steps=steps), at_4=0).fastest
    assert starts(plan) == [("more", "2027-01"), ("english", "2027-01")]


def test_an_option_that_adds_to_a_count_may_be_taken_again() -> None:
    more = step("more", {"at_4": "+1"}, months=2)
    scales = counting()
    whole = rules(scales, AtLeast(scales["at_4"], 2), steps=[more], routes=[route("way", [more])])
    assert starts(plans(whole, "way").fastest) == [("more", "2027-01"), ("more", "2027-03")]


def test_what_is_typical_may_take_two_steps() -> None:
    both = AllOf((AtLeast(B, 1), AtLeast(C, 1)))
    steps = [step("x", {"b": 1}), step("y", {"c": 1}, track="alongside")]
    assert starts(plans(rules(SCALES, typical=both, steps=steps)).fastest) == [
        ("x", "2027-01"),
        ("y", "2027-01"),
    ]


def test_by_when_to_apply_is_never_before_the_start_of_the_plan() -> None:
    far = planned([step("x", {"a": 1}, starts_in=[9], apply_by=3)], b=1)
    near = planned([step("x", {"a": 1}, apply_by=3)], b=1)
    assert far is not None
    assert near is not None
    assert far.steps[0].apply_by == Month(2027, 6)
    assert near.steps[0].apply_by == Month(2027, 1)


def test_the_step_that_a_plan_waits_for_first_is_the_one_to_start_with() -> None:
    steps = [
        step("aside", {"b": 1}, track="alongside"),
        step("first", {"c": 1}, months=3, track="alongside"),
        step("course", {"a": 1}, AtLeast(C, 1), months=9),
    ]
    whole = rules(SCALES, NEED, AtLeast(B, 1), steps)
    planner = Planner(know(Person({}), SCALES), situation(), whole)
    plan = planner.plans(whole.route("apply")).fastest
    assert plan is not None
    assert planner.opening_step(plan).step.id == "first"
