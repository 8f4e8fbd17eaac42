"""`/api/v1/routes`: how somebody who answers like this stands on each route, and plans."""

from __future__ import annotations

from typing import Any

from careers_site.answers import Answers, read
from careers_site.api import route_shapes as shapes
from careers_site.api.shape import Asked
from careers_site.content.parsing import Library
from careers_site.eligibility.findings import Assessment, RouteAssessment
from careers_site.eligibility.month import Month
from careers_site.eligibility.plan import Plan, PlannedStep
from careers_site.eligibility.posts import CriterionFinding, PostMatch
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.rules import Gain, Rules
from careers_site.quiz.nearby import offer
from careers_site.quiz.outcome import assessed


def routes_answer(asked: Asked) -> shapes.RoutesAnswer:
    """The answer for somebody who answers like this, routes in the order of the content."""
    rules = asked.library.rules
    answers = read(asked.query, rules)
    found = assessed(answers, rules)
    given = dict(answers.items())
    given.pop("suppose", None)
    return shapes.RoutesAnswer(
        answers=given,
        suppose=answers.suppose,
        ready=found.ready,
        from_=found.situation.start.id,
        nation=found.situation.planning_nation,
        nation_from=found.situation.nation_from,
        best=_best(found, answers, asked.library),
        ask=next((ask for ask in found.asks if ask in rules.scales), None),
        asks=found.asks,
        price_asks=found.price_asks,
        notes=(*answers.notes, *found.notes),
        contradictions=_contradictions(found, rules),
        url=f"{asked.site_url}/routes{answers.query()}",
        posts=tuple(map(_post, found.posts)),
        routes=tuple(_route(one, rules) for one in found.routes),
    )


def _best(found: Assessment, answers: Answers, library: Library) -> shapes.Best | None:
    best = found.best
    if best is None:
        return None
    near = offer(best, answers, library.services)
    return shapes.Best(
        route=best.route.id,
        step=best.step.id if best.step else None,
        sentence=best.sentence,
        starts=_month(best.starts),
        apply_by=_month(best.apply_by),
        meanwhile=best.meanwhile.step.id if best.meanwhile else None,
        course=near.course.course.id if near.course else None,
        service=near.services[0].service.id if near.services else None,
    )


_finding = shapes.Finding.model_validate


def _month(month: Month | None) -> str | None:
    return month.id if month else None


def _route(found: RouteAssessment, rules: Rules) -> shapes.WayIn | shapes.Goal:
    route, finding = found.route, found.finding
    common: dict[str, Any] = {
        "id": route.id,
        "title": route.title,
        "verdict": finding.verdict,
        "summary": found.result.words,
        "next_start": _month(found.result.when),
        "needed": found.needed,
        "ask": next(iter(found.asks), None) if finding.verdict == Verdict.UNKNOWN else None,
        "plans": shapes.Plans(
            fastest=_plan(found.fastest, rules),
            cheapest=_plan(found.cheapest, rules),
            quicker_if=_plan(found.quicker_if, rules),
        ),
        "sources": route.sources,
        "checked": route.checked,
    }
    if finding.minimum and finding.typical:
        requires, often_asked = map(_finding, (finding.minimum, finding.typical))
        return shapes.Goal(requires=requires, often_asked=often_asked, **common)
    options = tuple(map(shapes.Option.model_validate, finding.options))
    return shapes.WayIn(options=options, nowhere=finding.nowhere, **common)


def _plan(made: Plan | None, rules: Rules) -> shapes.Plan | None:
    if made is None:
        return None
    return shapes.Plan(
        starts=made.starts.id,
        ends=made.ends.id,
        months=made.months,
        pounds=made.price.known_high,
        pounds_from=made.price.low,
        loan=made.price.loan,
        pounds_unknown_for=made.price.unknown_for,
        steps=tuple(_step(planned, made, rules) for planned in made.steps),
    )


def _step(planned: PlannedStep, made: Plan, rules: Rules) -> shapes.Step:
    step, price = planned.step, planned.price
    return shapes.Step(
        id=step.id,
        title=step.title,
        track=planned.track,
        starts_after_months=made.starts.until(planned.starts),
        starts=planned.starts.id,
        ends=planned.ends.id,
        apply_by=planned.apply_by.id,
        months=step.months,
        months_note=step.months_note,
        pounds=price.high,
        pounds_from=price.low,
        loan=price.loan,
        price_reason=price.reason,
        estimate=planned.estimate or price.estimate,
        depends=planned.depends or None,
        gives={gain.scale: _gained(gain, rules) for gain in step.gives},
        skip_if_held=planned.skip_if_held,
        sources=tuple(dict.fromkeys((*step.sources, *price.sources))),
        checked=step.checked,
        confidence=step.confidence,
    )


def _gained(gain: Gain, rules: Rules) -> str:
    return f"+{gain.adds}" if gain.adds else rules.scales[gain.scale].level_ids[gain.level]


def _post(match: PostMatch) -> shapes.Post:
    return shapes.Post(
        id=match.post.id,
        title=match.post.title,
        essential=shapes.Points.model_validate(match),
        criteria=tuple(map(_criterion, match.criteria)),
        sources=match.post.sources,
        checked=match.post.checked,
    )


def _criterion(found: CriterionFinding) -> shapes.Criterion:
    criterion = found.criterion
    return shapes.Criterion(
        id=criterion.id,
        words=criterion.words,
        importance=criterion.importance,
        finding=_finding(found.finding) if found.finding else None,
        fill=criterion.fill,
        step=criterion.step or None,
    )


def _contradictions(found: Assessment, rules: Rules) -> tuple[shapes.Contradiction, ...]:
    return tuple(
        shapes.Contradiction(
            scale=one.scale,
            said=rules.scales[one.scale].level_ids[one.said],
            at_least=rules.scales[one.scale].level_ids[one.at_least],
            because=one.because,
        )
        for one in found.known.contradictions
    )
