"""How a person stands on a route, and what is offered to whom."""

from __future__ import annotations

import pytest

from careers_site.eligibility.person import Person
from careers_site.eligibility.requirements import AtLeast, Verdict
from careers_site.eligibility.rules import RouteFinding, Rules, Situation, age_of, judge
from careers_site.eligibility.scales import Level, Scale, Scales
from tests.eligibility.small import route, rules, scale, step

A = scale("a")
AGES = tuple(Level(name, name, name) for name in ("under-16", "16-18", "19-plus"))
AGE = Scale("age", "Age", "How old?", "", AGES, "Aged {level}", "Aged {level}", "Young")
YOUNG = step("young", {"a": 2}, AtLeast(A, 1), ages=["16-18"])
ENGLISH = step("english", {"a": 2}, nations=["england"])
BOTH = step("both", {"a": 2}, AtLeast(A, 2))


def whole(*options: object) -> Rules:
    return rules(Scales((A, AGE)), AtLeast(A, 1), routes=[route("way", options)])  # type: ignore[arg-type]


def standing(
    found: Rules, nation: str | None = None, **answers: int | None
) -> tuple[RouteFinding, RouteFinding]:
    way, apply = judge(Person(answers), found, Situation(nation))
    return way, apply


def test_a_route_is_open_if_one_of_its_options_is() -> None:
    way, _ = standing(whole(YOUNG, BOTH), a=1)
    assert way.verdict == Verdict.MET
    assert [option.finding.verdict for option in way.options] == [Verdict.MET, Verdict.UNMET]


def test_a_route_none_of_whose_options_is_met_is_closed() -> None:
    assert standing(whole(YOUNG, BOTH), a=0)[0].verdict == Verdict.UNMET


@pytest.mark.parametrize(("age", "offered"), [(0, False), (1, True), (2, False), (None, True)])
def test_an_age_hides_an_offer_only_when_it_is_known(age: int | None, offered: bool) -> None:
    way, _ = standing(whole(YOUNG), a=1, age=age)
    assert way.options[0].offered is offered
    assert standing(whole(YOUNG), a=1)[0].options[0].offered


@pytest.mark.parametrize(("nation", "offered"), [("england", True), ("wales", False), (None, True)])
def test_a_nation_hides_an_offer_only_when_it_is_known(nation: str | None, offered: bool) -> None:
    assert standing(whole(ENGLISH), nation)[0].options[0].offered is offered


def test_where_nothing_is_offered_the_verdict_is_not_known_and_never_no() -> None:
    way, _ = standing(whole(YOUNG), a=0, age=2)
    assert way.verdict == Verdict.UNKNOWN


def test_an_option_that_is_not_offered_opens_nothing_and_is_no_reason() -> None:
    way, _ = standing(whole(YOUNG, BOTH), a=1, age=2)
    assert way.verdict == Verdict.UNMET
    assert way.findings() == (way.options[1].finding,)


def test_the_goal_has_what_is_required_and_what_is_often_asked_apart() -> None:
    _, apply = standing(whole(YOUNG), a=1)
    assert apply.requires is not None
    assert apply.often_asked is not None
    assert apply.verdict == apply.requires.verdict == Verdict.MET
    assert apply.findings() == (apply.requires, apply.often_asked)


def test_the_age_is_known_only_when_it_was_told() -> None:
    found = whole(YOUNG)
    assert age_of(Person({"age": 1}), found) == "16-18"
    assert age_of(Person({"age": None}), found) is None
    assert age_of(Person({}), found) is None


def test_a_route_that_does_not_exist_is_a_key_error() -> None:
    assert whole(YOUNG).route("way").title == "way"
    with pytest.raises(KeyError):
        whole(YOUNG).route("no-way")
