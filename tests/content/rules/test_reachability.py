"""Rules by which nobody could take a route, or that keep readers waiting, are refused at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careers_site.content.parsing import Library
from careers_site.content.rules.common import PRICES, ROUTES, SCALES, STEPS
from careers_site.content.rules.examples import reachability
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Person, Situation, know
from careers_site.eligibility.planner import NO_PLANS, Planner
from tests.content.conftest import changed, problems_of

PRICE = """
[[price]]
id = "short-course-{n}"
steps = ["short-course-{n}"]
pounds = 0
by = "free"
reason = "A made-up price."
sources = ["ncs-profile"]
checked = 2026-11-21
"""
STEP = """
[[step]]
id = "short-course-{n}"
title = "Short course {n}"
requires = {{}}
gives = {{ extra_{n} = "yes" }}
months = {months}
months_note = "A made-up length."
track = "{track}"
courses = false
sources = ["ncs-profile"]
checked = 2026-11-21
"""
SCALE = """
[[scale]]
id = "extra_{n}"
label = "Extra {n}"
question = "Do you have extra {n}?"
hint = ""
asks = "Extra {n}"
has = "You have extra {n}"
has_none = "You do not have extra {n}"
rare = true
levels = [{{ id = "no", label = "No" }}, {{ id = "yes", label = "Yes" }}]
"""


def test_no_shipped_route_is_lost_or_takes_long(shipped: Library) -> None:
    assert reachability.unreachable(shipped.rules) == []


def test_a_level_that_no_step_gives_closes_every_route_and_each_is_named() -> None:
    asked = (ROUTES, "minimum = { ", 'minimum = { driving = "licence", ')
    said = [line for line in problems_of(changed(asked)) if "nobody could take it" in line]
    assert len(said) == 5
    assert said[0].startswith(f'{ROUTES}: route "')
    assert all("It asks for “A driving licence”, which no step" in line for line in said)


def test_rules_whose_plans_take_too_long_are_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("careers_site.eligibility.plan_search.best_plan.MOST_LABELS", 100)
    numbers = range(8)
    steps = "".join(
        STEP.format(n=n, months=n + 1, track="main" if n % 2 else "alongside") for n in numbers
    )
    wanted = "".join(f', extra_{n} = "yes"' for n in numbers)
    texts = changed(
        (SCALES, "", "".join(SCALE.format(n=n) for n in numbers)),
        (STEPS, "", steps),
        (PRICES, "", "".join(PRICE.format(n=n) for n in numbers)),
        (ROUTES, 'send_knowledge = "some" }', f'send_knowledge = "some"{wanted} }}'),
    )
    assert [line for line in problems_of(texts) if "so many of its steps help at once" in line]


def test_a_search_that_was_given_up_has_no_plan_and_says_so(shipped: Library) -> None:
    rules = replace(shipped.rules)
    route = rules.route("college")
    planner = Planner(
        know(Person({}), rules.scales), Situation(Month(2026, 11), nation="england"), rules
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("careers_site.eligibility.plan_search.best_plan.MOST_LABELS", 0)
        assert planner.plans(route) == NO_PLANS
        assert planner.gave_up(route)
