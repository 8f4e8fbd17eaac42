"""`/api/v1/routes`: how somebody who answers like this stands on each route, and plans."""

from __future__ import annotations

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
from careers_site.eligibility import plan, requirements
from careers_site.eligibility.assessment import OptionFinding, RouteAssessment, assess
from careers_site.eligibility.person import Known
from careers_site.eligibility.rules import Gain, Rules


def routes_answer(answers: Answers, rules: Rules, site_url: str) -> RoutesAnswer:
    """The answer for somebody who answers like this, routes in the order of the content."""
    found = assess(answers.person(rules), answers.situation, rules)
    given = dict(answers.items())
    given.pop("suppose", None)
    return RoutesAnswer(
        answers=given,
        suppose=answers.suppose,
        ask=next((name for name in found.asks if name in rules.scales), None),
        contradictions=_contradictions(found.known, rules),
        url=f"{site_url}/routes{answers.query()}",
        routes=tuple(_route(one, rules) for one in found.routes),
    )


def _route(one: RouteAssessment, rules: Rules) -> WayIn | Goal:
    route, found = one.route, one.finding
    common: dict[str, Any] = {
        "id": route.id,
        "title": route.title,
        "verdict": found.verdict.word,
        "summary": one.result.words,
        "ask": one.asks[0] if one.asks else None,
        "plans": Plans(fastest=_plan(one.fastest, rules), cheapest=_plan(one.cheapest, rules)),
        "sources": route.sources,
        "checked": route.checked,
    }
    if found.minimum and found.typical:
        requires, often_asked = _finding(found.minimum), _finding(found.typical)
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


def _plan(made: plan.Plan | None, rules: Rules) -> Plan | None:
    if made is None:
        return None
    return Plan(
        months=made.months,
        pounds=made.price.known_high,
        pounds_unknown_for=made.price.unknown_for,
        steps=tuple(_step(planned, made, rules) for planned in made.steps),
    )


def _step(planned: plan.PlannedStep, made: plan.Plan, rules: Rules) -> Step:
    step = planned.step
    return Step(
        id=step.id,
        title=step.title,
        track=planned.track,
        starts_after_months=made.starts.until(planned.starts),
        months=step.months,
        months_note=step.months_note,
        pounds=planned.price.high,
        pounds_note=planned.price.reason,
        gives={gain.scale: _gained(gain, rules) for gain in step.gives},
        skip_if_held=planned.skip_if_held,
        starts=planned.starts.id,
        ends=planned.ends.id,
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
