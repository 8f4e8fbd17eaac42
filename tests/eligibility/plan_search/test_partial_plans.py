"""Which of two plans under way is dropped: only one than which the other is no worse at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careers_site.eligibility.plan_search.compiled_rules import CompiledRules
from careers_site.eligibility.plan_search.offers import Offer
from careers_site.eligibility.plan_search.partial_plans import Best, Cost, Label, Run, SeenLabels
from careers_site.eligibility.rules import Option
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import START, rules, scale, step

STEPS = [step("x", {"a": 1}), step("y", {"a": 1})]
MADE = CompiledRules(rules(Scales((scale("a"),)), steps=STEPS), "england")
ONE, OTHER = (
    Offer(number, Option(made), MADE.steps[made.id], None, START)
    for number, made in enumerate(STEPS)
)
FREE = Run(0, None)
# A plan under way in month 10 that holds the first bit and will hold the second.
LABEL = Label(10, 0b01, 0b11, Run(15, ONE), FREE, Cost(1, 0, 500, 1), 15)


def is_beaten(one: Label, other: Label, best: Best = Best.CHEAPEST, price_mask: int = 0) -> bool:
    seen = SeenLabels(best, price_mask)
    assert not seen.is_beaten(one)
    return seen.is_beaten(other)


@pytest.mark.parametrize(
    "worse",
    [
        LABEL,
        replace(LABEL, month=11),
        replace(LABEL, ends=16),
        replace(LABEL, main=Run(16, ONE)),
        replace(LABEL, alongside=Run(12, None)),
        replace(LABEL, held=0),
        replace(LABEL, cost=Cost(1, 0, 501, 1)),
        replace(LABEL, cost=Cost(2, 0, 500, 1)),
    ],
)
def test_what_is_no_better_in_anything_is_dropped(worse: Label) -> None:
    assert is_beaten(LABEL, worse)
    # What is free now is as good as what was free before.
    assert is_beaten(replace(LABEL, alongside=Run(9, None)), LABEL)


@pytest.mark.parametrize(
    "better",
    [
        replace(LABEL, month=9),
        replace(LABEL, ends=14),
        replace(LABEL, main=Run(14, ONE)),
        replace(LABEL, held=0b11),
        replace(LABEL, full=0b111),
        replace(LABEL, main=Run(15, OTHER)),
        replace(LABEL, alongside=Run(0, OTHER)),
        replace(LABEL, cost=Cost(1, 0, 499, 1)),
        replace(LABEL, cost=Cost(0, 0, 500, 1)),
        replace(LABEL, cost=Cost(0, 0, 501, 1)),
    ],
)
def test_what_is_better_in_one_thing_is_kept(better: Label) -> None:
    assert not is_beaten(LABEL, better)


def test_what_is_busy_for_longer_beats_nothing() -> None:
    assert not is_beaten(replace(LABEL, alongside=Run(12, None)), LABEL)


def test_for_the_fastest_fewer_steps_count_before_pounds_and_for_the_cheapest_both() -> None:
    dear = replace(LABEL, cost=Cost(1, 0, 900, 1))
    cheap = replace(LABEL, cost=Cost(2, 0, 100, 1))
    assert is_beaten(dear, cheap, Best.FASTEST)
    assert not is_beaten(dear, cheap, Best.CHEAPEST)


def test_who_holds_more_may_pay_more() -> None:
    less = replace(LABEL, held=0)
    assert is_beaten(LABEL, less, price_mask=0b10)
    assert not is_beaten(LABEL, less, price_mask=0b01)
