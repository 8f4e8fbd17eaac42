"""Plans through small rules: the fastest way, one step at a time on each track."""

from __future__ import annotations

from collections.abc import Iterable

from careers_site.eligibility.person import Person, know
from careers_site.eligibility.plan import Plan, fastest
from careers_site.eligibility.requirements import AllOf, AtLeast
from careers_site.eligibility.rules import Route, Step
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import counting, route, rules, scale, step

A, B, C = scale("a"), scale("b"), scale("c")
SCALES = Scales((A, B, C))


def planned(
    steps: Iterable[Step],
    ways: Iterable[Route] = (),
    way: str = "apply",
    age: str | None = None,
    **answers: int | None,
) -> Plan | None:
    whole = rules(SCALES, AtLeast(A, 1), AtLeast(B, 1), steps, ways)
    return fastest(know(Person(answers), SCALES), whole.route(way), whole, age, None)


def starts(plan: Plan | None) -> list[tuple[str, int]]:
    assert plan is not None
    return [(one.step.id, one.starts_after_months) for one in plan.steps]


def test_who_has_everything_has_a_plan_with_no_steps() -> None:
    assert planned([step("x", {"a": 1})], a=1, b=1) == Plan((), 0)


def test_where_there_is_no_way_there_is_no_plan() -> None:
    assert planned([step("x", {"a": 1})]) is None


def test_steps_on_one_track_follow_each_other() -> None:
    plan = planned([step("x", {"a": 1}, months=2), step("y", {"b": 1}, months=3)])
    assert sorted(months for _, months in starts(plan)) in ([0, 2], [0, 3])
    assert plan is not None
    assert plan.months == 5


def test_a_step_alongside_runs_beside_the_main_one() -> None:
    beside = step("y", {"b": 1}, months=3, track="alongside")
    plan = planned([step("x", {"a": 1}, months=2), beside])
    assert starts(plan) == [("x", 0), ("y", 0)]
    assert plan is not None
    assert plan.months == 3


def test_a_step_waits_until_what_it_requires_is_held() -> None:
    later = step("y", {"b": 1}, AtLeast(A, 1), months=3, track="alongside")
    assert starts(planned([step("x", {"a": 1}, months=2), later])) == [("x", 0), ("y", 2)]


def test_of_two_ways_as_fast_the_one_with_fewer_steps_is_taken() -> None:
    both = step("both", {"a": 1, "b": 1}, months=4)
    apart = [step("x", {"a": 1}, months=2), step("y", {"b": 1}, months=2)]
    assert starts(planned([*apart, both])) == [("both", 0)]


def test_a_plan_through_a_route_takes_one_of_its_options_though_another_way_is_faster() -> None:
    slow, quick = step("slow", {"b": 2}, months=9), step("quick", {"b": 1})
    need = step("need", {"a": 1}, track="alongside")
    way = route("way", [slow], [need])
    assert starts(planned([slow, quick, need], [way], "way")) == [("slow", 0), ("need", 0)]


def test_a_route_that_leads_to_being_considered_ends_there() -> None:
    give = step("give", {"a": 1})
    way = route("way", [give], leads_to_ready=False)
    assert starts(planned([give], [way], "way")) == [("give", 0)]


def test_a_step_that_is_not_offered_is_in_no_plan() -> None:
    young = step("young", {"a": 1}, ages=["16-18"])
    anyone = step("anyone", {"a": 1}, months=5)
    assert starts(planned([young, anyone], age="19-plus", b=1)) == [("anyone", 0)]
    assert starts(planned([young, anyone], b=1)) == [("young", 0)]


def test_a_step_for_what_is_not_known_says_when_to_skip_it() -> None:
    give = step("give", {"a": 1})
    unknown, lacking = planned([give], b=1), planned([give], a=0, b=1)
    assert unknown is not None
    assert lacking is not None
    assert unknown.steps[0].skip_if_held == ("a at 1",)
    assert lacking.steps[0].skip_if_held == ()


def test_a_plan_adds_up_what_is_counted() -> None:
    scales = counting()
    whole = rules(
        scales,
        AtLeast(scales["at_4"], 4),
        steps=[
            step("english", {"english": 4, "at_4": "+1"}, months=3, track="alongside"),
            step("more", {"at_4": "+3"}, months=3),
        ],
    )
    plan = fastest(know(Person({"at_4": 0}), scales), whole.route("apply"), whole, None, None)
    assert starts(plan) == [("more", 0), ("english", 0)]


def test_the_price_of_a_plan_is_the_sum_of_what_is_known() -> None:
    known, unknown = step("x", {"a": 1}, pounds=500), step("y", {"b": 1}, pounds=None)
    plan = planned([known, unknown])
    assert plan is not None
    assert plan.pounds == 500
    assert plan.pounds_unknown_for == ("The step y",)


def test_what_is_often_asked_may_take_two_steps() -> None:
    both = AllOf((AtLeast(B, 1), AtLeast(C, 1)))
    steps = [step("x", {"b": 1}), step("y", {"c": 1}, track="alongside")]
    whole = rules(SCALES, often_asked=both, steps=steps)
    plan = fastest(know(Person({}), SCALES), whole.route("apply"), whole, None, None)
    assert starts(plan) == [("x", 0), ("y", 0)]


def test_a_step_that_is_counted_helps_though_it_does_not_say_that_it_adds_one() -> None:
    scales = counting()
    steps = [
        step("english", {"english": 4}, months=3),
        step("maths", {"maths": 4}, track="alongside"),
    ]
    whole = rules(scales, AtLeast(scales["at_4"], 2), steps=steps)
    plan = fastest(know(Person({}), scales), whole.route("apply"), whole, None, None)
    assert starts(plan) == [("english", 0), ("maths", 0)]


def test_an_option_that_adds_to_a_count_may_be_taken_again() -> None:
    more = step("more", {"at_4": "+1"}, months=2)
    scales = counting()
    whole = rules(scales, AtLeast(scales["at_4"], 2), steps=[more], routes=[route("way", [more])])
    plan = fastest(know(Person({}), scales), whole.route("way"), whole, None, None)
    assert starts(plan) == [("more", 0), ("more", 2)]


def test_a_step_may_be_for_more_than_the_first_thing_that_it_gives() -> None:
    gives = {"b": 1, "a": 1}
    assert starts(planned([step("both", gives, also_for=["a"])], b=1)) == [("both", 0)]
    assert planned([step("first", gives)], b=1) is None
