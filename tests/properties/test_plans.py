"""Laws of planning: each plan works step by step, and no search finds a faster one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers_site.content.parsing import Library
from careers_site.eligibility.person import Known, know, raised
from careers_site.eligibility.plan import Plan, PlannedStep, cheapest, fastest
from careers_site.eligibility.rules import Route, Rules, age_of
from tests.properties.brute import fewest_months, gained, helps
from tests.properties.strategies import people, small_rules

WHICH = pytest.mark.parametrize("which", ["shipped", "small"])
PLANNERS = pytest.mark.parametrize("planner", [fastest, cheapest])
DATA = given(data=st.data())
NATIONS = st.sampled_from([None, "england", "scotland", "wales", "northern-ireland"])


class Case:
    """A person, a route, and the plan that the site makes."""

    def __init__(
        self, which: str, shipped: Library, data: st.DataObject, planner: object = fastest
    ) -> None:
        self.rules: Rules = shipped.rules if which == "shipped" else data.draw(small_rules())
        person = data.draw(people(self.rules))
        self.route: Route = data.draw(st.sampled_from(self.rules.routes))
        self.known: Known = know(person, self.rules.scales)
        age, nation = age_of(person, self.rules), data.draw(NATIONS)
        self.plan: Plan | None = planner(self.known, self.route, self.rules, age, nation)  # type: ignore[operator]
        self.offered = [s for s in self.rules.steps.values() if s.is_offered(age, nation)]
        self.start = {name: self.known.low[name] for name in self.rules.scales}


def failing(case: Case, steps: Sequence[PlannedStep]) -> str:
    """Why these steps, at these times, do not lead to the goal; empty if they do."""
    for one in steps:
        if not one.step.requires.is_met(_held(case, steps, one.starts_after_months)):
            return f"{one.step.id} starts before its requirements are met"
    return _not_reached(case, _held(case, steps, 10_000), {one.step for one in steps})


def _held(case: Case, steps: Sequence[PlannedStep], month: int) -> dict[str, int]:
    """What is held at a month: at the start, and from every step that ended by then."""
    held = raised(dict(case.start), case.rules.scales)
    ends = sorted(steps, key=lambda one: one.starts_after_months + one.step.months)
    for one in ends:
        if one.starts_after_months + one.step.months <= month:
            held = gained(one.step, held, case.rules)
    return held


def _not_reached(case: Case, held: dict[str, int], taken: set[object]) -> str:
    goal, route = case.rules.goal, case.route
    ready = goal.often_asked.is_met(held)
    if not goal.requires.is_met(held) or (route.leads_to_ready and not ready):
        return "the goal is not reached"
    useful = {s for s in route.options if s in case.offered and helps(s, case.start, case.rules)}
    return "no option of the route is taken" if useful and not useful & taken else ""


@PLANNERS
@WHICH
@DATA
def test_each_plan_works_step_by_step(
    planner: object, which: str, shipped: Library, data: st.DataObject
) -> None:
    case = Case(which, shipped, data, planner)
    if case.plan and case.plan.steps:
        assert failing(case, case.plan.steps) == ""


@WHICH
@DATA
def test_a_plan_with_no_steps_is_for_who_is_ready(
    which: str, shipped: Library, data: st.DataObject
) -> None:
    case = Case(which, shipped, data)
    goal = case.rules.goal
    ready = goal.requires.is_met(case.start) and goal.often_asked.is_met(case.start)
    if ready:
        assert case.plan == Plan((), 0)
    elif case.plan is not None and not case.plan.steps:
        assert failing(case, ()) == ""
        assert not case.route.leads_to_ready


@PLANNERS
@WHICH
@DATA
def test_one_step_runs_at_a_time_on_each_track(
    planner: object, which: str, shipped: Library, data: st.DataObject
) -> None:
    case = Case(which, shipped, data, planner)
    for track in ("main", "alongside"):
        free = 0
        for one in case.plan.steps if case.plan else ():
            if one.step.track == track:
                assert one.starts_after_months >= free
                free = one.starts_after_months + one.step.months


@PLANNERS
@WHICH
@DATA
def test_the_months_of_a_plan_are_the_end_of_its_last_step(
    planner: object, which: str, shipped: Library, data: st.DataObject
) -> None:
    case = Case(which, shipped, data, planner)
    if case.plan:
        ends = [one.starts_after_months + one.step.months for one in case.plan.steps]
        assert case.plan.months == max(ends, default=0)


@WHICH
@DATA
def test_a_plan_takes_only_steps_that_are_offered_on_its_route(
    which: str, shipped: Library, data: st.DataObject
) -> None:
    case = Case(which, shipped, data)
    route = case.route
    on_route = case.offered if route.is_goal else [*route.options, *route.with_steps]
    assert all(
        one.step in on_route and one.step in case.offered
        for one in (case.plan.steps if case.plan else ())
    )


@PLANNERS
@WHICH
@DATA
def test_no_step_of_a_plan_could_be_left_out(
    planner: object, which: str, shipped: Library, data: st.DataObject
) -> None:
    case = Case(which, shipped, data, planner)
    steps = case.plan.steps if case.plan else ()
    for number in range(len(steps)):
        assert failing(case, [*steps[:number], *steps[number + 1 :]])


@settings(max_examples=150)
@given(data=st.data())
def test_no_search_finds_a_plan_with_fewer_months(shipped: Library, data: st.DataObject) -> None:
    case = Case("small", shipped, data)
    most = case.plan.months if case.plan else 16
    best = fewest_months(case.known, case.route, case.rules, most)
    assert best == (case.plan.months if case.plan else None)


@DATA
def test_who_holds_more_needs_no_more_months(shipped: Library, data: st.DataObject) -> None:
    """For the shipped goal: what is gained never makes the way longer."""
    rules = shipped.rules
    person, goal = data.draw(people(rules)), rules.route("apply-directly")
    name = data.draw(st.sampled_from([s for s in rules.scales if s != "age"]))
    now = know(person, rules.scales)
    more = person.with_level(name, data.draw(st.integers(now.low[name], rules.scales[name].top)))
    age = age_of(person, rules)
    before = fastest(now, goal, rules, age, None)
    after = fastest(know(more, rules.scales), goal, rules, age, None)
    assert before is None or (after is not None and after.months <= before.months)
