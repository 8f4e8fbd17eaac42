"""The words of a result and of a plan."""

from __future__ import annotations

import pytest

from careers_site.eligibility import wording
from careers_site.eligibility.person import Person, know
from careers_site.eligibility.plan import Plan, fastest
from careers_site.eligibility.requirements import AtLeast
from careers_site.eligibility.rules import Gain, Rules, Situation, Step, judge
from careers_site.eligibility.scales import Scales
from careers_site.eligibility.wording import Result
from tests.eligibility.small import route, rules, scale, step

A, B = scale("a"), scale("b")
SCALES = Scales((A, B))
WHOLE = rules(
    SCALES,
    requires=AtLeast(A, 1),
    often_asked=AtLeast(B, 1),
    routes=[route("college", [step("course", {"b": 1}, AtLeast(A, 1))])],
)


def results(**answers: int | None) -> dict[str, Result]:
    found = judge(Person(answers), WHOLE, Situation())
    return {one.route.id: wording.result(one) for one in found}


@pytest.mark.parametrize(
    ("answers", "apply", "college"),
    [
        ({"a": 1, "b": 1}, Result.READY, Result.START),
        ({"a": 1, "b": 0}, Result.SOME, Result.START),
        ({"a": 1}, Result.SOME, Result.START),
        ({"b": 1}, Result.TELL_MORE, Result.TELL_MORE),
        ({"a": None, "b": None}, Result.TELL_MORE, Result.TELL_MORE),
        ({"a": 0, "b": 1}, Result.NOT_YET, Result.NOT_YET),
    ],
)
def test_each_result_has_its_words(
    answers: dict[str, int | None], apply: Result, college: Result
) -> None:
    assert results(**answers) == {"apply": apply, "college": college}


def test_routes_are_shown_ready_first_then_nearly_then_unknown_then_not_yet() -> None:
    ranked = sorted(Result, key=lambda one: one.rank)
    assert [one.kind for one in ranked] == ["met", "met", "nearly", "unknown", "unmet"]
    assert [one.value for one in ranked] == [
        "You look ready to apply",
        "You could start now",
        "Some employers would consider you",
        "Tell us more to be sure",
        "Not yet: here is the way",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 months"),
        (1, "1 month"),
        (11, "11 months"),
        (12, "1 year"),
        (13, "1 year and 1 month"),
        (18, "1 year and 6 months"),
        (24, "2 years"),
        (46, "3 years and 10 months"),
    ],
)
def test_months_read_as_years_and_months(number: int, words: str) -> None:
    assert wording.months(number) == words


def test_a_list_reads_as_a_sentence() -> None:
    assert wording.join(["one"]) == "one"
    assert wording.join(("one", "two", "three")) == "one, two and three"


def _plan(*steps: Step) -> Plan:
    whole: Rules = rules(SCALES, AtLeast(A, 1), AtLeast(B, 1), steps)
    plan = fastest(know(Person({}), SCALES), whole.route("apply"), whole, None, None)
    assert plan is not None
    return plan


def test_the_money_of_a_plan_never_hides_a_price_that_is_not_known() -> None:
    known, unknown = step("known", {"a": 1}, pounds=1200), step("dear", {"b": 1}, pounds=None)
    assert wording.money(_plan(known, unknown)) == "£1,200 plus fees not known for The step dear"
    assert wording.money(_plan(known, step("free", {"b": 1}))) == "£1,200"


def test_what_a_step_gives_is_said_in_words() -> None:
    assert wording.gain(Gain("a", 2), SCALES) == "a at 2"
    assert wording.gain(Gain("a", adds=1), SCALES) == "1 more: a"
