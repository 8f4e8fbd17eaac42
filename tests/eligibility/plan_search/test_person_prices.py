"""What a step costs is remembered, and nobody gets the price of another person, time or step."""

from __future__ import annotations

from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.person import Answer, Person, know
from careers_site.eligibility.plan_search.bits import Held
from careers_site.eligibility.planner import Planner
from careers_site.eligibility.price_conditions import AtLeastHeld, Below
from careers_site.eligibility.requirements import AtLeast
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import START, price, rules, scale, situation, step

A, B, C = scale("a"), scale("b"), scale("c")
SCALES = Scales((A, B, C))
BEFORE_MAY = Period(None, Month(2027, 4))
WHOLE = rules(
    SCALES,
    AtLeast(A, 1),
    steps=[step("first", {"a": 1}), step("dated", {"a": 1}), step("other", {"a": 1})],
    prices={
        "first": [price(0, when=AtLeastHeld("c", 1)), price(50, when=Below("b", 1)), price(900)],
        "dated": [price(100, period=BEFORE_MAY, goes_on=False), price(700)],
        "other": [price(300)],
    },
)
NOTHING = 0


def paid(planner: Planner, name: str, months: int, held: Held) -> int | None:
    """The most that a step costs so many months after the start, asked twice and as a whole."""
    [offer] = [o for o in planner._search(WHOLE.goal_route).offers if o.step.id == name]
    month = START.index + months
    found = {planner.prices.high(offer, month, held) for _ in range(2)}
    [high] = found | {planner.prices.price(offer, month, held).high}
    return high


def planner_of(whole: Rules = WHOLE, **answers: Answer) -> Planner:
    return Planner(know(Person(answers), SCALES), situation(), whole)


def test_one_person_pays_by_what_is_held_then_by_the_month_and_by_the_step() -> None:
    one = planner_of(a=0, b=0, c=0)
    with_b, with_c = (one.bits.bit(name, 1) for name in "bc")
    asked = [NOTHING, with_c, with_b, with_b | with_c, with_b, NOTHING]
    assert [paid(one, "first", 0, held) for held in asked] == [50, 0, 900, 0, 900, 50]
    assert [paid(one, "dated", months, NOTHING) for months in (0, 4, 3)] == [100, 700, 100]
    assert [paid(one, name, 0, NOTHING) for name in ("first", "dated", "other")] == [50, 100, 300]


def test_who_may_hold_more_pays_by_that_and_not_as_who_does_not() -> None:
    """Both hold nothing for certain, and one of them may have had the course before."""
    people: list[tuple[Answer, int]] = [(0, 50), ((0, 1), 900), (0, 50)]
    for b, pounds in people:
        assert paid(planner_of(a=0, b=b, c=0), "first", 0, NOTHING) == pounds
