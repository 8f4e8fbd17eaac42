"""`/api/v1/routes`: how somebody who answers like this stands on each route, and plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careers_site.answers import Answers
from careers_site.api.route_shapes import (
    Contradiction,
    Finding,
    Goal,
    Option,
    Plan,
    Plans,
    RoutesAnswer,
    Step,
    WayIn,
)
from careers_site.eligibility import calendar, plan, requirements, wording
from careers_site.eligibility.person import Known, know
from careers_site.eligibility.questions import deciding
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.rules import Gain, OptionFinding, RouteFinding, Rules, age_of, judge


def routes_answer(answers: Answers, rules: Rules, site_url: str) -> RoutesAnswer:
    """The answer for somebody who answers like this, routes in the order of the content."""
    person = answers.person(rules)
    known = know(person, rules.scales)
    found = judge(person, rules, answers.situation)
    asks = deciding(person, rules, found)
    age = age_of(person, rules)
    given = dict(answers.items())
    given.pop("suppose", None)
    return RoutesAnswer(
        answers=given,
        suppose=answers.suppose,
        ask=asks.overall,
        contradictions=_contradictions(known, rules),
        url=f"{site_url}/routes{answers.query()}",
        routes=tuple(
            _route(one, _plans(known, one, rules, age, answers), asks.by_route) for one in found
        ),
    )


def _route(found: RouteFinding, plans: Plans, asks: Mapping[str, str]) -> WayIn | Goal:
    route = found.route
    common: dict[str, Any] = {
        "id": route.id,
        "title": route.title,
        "verdict": found.verdict.word,
        "summary": wording.result(found).value,
        "ask": asks.get(route.id) if found.verdict == Verdict.UNKNOWN else None,
        "plans": plans,
        "sources": route.sources,
        "checked": route.checked,
    }
    if found.requires and found.often_asked:
        requires, often_asked = _finding(found.requires), _finding(found.often_asked)
        return Goal(requires=requires, often_asked=often_asked, **common)
    return WayIn(options=tuple(map(_option, found.options)), **common)


def _option(found: OptionFinding) -> Option:
    step = found.step
    return Option(
        step=step.id,
        title=step.title,
        verdict=found.finding.verdict.word,
        offered=found.offered,
        finding=_finding(found.finding),
        sources=step.sources,
        checked=step.checked,
    )


def _finding(found: requirements.Finding) -> Finding:
    return Finding(
        requirement=str(found.requirement),
        verdict=found.verdict.word,
        joined=found.joined,
        scale=found.scale,
        met_by=found.met_by,
        held=found.held,
        source=found.source,
        parts=tuple(map(_finding, found.parts)),
    )


def _plans(
    known: Known, found: RouteFinding, rules: Rules, age: str | None, answers: Answers
) -> Plans:
    asked = (known, found.route, rules, age, answers.nation or None)
    return Plans(
        fastest=_plan(plan.fastest(*asked), rules, answers.month),
        cheapest=_plan(plan.cheapest(*asked), rules, answers.month),
    )


def _plan(made: plan.Plan | None, rules: Rules, start: calendar.Month | None) -> Plan | None:
    if made is None:
        return None
    return Plan(
        months=made.months,
        pounds=made.pounds,
        pounds_unknown_for=made.pounds_unknown_for,
        steps=tuple(
            _step(planned, rules, dated) for planned, dated in calendar.dated_steps(made, start)
        ),
    )


def _step(planned: plan.PlannedStep, rules: Rules, dated: calendar.Dates | None) -> Step:
    step = planned.step
    return Step(
        id=step.id,
        title=step.title,
        track=step.track,
        starts_after_months=planned.starts_after_months,
        months=step.months,
        months_note=step.months_note,
        pounds=step.pounds,
        pounds_note=step.pounds_note,
        gives={gain.scale: _gained(gain, rules) for gain in step.gives},
        skip_if_held=planned.skip_if_held,
        starts=dated.starts.id if dated else None,
        ends=dated.ends.id if dated else None,
        sources=step.sources,
        checked=step.checked,
        confidence=step.confidence,
    )


def _gained(gain: Gain, rules: Rules) -> str:
    return f"+{gain.adds}" if gain.adds else rules.scales[gain.scale].level_ids[gain.level]


def _contradictions(known: Known, rules: Rules) -> tuple[Contradiction, ...]:
    return tuple(
        Contradiction(
            scale=one.scale,
            said=rules.scales[one.scale].level_ids[one.said],
            at_least=rules.scales[one.scale].level_ids[one.at_least],
            because=one.because,
        )
        for one in known.contradictions
    )
