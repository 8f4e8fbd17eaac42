"""What a person is told: verdicts, what is needed, what to do first, what to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careers_site.eligibility.assessment import assess
from careers_site.eligibility.findings import Assessment, RouteAssessment
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Answer, Person
from careers_site.eligibility.posts import Criterion, Post
from careers_site.eligibility.requirements import AtLeast, Verdict
from careers_site.eligibility.rules import Nowhere, Route, Rules
from careers_site.eligibility.scales import Scales
from careers_site.eligibility.wording import Kind
from tests.eligibility.small import (
    CHECKED,
    age_scale,
    counts_as,
    route,
    rules,
    scale,
    situation,
    step,
)

A, B, C = scale("a"), scale("b"), scale("c")
SCALES = Scales((age_scale(), A, B, C))
COURSE = step("course", {"b": 1}, AtLeast(A, 1), starts_in=[9], apply_by=3)
YOUNG = step("young", {"b": 1}, ages=["16-18"])
AWAY = step("away", {"b": 1}, nations=["scotland"])
GIVE = step("give", {"a": 1})


def whole(*ways: Route, posts: tuple[Post, ...] = ()) -> Rules:
    """The goal is a at 1, and typically b at 1."""
    return replace(rules(SCALES, AtLeast(A, 1), AtLeast(B, 1), [GIVE], ways), posts=posts)


COLLEGE = route("college", [COURSE], [GIVE])


def told(made: Rules, nation: str | None = "england", **answers: Answer) -> Assessment:
    return assess(Person(answers), situation(nation=nation), made)


def way(made: Rules, nation: str | None = "england", **answers: Answer) -> RouteAssessment:
    return told(made, nation, **answers).routes[0]


@pytest.mark.parametrize(
    ("answers", "apply", "college"),
    [
        ({"a": 1, "b": 1}, Kind.READY, Kind.NOT_NEEDED),
        ({"a": 1, "b": 0}, Kind.SOME, Kind.START),
        ({"a": 0, "b": 0}, Kind.NOT_YET, Kind.NOT_YET),
        ({"b": 0}, Kind.ASK, Kind.ASK),
        ({"a": 0, "b": 1}, Kind.NOT_YET, Kind.NOT_NEEDED),
    ],
)
def test_each_result_has_its_kind(answers: dict[str, Answer], apply: Kind, college: Kind) -> None:
    found = told(whole(COLLEGE), **answers)
    assert found.route("apply").result.kind == apply
    assert found.route("college").result.kind == college


def test_who_is_ready_is_asked_no_more_and_has_a_plan_without_steps() -> None:
    found = told(whole(COLLEGE), a=1, b=1)
    assert found.ready
    assert found.asks == ()
    plan = found.route("apply").fastest
    assert plan is not None
    assert plan.steps == ()
    assert found.best is not None
    assert (found.best.step, found.best.starts) == (None, None)


def test_a_route_that_is_not_needed_keeps_its_verdict_and_has_no_plan() -> None:
    found = way(whole(COLLEGE), a=1, b=1)
    assert (found.needed, found.finding.verdict) == (False, Verdict.MET)
    assert found.plans == ()


def test_what_is_open_says_its_next_start() -> None:
    found = way(whole(COLLEGE), a=1, b=0)
    assert found.result.when == Month(2027, 9)
    assert [option.next_start for option in found.open_now] == [Month(2027, 9)]


def test_what_begins_years_after_the_first_is_not_open_now() -> None:
    here = step("here", {"b": 1}, ages=["16-18"])
    adult = step("adult", {"b": 1}, ages=["19-23", "24-plus"])
    made = whole(route("way", [here, adult]))
    assert [one.step.id for one in way(made, a=1, b=0, age=1).open_now] == ["here"]
    assert [one.step.id for one in way(whole(route("way", [adult])), a=1, b=0, age=1).open_now] == [
        "adult"
    ]


def test_the_best_step_is_the_first_of_the_plan_with_the_earliest_end() -> None:
    best = told(whole(COLLEGE), a=1, b=0).best
    assert best is not None
    assert best.step is COURSE
    assert (best.starts, best.apply_by) == (Month(2027, 9), Month(2027, 6))
    assert (best.route.id, best.meanwhile) == ("apply", None)
    assert best.sentence == (
        "Start with this: The step course. You could begin in September 2027. Apply by June 2027."
    )


@pytest.mark.parametrize(("age", "offered"), [(0, True), (1, True), (2, False), (None, True)])
def test_an_age_hides_an_offer_only_when_it_can_no_longer_fit(
    age: int | None, offered: bool
) -> None:
    option = way(whole(route("way", [YOUNG])), age=age).finding.options[0]
    assert option.offered is offered
    assert option.not_for == (() if offered else ("age",))


def test_a_route_without_an_option_in_the_nation_says_what_is_known() -> None:
    words = "Ask the council."
    made = whole(route("way", [AWAY], nowhere=[Nowhere(frozenset({"wales"}), words)]))
    found = way(made, "wales", b=0)
    assert (found.finding.options, found.finding.nowhere) == ((), words)
    assert found.finding.verdict == Verdict.UNKNOWN
    assert way(made, "england", b=0).finding.nowhere == ""
    there = way(made, "scotland", b=0)
    assert there.open_now[0].step is AWAY
    assert there.finding.nowhere == ""


def test_without_a_nation_plans_are_for_england_and_say_so() -> None:
    found = told(whole(COLLEGE), None, a=1, b=0)
    assert found.asks[0] == "nation"
    assert any("England" in note for note in found.notes)
    assert not any("England" in note for note in told(whole(COLLEGE), a=1, b=0).notes)


def test_what_only_repeats_is_not_open() -> None:
    again = step("again", {"b": 2}, repeats=AtLeast(C, 1))
    new = step("new", {"b": 1}, AtLeast(A, 2))
    found = way(whole(route("way", [again, new])), a=1, b=0, c=1)
    assert found.finding.verdict == Verdict.MET
    assert found.open_now == ()
    assert found.result.kind == Kind.NOT_YET


def test_what_only_repeats_asks_nothing() -> None:
    d, e = scale("d"), scale("e")
    again = step("again", {"b": 2}, AtLeast(d, 1), repeats=AtLeast(C, 1))
    new = step("new", {"b": 1}, AtLeast(e, 1))
    scales = Scales((age_scale(), A, B, C, d, e))
    made = rules(scales, AtLeast(A, 1), AtLeast(B, 1), [], [route("way", [again, new])])
    assert way(made, a=1, b=0, c=1).asks == ("e",)


def test_an_equivalence_counts_only_for_the_steps_that_it_names() -> None:
    other = step("other", {"b": 1}, AtLeast(A, 1))
    only = counts_as(AtLeast(C, 1), AtLeast(A, 1), only_for=["other"])
    made = rules(SCALES, AtLeast(A, 1), AtLeast(B, 1), [], [route("way", [COURSE, other])], [only])
    found = way(made, a=0, b=0, c=1)
    assert [option.step.id for option in found.open_now] == ["other"]
    assert told(made, a=0, b=0, c=1).route("apply").finding.verdict == Verdict.UNMET


def post(name: str, *criteria: Criterion, general: bool = False) -> Post:
    return Post(
        name, name, "A council", "england", "", "2026", general, criteria, ("s",), CHECKED, "seen"
    )


def point(
    name: str, level: int | None, importance: str = "essential", step_id: str = ""
) -> Criterion:
    asked = None if level is None else AtLeast(C, level)
    return Criterion(name, name, importance, "other", asked, fill=f"Fill {name}.", step=step_id)


HARD = post("hard", point("c1", 1), point("c2", 2, step_id="give"), point("say", None))


@pytest.mark.parametrize(("c", "ready"), [(2, True), (1, False), (0, False), (None, False)])
def test_ready_needs_every_point_of_a_real_post_that_can_be_judged(
    c: int | None, ready: bool
) -> None:
    assert told(whole(posts=(HARD,)), a=1, b=1, c=c).ready is ready


def test_a_general_post_or_one_with_a_single_point_makes_nobody_ready() -> None:
    easy = post("easy", point("c0", 0), point("c1", 0), general=True)
    single = post("single", point("c0", 0), point("say", None))
    assert not told(whole(posts=(easy, single, HARD)), a=1, b=1, c=0).ready


def test_a_post_counts_its_essential_points() -> None:
    match = told(whole(posts=(HARD,)), a=1, b=1, c=1).posts[0]
    assert (match.met, match.unmet, match.unknown, match.self_judged) == (1, 1, 0, 1)


def test_who_meets_the_profile_is_told_what_the_nearest_post_lacks() -> None:
    found = told(whole(posts=(HARD,)), a=1, b=1, c=1)
    assert found.route("apply").result.kind == Kind.SOME
    assert found.best is not None
    assert found.best.step is GIVE
    assert found.best.sentence == "Fill c2."


def test_a_post_of_which_nothing_can_be_judged_is_not_the_nearest() -> None:
    silent = post("silent", point("say", None))
    found = told(whole(posts=(silent, HARD)), a=1, b=1, c=1)
    assert found.best is not None
    assert found.best.sentence == "Fill c2."


def test_a_route_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        told(whole(COLLEGE)).route("no-way")
