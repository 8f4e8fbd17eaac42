"""From month to month an example person is told something else only for a dated reason.

What a person is told who starts in a month is compared with what they are told a month later, all
else being the same. A change is explained by one of these records, and by nothing else:

- An option opens, closes or is no longer offered: between its next start as seen from the one
  month and from the other, a period of the step, of the option, of a requirement or of an
  equivalence begins or ends, or the person's possible ages are other ones then.
- The words of a result change: one of its options changed so, or the goal's equivalences did.
- A plan ends later: each of its steps was moved to the first month from the new start on in which
  it has an intake, is offered to the age that the person has then, finds its requirements met and
  its track free. Nothing may end later than the plan so moved.
- A plan ends sooner: never, since whoever starts sooner can wait; but for a person whose age is
  counted from the start (Year 11, or under 19), or where the goal's equivalences change.
- A step in the same month costs something else: never, but for such a person.

So what cannot pass is a result that changes by itself: by a date in the code, by the clock, or by
a search that finds something else without a cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from careers_site.content.parsing import Library
from careers_site.content.rules.examples.examples import Example
from careers_site.eligibility.age import Ages
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.findings import Assessment, OptionFinding, RouteAssessment
from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.person import raised
from careers_site.eligibility.plan import Plan, PlannedStep
from careers_site.eligibility.planner import ages_of
from careers_site.eligibility.requirements import AllOf, AtLeast, Requirement
from careers_site.eligibility.rules import Rules
from tests.conftest import PROFILE, every
from tests.properties import brute

FIRST, LAST = Month(2026, 11), Month(2029, 12)
EVERY = [Month.at(at) for at in range(FIRST.index, LAST.index)]
# Longer than any wait for an intake.
MOST_WAITING = 24


def edges(rules: Rules) -> set[int]:
    """The months in which a record begins or has just ended."""
    periods = [step.period for step in rules.steps.values()]
    periods += [price.period for prices in rules.prices.values() for price in prices]
    periods += [o.period for route in rules.routes for o in (*route.options, *route.with_options)]
    return {*rules.edges, *(month.index for period in periods for month in period.edges)}


def sampled(rules: Rules) -> list[Month]:
    """The months from which a record is one or two months away; all of them in `make fuzz`."""
    if PROFILE == "fuzz":
        return EVERY
    near = {edge - before for edge in edges(rules) for before in (1, 2)}
    return [month for month in EVERY if month.index in near]


class Neighbours:
    """What somebody is told who starts in a month, and who starts in the next."""

    def __init__(self, example: Example, now: Assessment, then: Assessment, rules: Rules) -> None:
        self.example, self.rules, self.start = example, rules, now.situation.start
        self.now, self.then, start = now, then, self.start
        self.nation = example.situation.planning_nation
        self.ages_now, self.ages_then = self._ages(self.now), self._ages(self.then)
        # Of somebody of 24 or over the age never changes.
        self.is_counted = len(self.ages_now.on(start.index + 60)) != 1 or (
            self.ages_now.on(start.index) != self.ages_now.on(start.index + 60)
        )
        self.goal_changes = start.index + 1 in rules.edges

    def _ages(self, told: Assessment) -> Ages:
        ages = ages_of(told.known, told.situation, self.rules)
        assert ages is not None
        return ages

    def unexplained(self) -> Iterator[str]:
        for now, then in zip(self.now.routes, self.then.routes, strict=True):
            name = f"{self.example.title}, {self.start.id}, {now.route.id}"
            yield from (f"{name}: {what}" for what in self._of_route(now, then))

    def _of_route(self, now: RouteAssessment, then: RouteAssessment) -> Iterator[str]:
        changed = False
        for a, b in zip(now.finding.options, then.finding.options, strict=True):
            if (a.is_open, a.offered, a.finding.verdict) != (
                b.is_open,
                b.offered,
                b.finding.verdict,
            ):
                changed = True
                if not self._is_dated(a, b):
                    yield f"{a.step.id} changes"
        if now.result.kind != then.result.kind and not (changed or self.goal_changes):
            yield f"the result changes from {now.result.kind} to {then.result.kind}"
        yield from self._of_plans(now.fastest, then.fastest)

    def _is_dated(self, now: OptionFinding, then: OptionFinding) -> bool:
        """Whether a record lies between the next starts of an option, or an age."""
        first = (now.next_start or self.start).index
        last = (then.next_start or self.start.plus(1)).index
        own = [now.step.period, now.option.period, *(r.period for r in now.step.requirements)]
        dated = {month.index for period in own for month in period.edges} | {*self.rules.edges}
        if any(min(first, self.start.index) < edge <= max(first, last) for edge in dated):
            return True
        return self.ages_now.on(first) != self.ages_then.on(last)

    def _of_plans(self, now: Plan | None, then: Plan | None) -> Iterator[str]:
        if now is None or then is None:
            if then is not None and not (self.is_counted or self.goal_changes):
                yield "a plan comes from nowhere"
            if now is not None and self._moved(now) is not None:
                yield "a plan is gone"
            return
        moved = self._moved(now)
        if moved is not None and then.ends > moved:
            yield f"the plan ends in {then.ends.id} and could end in {moved.id}"
        if then.ends < now.ends and not (self.is_counted or self.goal_changes):
            yield f"the plan ends sooner, in {then.ends.id} and not in {now.ends.id}"
        same = [(s.step.id, s.starts) for s in now.steps] == [
            (s.step.id, s.starts) for s in then.steps
        ]
        if same and now.price != then.price and not self.is_counted:
            yield "the same steps cost something else"

    def _moved(self, plan: Plan) -> Month | None:
        """When the steps of a plan end if they begin no sooner than a month later; None where one
        of them can no longer be taken."""
        taken: list[PlannedStep] = []
        for one in plan.steps:
            starts = next((m for m in self._months(one) if self._can_begin(one, m, taken)), None)
            if starts is None:
                return None
            taken.append(replace(one, starts=starts, ends=starts.plus(one.step.months)))
        start = self.start.plus(1)
        met = self.rules.tiers(self.nation, start)
        if not self.goal_changes or all(tier.is_met(self._held(taken, None)) for tier in met):
            return max((one.ends for one in taken), default=start)
        return None

    def _months(self, one: PlannedStep) -> list[Month]:
        first = max(one.starts, self.start.plus(1))
        return [first.plus(more) for more in range(MOST_WAITING)]

    def _can_begin(self, one: PlannedStep, month: Month, taken: list[PlannedStep]) -> bool:
        step, ages = one.step, self.ages_then.on(month.index)
        if not step.begins_in(month) or (step.ages is not None and not step.ages & ages):
            return False
        if any(o.track == one.track and o.ends > month for o in taken):
            return False
        asked = self.rules.required(step, self.nation, month)
        return asked.is_met(self._held(taken, month))

    def _held(self, taken: list[PlannedStep], month: Month | None) -> dict[str, int]:
        low = {name: self.then.known.low[name] for name in self.rules.scales}
        held = raised(low, self.rules.scales)
        for one in sorted(taken, key=lambda one: one.ends):
            if month is None or one.ends <= month:
                held = brute.gained(one.step, held, self.rules)
        return held


def unexplained(example: Example, months: list[Month], rules: Rules) -> list[str]:
    told = {
        month: assess(
            example.person, replace(example.situation, start=month), rules, cheapest=False
        )
        for month in {*months, *(month.plus(1) for month in months)}
    }
    return [
        what
        for month in months
        for what in Neighbours(example, told[month], told[month.plus(1)], rules).unexplained()
    ]


def test_what_somebody_is_told_changes_only_by_a_dated_record(shipped: Library) -> None:
    months = sampled(shipped.rules)
    assert months
    found = [
        what
        for example in every(4, shipped.examples)
        for what in unexplained(example, months, shipped.rules)
    ]
    assert found == []


def test_a_change_without_a_date_is_found(
    shipped: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From March 2028 on the level 3 diploma asks for a degree, by the code and no record."""
    change = Month(2028, 3)
    asked_of = Rules.required

    def required(self: Rules, step: object, nation: str, month: Month) -> Requirement:
        asked = asked_of(self, step, nation, month)  # type: ignore[arg-type]
        if step is self.steps["level-3-diploma"] and month >= change:
            return AllOf((asked, AtLeast(self.scales["degree"], 2)))
        return asked

    example = next(e for e in shipped.examples if "school-leaver-five-gcses" in e.path)
    before = Month(2027, 9)
    assert unexplained(example, [before], shipped.rules) == []
    monkeypatch.setattr(Rules, "required", required)
    assert unexplained(example, [before], shipped.rules)


def test_periods_are_what_edges_are_made_of(shipped: Library) -> None:
    """Else the months that are looked at would be none."""
    assert Month(2027, 9).index in edges(shipped.rules)
    assert Period(None, Month(2027, 7)).edges == (Month(2027, 8),)
