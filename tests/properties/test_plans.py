"""Laws of planning: each plan can be lived month by month, and no search finds a better one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from careers_site.content.parsing import Library
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Person, Situation, know, raised
from careers_site.eligibility.plan import Plan, PlannedStep
from careers_site.eligibility.planner import Planner, Plans
from careers_site.eligibility.rules import Rules
from tests.conftest import examples_of
from tests.properties import brute
from tests.properties.strategies import people, situations, small_rules

DATA = given(data=st.data())
# So many months brute force looks ahead; a plan that ends later is not compared.
MOST = 26
NOW = Month(2026, 11)


class Case:
    """A person in a situation, a route, and the plans that the site makes."""

    def __init__(self, which: str, shipped: Library, data: st.DataObject) -> None:
        self.rules: Rules = shipped.rules if which == "shipped" else data.draw(small_rules())
        start = NOW if which == "shipped" else Month(2027, 1)
        self.situation: Situation = data.draw(situations(start))
        self.person: Person = data.draw(people(self.rules))
        self.known = know(self.person, self.rules.scales)
        self.route = data.draw(st.sampled_from(self.rules.routes))
        self.planner = Planner(self.known, self.situation, self.rules)
        self.plans: Plans = self.planner.plans(self.route)
        self.world = brute.World(self.known, self.route, self.rules, self.situation)
        event(f"fastest: {_length(self.plans.fastest)}")

    @property
    def made(self) -> list[Plan]:
        return [plan for plan in self.plans if plan is not None]

    def held(self, steps: Sequence[PlannedStep], month: Month | None) -> dict[str, int]:
        """What is held in a month: at the start, and from every step that ended by then."""
        low = {name: self.known.low[name] for name in self.rules.scales}
        held = raised(low, self.rules.scales)
        for one in sorted(steps, key=lambda one: one.ends):
            if month is None or one.ends <= month:
                held = brute.gained(one.step, held, self.rules)
        return held

    def failing(self, steps: Sequence[PlannedStep]) -> str:
        """Why these steps, in these months, do not lead to the goal; empty if they do."""
        nation = self.situation.planning_nation
        for one in steps:
            asked = self.rules.required(one.step, nation, one.starts)
            if not asked.is_met(self.held(steps, one.starts)):
                return f"{one.step.id} starts before its requirements are met"
        return "" if self.world.goal(self.held(steps, None)) else "the goal is not reached"


Law = Callable[[Case], None]


def _length(plan: Plan | None) -> str:
    return "none" if plan is None else f"{len(plan.steps)} steps"


def works_step_by_step(case: Case) -> None:
    for plan in case.made:
        assert case.failing(plan.steps) == ""


def begins_each_step_in_one_of_its_months_for_the_persons_age_and_nation(case: Case) -> None:
    options = [*case.route.options, *case.route.with_options]
    if case.route.is_goal:
        options += brute.World.options(case.world)
    for plan in case.made:
        for one in plan.steps:
            assert one.starts >= case.situation.start
            assert one.step.begins_in(one.starts)
            assert one.ends == one.starts.plus(one.step.months)
            if not one.depends:
                assert any(
                    option.step is one.step and case.world.is_offered(option, one.starts)
                    for option in options
                )


def runs_one_step_at_a_time_on_each_track(case: Case) -> None:
    for plan in case.made:
        for track in ("main", "alongside"):
            own = sorted((s for s in plan.steps if s.track == track), key=lambda s: s.starts)
            assert all(a.ends <= b.starts for a, b in pairwise(own))
        assert all(s.track == "main" or s.step.track == "alongside" for s in plan.steps)


def has_no_step_that_could_be_left_out(case: Case) -> None:
    for plan in case.made:
        for number in range(len(plan.steps)):
            assert case.failing([*plan.steps[:number], *plan.steps[number + 1 :]])


def hangs_on_more_than_applying_only_where_that_is_quicker(case: Case) -> None:
    plans = case.plans
    assert not any(plan.depends for plan in plans[:2] if plan)
    if plans.quicker_if:
        assert plans.quicker_if.depends
        assert plans.fastest is None or plans.quicker_if.ends < plans.fastest.ends
    if plans.cheapest:
        assert plans.fastest is not None
        assert plans.cheapest.price.high is not None
        assert plans.fastest.price.high is not None
        assert plans.cheapest.price.high < plans.fastest.price.high
        assert plans.fastest.ends.until(plans.cheapest.ends) <= 12


def is_beaten_by_no_other_way_to_live_the_months(case: Case) -> None:
    best = brute.search(case.world, MOST)
    fastest, cheapest = case.plans.fastest, case.plans.cheapest or case.plans.fastest
    if best.months is None:
        assert fastest is None or fastest.months > MOST
        return
    assert fastest is not None
    assert fastest.months == best.months
    assert cheapest is not None
    is_known = fastest.price.high is not None
    if is_known and cheapest.months <= MOST and best.pounds is not None:
        assert cheapest.price.high == best.pounds
        assert cheapest.months == best.months_of_cheapest


LAWS = (
    works_step_by_step,
    begins_each_step_in_one_of_its_months_for_the_persons_age_and_nation,
    runs_one_step_at_a_time_on_each_track,
    has_no_step_that_could_be_left_out,
    hangs_on_more_than_applying_only_where_that_is_quicker,
)


@pytest.mark.parametrize(
    ("which", "laws"),
    [("shipped", LAWS), ("small", (*LAWS, is_beaten_by_no_other_way_to_live_the_months))],
)
def test_each_plan_keeps_every_law(which: str, laws: tuple[Law, ...], shipped: Library) -> None:
    """To make up rules takes longest, so that each law looks at the same; at empty plans only it
    would say nothing."""
    seen: Counter[str] = Counter()

    @examples_of(100)
    @DATA
    def look(data: st.DataObject) -> None:
        case = Case(which, shipped, data)
        seen[_length(case.plans.fastest)] += 1
        for law in laws:
            law(case)

    look()
    assert seen["none"] + seen["0 steps"] < 0.75 * seen.total()
    assert sum(number for name, number in seen.items() if name[0] in "23456789") > 5


@DATA
def test_who_holds_more_is_never_later(shipped: Library, data: st.DataObject) -> None:
    """Over all routes, and on each route that is still needed."""
    case = Case("shipped", shipped, data)
    rules = case.rules
    name = data.draw(st.sampled_from([s for s in rules.scales if s != "age"]))
    low = case.known.low[name]
    more = case.person.with_level(name, data.draw(st.integers(low, rules.scales[name].top)))
    then = Planner(know(more, rules.scales), case.situation, rules)
    for route in {case.route, rules.goal_route}:
        before = case.planner.plans(route).fastest
        if before and then.is_needed(route):
            after = then.plans(route).fastest
            assert after is not None
            assert after.ends <= before.ends


@DATA
def test_who_begins_later_never_ends_sooner(shipped: Library, data: st.DataObject) -> None:
    """Whatever can be begun in a month can be waited for; of people whose age stays."""
    case = Case("shipped", shipped, data)
    known = know(case.person.with_level("age", 3), case.rules.scales)
    now = Planner(known, case.situation, case.rules).plans(case.route).fastest
    later = Situation(case.situation.start.plus(1), nation=case.situation.nation)
    then = Planner(known, later, case.rules).plans(case.route).fastest
    assert then is None or (now is not None and now.ends <= then.ends)
