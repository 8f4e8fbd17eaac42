"""What a step costs whom: the first rule that applies, and the range over what is not known."""

from __future__ import annotations

import pytest

from careers_site.eligibility import wording
from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.price_conditions import (
    All,
    Answered,
    Any,
    AtLeastHeld,
    Below,
    Condition,
    Payer,
    funding_questions,
    may_be_met,
)
from careers_site.eligibility.prices import (
    PriceRule,
    StepPrice,
    step_price,
    total_price,
)
from tests.eligibility.small import price

NOW = Month(2027, 1)
POOR = Answered("earnings", "under")


def paid(
    *rules: PriceRule,
    month: Month = NOW,
    low: int = 0,
    high: int = 2,
    ages: tuple[str, ...] = ("19-23",),
    devolved: bool | None = None,
    **funding: str,
) -> StepPrice:
    payer = Payer({"a": low}, {"a": high}, frozenset(ages), funding, devolved)
    return step_price(rules, "england", month, payer)


@pytest.mark.parametrize(
    ("funding", "low", "high"),
    [({"earnings": "under"}, 0, 0), ({"earnings": "over"}, 900, 900), ({}, 0, 900)],
)
def test_what_is_not_answered_gives_a_range(funding: dict[str, str], low: int, high: int) -> None:
    found = paid(price(0, "free", POOR, by="free"), price(900, "fee"), **funding)
    assert (found.low, found.high) == (low, high)


def test_unsure_is_not_known() -> None:
    found = paid(price(0, "free", POOR), price(900, "fee"), earnings="unsure")
    assert (found.low, found.high, found.rules) == (0, 900, ("free", "fee"))
    assert found.reason == "Because of free. Because of fee."


@pytest.mark.parametrize(("low", "high", "most"), [(0, 0, 0), (1, 1, 500), (0, 2, 500)])
def test_below_asks_that_a_level_is_not_held(low: int, high: int, most: int) -> None:
    assert paid(price(0, "first", Below("a", 1)), price(500), low=low, high=high).high == most


def test_an_age_that_may_be_either_gives_the_range_over_both() -> None:
    rules = price(0, "young", ages=["16-18"]), price(500)
    assert paid(*rules, ages=("16-18",)).high == 0
    assert paid(*rules, ages=("19-23",)).low == 500
    both = paid(*rules, ages=("16-18", "19-23"))
    assert (both.low, both.high) == (0, 500)


def test_a_devolved_area_that_is_not_known_may_be_either() -> None:
    rules = price(None, "devolved", devolved=True), price(0)
    assert paid(*rules, devolved=False).high == 0
    assert paid(*rules, devolved=True).high is None
    assert paid(*rules).high is None


def test_a_rule_of_another_nation_or_time_does_not_apply() -> None:
    past = Period(None, Month(2026, 7))
    rules = price(1, nations=["wales"]), price(2, period=past, goes_on=False), price(3)
    assert paid(*rules).high == 3


def test_after_its_last_period_a_rule_goes_on_as_an_estimate() -> None:
    published = price(250, period=Period(Month(2026, 8), Month(2027, 7)))
    assert not paid(published).estimate
    later = paid(published, month=Month(2027, 9))
    assert (later.high, later.estimate) == (250, True)


def test_where_no_rule_applies_the_price_is_not_known() -> None:
    found = paid(price(1, nations=["wales"]))
    assert (found.low, found.high) == (0, None)
    assert "Ask" in found.reason


def test_one_of_several_conditions_is_enough() -> None:
    either = Any((POOR, Answered("unemployed", "yes")))
    rules = price(0, "free", either), price(10)
    assert paid(*rules, earnings="over", unemployed="yes").high == 0
    assert paid(*rules, earnings="over").high == 10
    assert paid(*rules, earnings="over", unemployed="no").low == 10


def test_a_plan_adds_up_and_names_what_is_not_known() -> None:
    loan = paid(price((5_000, 7_000), by="loan"))
    whole = total_price(
        [("A degree", loan), ("A course", paid(price(None))), ("Free", paid(price(0)))]
    )
    assert (whole.low, whole.high, whole.known_high, whole.loan) == (5_000, None, 7_000, 7_000)
    assert whole.unknown_for == ("A course",)
    assert wording.money(whole) == "£5,000 to £7,000, plus fees not known for A course"
    assert wording.step_money(loan) == "£5,000 to £7,000, as a loan"
    assert wording.step_money(paid(price(900))) == "£900"
    assert wording.step_money(paid(price(None))) == "Not known: ask"


def test_what_may_be_free_says_so_where_the_fee_is_not_known() -> None:
    free_or_not = paid(price(0, when=POOR), price(None))
    assert free_or_not.may_be_free
    assert wording.step_money(free_or_not) == "May be free: ask"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "Free"),
        (250, 250, "£250"),
        (0, 500, "Free, or up to £500"),
        (0, None, "Not known: ask"),
        (100, None, "£100 or more"),
    ],
)
def test_a_maximum_is_never_called_a_minimum(low: int, high: int | None, words: str) -> None:
    assert wording.pounds(low, high) == words


HELD = AtLeastHeld("a", 1)


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        # A plan can bring a level; an answer and what is held already it cannot change.
        (HELD, True),
        (POOR, True),
        (Answered("earnings", "over"), False),
        (Answered("unemployed", "yes"), False),
        (Below("a", 1), True),
        (All((HELD, POOR)), True),
        (All((HELD, Answered("earnings", "over"))), False),
        (Any((Answered("earnings", "over"), POOR)), True),
        (Any((Answered("earnings", "over"), Answered("unemployed", "yes"))), False),
        (All(()), True),
    ],
)
def test_what_a_plan_can_bring_about_may_be_met(condition: Condition, met: bool) -> None:
    payer = Payer({"a": 0}, {"a": 0}, frozenset(["19-23"]), {"earnings": "under"}, None)
    assert may_be_met(condition, payer) is met


@pytest.mark.parametrize(
    ("ages", "devolved", "applies"),
    [(["19-23"], None, True), (["16-18"], None, False), (None, True, False), (None, False, True)],
)
def test_a_price_for_another_age_or_area_cannot_apply(
    ages: list[str] | None,
    devolved: bool | None,
    applies: bool,
) -> None:
    payer = Payer({"a": 0}, {"a": 0}, frozenset(["19-23"]), {}, devolved=False)
    assert price(100, "rule", HELD, ages=ages, devolved=devolved).may_apply(payer) is applies
    closed = price(100, "rule", POOR, ages=ages, devolved=devolved)
    assert not closed.may_apply(payer)


def test_the_funding_questions_of_a_condition_are_found_in_its_parts() -> None:
    asked = All((POOR, Any((Answered("unemployed", "yes"), HELD))))
    assert list(funding_questions(asked)) == ["earnings", "unemployed"]


def test_a_range_is_paid_as_its_dearest_price_is() -> None:
    free, loan = price(0, "free", POOR, by="free"), price((100, 900), "loan", by="loan")
    found = paid(free, loan)
    assert (found.low, found.high, found.by, found.loan) == (0, 900, "loan", 900)
    vague = price(None, "vague", POOR, by="fee")
    found = paid(vague, loan)
    assert (found.high, found.by, found.loan) == (None, "fee", 900)


def test_where_no_price_is_for_somebody_it_is_not_known() -> None:
    old = price(100, "old", POOR, period=Period(None, Month(2026, 12)))
    found = paid(old, earnings="over", month=NOW)
    assert (found.low, found.high, found.by) == (0, None, "fee")
    assert found.estimate is False
    assert "do not know the fee" in found.reason
