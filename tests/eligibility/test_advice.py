"""What an adviser would add: what comes first, what goes on beside it, what is only assumed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careers_site.eligibility.assessment import assess
from careers_site.eligibility.findings import Assessment
from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.opening_advice import APPLY
from careers_site.eligibility.person import Answer, Person
from careers_site.eligibility.posts import Criterion, Post
from careers_site.eligibility.price_conditions import Answered, Funding, FundingOption
from careers_site.eligibility.requirements import AtLeast
from careers_site.eligibility.rules import Rules, Step
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import (
    CHECKED,
    age_scale,
    counts_as,
    price,
    route,
    rules,
    scale,
    situation,
    step,
)

A, B, C, D = scale("a"), scale("b"), scale("c"), scale("d")
SCALES = Scales((age_scale(), C, D, A, B, scale("degree")))
NEED, TYPICAL = AtLeast(A, 1), AtLeast(B, 1)


def made(*steps: Step, scales: Scales = SCALES) -> Rules:
    """The goal is a at 1 and b at 1; the one other way in has all of the steps."""
    return rules(scales, NEED, TYPICAL, steps, [route("way", steps)])


def told(whole: Rules, **answers: Answer) -> Assessment:
    return assess(Person(answers), situation(), whole)


def test_what_can_begin_meanwhile_is_said_with_the_first_step() -> None:
    course = step("course", {"b": 1}, months=9, starts_in=[9])
    aside = step("aside", {"a": 1}, track="alongside")
    best = told(made(course, aside), a=0, b=0).best
    assert best is not None
    assert best.step is course
    assert best.meanwhile is not None
    assert (best.meanwhile.step, best.meanwhile.starts) == (aside, Month(2027, 1))
    assert best.sentence == (
        "Start with this: The step course. You could begin in September 2027. "
        "Meanwhile, from January 2027: the step aside."
    )


def test_what_begins_this_month_begins_now() -> None:
    best = told(made(step("course", {"b": 1}, apply_by=3)), a=1, b=0).best
    assert best is not None
    assert best.sentence == "Start with this: The step course. You could begin now."


def test_the_result_names_the_start_of_the_plan_and_not_of_what_takes_longer() -> None:
    slow = step("slow", {"b": 1}, months=24)
    quick = step("quick", {"b": 1}, months=3, starts_in=[9])
    whole = made(slow, quick)
    assert told(whole, a=1, b=0).routes[0].result.when == Month(2027, 9)
    briefly = assess(Person({"a": 1, "b": 0}), situation(), whole, plans=False).routes[0]
    assert (briefly.fastest, briefly.result.when) == (None, Month(2027, 1))


def test_the_cheapest_plan_is_told_where_it_is_wanted_or_answers_still_count() -> None:
    steps = [step("dear", {"b": 1}), step("free", {"b": 1}, months=5), step("give", {"a": 1})]
    charged = {"dear": (price(900),), "free": (price(0),), "give": (price(0),)}
    whole = replace(made(*steps), prices=charged)
    for a, wanted, is_told in ((1, True, True), (0, False, False), (None, False, True)):
        person = Person({"a": a, "b": 0})
        found = assess(person, situation(), whole, cheapest=wanted).route("apply")
        assert (found.cheapest is not None) is is_told


def test_what_most_ways_wait_for_is_asked_first_after_age_and_degree() -> None:
    ways = [
        route("one", [step("x", {"b": 1}, AtLeast(C, 1))]),
        route("two", [step("y", {"b": 1}, AtLeast(D, 1))]),
        route("three", [step("z", {"b": 1}, AtLeast(D, 1))]),
        route("four", [step("u", {"b": 1}, AtLeast(SCALES["degree"], 1))]),
    ]
    whole = rules(SCALES, NEED, TYPICAL, [], ways)
    assert told(whole, a=1, b=0).asks == ("age", "degree", "d", "c")
    assert told(whole, a=1, b=0, d=None, age=3).asks == ("degree", "c")


def test_what_is_no_longer_offered_is_closed_by_time_and_not_by_age() -> None:
    over = step("over", {"b": 1}, period=Period(None, Month(2026, 12)))
    young = step("young", {"b": 1}, ages=["16-18"])
    options = told(made(over, young), a=1, b=0, age=2).routes[0].finding.options
    assert [one.not_for for one in options] == [("time",), ("age",)]


def test_what_counts_only_in_another_nation_opens_nothing_here() -> None:
    counts = counts_as(AtLeast(C, 1), NEED, nations=["england"])
    course = step("course", {"b": 1}, NEED)
    whole = rules(SCALES, NEED, TYPICAL, [], [route("way", [course])], [counts])
    for nation, is_open in (("england", True), ("wales", False)):
        found = assess(Person({"a": 0, "b": 0, "c": 1}), situation(nation=nation), whole)
        assert bool(found.route("way").open_now) is is_open


def test_only_who_is_still_at_school_is_told_that_year_11_was_assumed_to_end() -> None:
    whole = made(step("course", {"b": 1}))
    (words,) = told(whole, a=1, b=0, age=0).notes
    assert "We have assumed that you finish Year 11 in June 2027." in words
    assert "choose July of that year" in words
    assert told(whole, a=1, b=0, age=1).notes == ()
    assert told(whole, a=1, b=1, age=0).notes == ()


@pytest.mark.parametrize(("ends", "is_told"), [(Month(2026, 12), True), (Month(2027, 1), False)])
def test_prices_that_are_not_published_yet_are_said_to_be_the_latest(
    ends: Month, is_told: bool
) -> None:
    charged = price(100, period=Period(None, ends))
    whole = replace(made(step("course", {"b": 1})), prices={"course": (charged,)})
    note = (
        "Some rules and prices for the years ahead are not published yet. "
        "We have used the latest ones."
    )
    assert told(whole, a=1, b=0).notes == ((note,) if is_told else ())


def test_a_funding_question_is_asked_only_while_it_can_change_a_price() -> None:
    options = (FundingOption("yes", "Yes"), FundingOption("no", "No"))
    funding = tuple(Funding(name, f"{name}?", "", options) for name in ("poor", "rich"))
    charged = {
        "course": (price(0, "free", Answered("poor", "yes")), price(900, "fee")),
        "other": (price(0, "gift", Answered("rich", "no")), price(900, "cost")),
    }
    steps = [step("course", {"b": 1}), step("other", {"c": 1})]
    whole = replace(made(*steps), prices=charged, funding=funding)
    assert told(whole, a=1, b=0).price_asks == ("poor",)
    answered = assess(Person({"a": 1, "b": 0}), situation(funding={"poor": "no"}), whole)
    assert answered.price_asks == ()


def test_of_real_posts_the_one_that_lacks_least_is_the_nearest() -> None:
    def point(name: str, level: int) -> Criterion:
        return Criterion(name, name, "essential", "other", AtLeast(C, level), fill=f"Fill {name}.")

    def post(name: str, *levels: int) -> Post:
        points = tuple(point(f"{name}{at}", level) for at, level in enumerate(levels))
        return Post(name, name, "", "england", "", "2026", False, points, ("s",), CHECKED, "seen")

    far, near = post("far", 1, 2), post("near", 0, 2)
    whole = replace(made(), posts=(far, near))
    best = told(whole, a=1, b=1, c=0).best
    assert best is not None
    assert (best.step, best.sentence) == (None, "Fill near1.")
    assert told(whole, a=1, b=1).asks == ("age", "c")
    assert told(whole, a=1, b=1, c=None).asks == ("age",)
    silent = replace(near, criteria=(replace(near.criteria[0], requires=None),))
    best = told(replace(whole, posts=(silent,)), a=1, b=1).best
    assert best is not None
    assert (best.step, best.sentence) == (None, APPLY)
