"""Findings and plans made ready for a page: sentences, and links to the question behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from careers_site.eligibility import wording
from careers_site.eligibility.person import Known, know
from careers_site.eligibility.plan import Plan, PlannedStep, fastest, is_ready
from careers_site.eligibility.questions import most_deciding
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.routes import (
    OptionFinding,
    Route,
    RouteFinding,
    Rules,
    age_of,
    judge,
)
from careers_site.eligibility.scales import Scale
from careers_site.quiz.answers import Answers

Link = Callable[[str], str]


@dataclass(frozen=True)
class ShownFinding:
    """A finding in words; `change_url` leads to the question that it rests on."""

    requirement: str
    verdict: Verdict
    joined: str
    met_by: str | None
    held: str | None
    change_url: str | None
    parts: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class ShownStep:
    id: str
    title: str
    track: str
    starts_after_months: int
    months: int
    months_note: str
    pounds: int | None
    pounds_note: str
    note: str
    gives_words: tuple[str, ...]
    skip_if_held: tuple[str, ...]
    courses_url: str | None
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class ShownPlan:
    months: int
    pounds: int
    pounds_unknown_for: tuple[str, ...]
    steps: tuple[ShownStep, ...]


@dataclass(frozen=True)
class Gap:
    """Something asked for that is not met, or not known: `url` asks about it."""

    words: str
    verdict: Verdict
    url: str | None


@dataclass(frozen=True)
class ShownRoute:
    """A route as the result shows it; `end` says where its plan leads."""

    finding: RouteFinding
    result: wording.Result
    options: tuple[tuple[OptionFinding, ShownFinding], ...]
    requires: ShownFinding | None
    often_asked: ShownFinding | None
    open_now: tuple[str, ...]
    gaps: tuple[Gap, ...]
    plan: ShownPlan | None
    end: str

    @property
    def route(self) -> Route:
        return self.finding.route


@dataclass(frozen=True)
class Outcome:
    """Everything that a result page shows."""

    routes: tuple[ShownRoute, ...]
    deciding: Scale | None
    contradictions: tuple[str, ...]


def outcome(answers: Answers, rules: Rules, question_link: Link, courses_link: Link) -> Outcome:
    """The result for somebody who answers like this, best route first."""
    person = answers.person(rules)
    known = know(person, rules.scales)
    routes = [
        _route(finding, known, answers, rules, question_link, courses_link)
        for finding in judge(person, rules, answers.situation)
    ]
    deciding = most_deciding(person, rules, answers.situation)
    return Outcome(
        routes=tuple(sorted(routes, key=lambda shown: shown.result.rank)),
        deciding=rules.scales[deciding] if deciding else None,
        contradictions=_contradictions(known, rules),
    )


def _route(
    finding: RouteFinding,
    known: Known,
    answers: Answers,
    rules: Rules,
    question_link: Link,
    courses_link: Link,
) -> ShownRoute:
    age = age_of(answers.person(rules), rules)
    plan = fastest(known, finding.route, rules, age, answers.nation or None)
    return ShownRoute(
        finding=finding,
        result=wording.result(finding),
        options=tuple((o, _shown(o.finding, question_link)) for o in finding.options),
        requires=_shown(finding.requires, question_link) if finding.requires else None,
        often_asked=_shown(finding.often_asked, question_link) if finding.often_asked else None,
        open_now=tuple(
            o.step.title for o in finding.options if o.offered and o.finding.verdict == Verdict.MET
        ),
        gaps=gaps(finding, question_link),
        plan=_plan(plan, rules, courses_link) if plan else None,
        end=_end(finding.route, is_ready(rules, known)),
    )


def gaps(finding: RouteFinding, link: Link) -> tuple[Gap, ...]:
    """What stands between the person and the option of the route that is nearest."""
    found = finding.findings()
    if not finding.route.is_goal:
        found = tuple(sorted(found, key=lambda f: (-f.verdict, len(_open(f)))))[:1]
    return tuple(
        Gap(str(part.requirement), part.verdict, _ask(part, link))
        for f in found
        for part in _open(f)
    )


def _open(finding: Finding) -> list[Finding]:
    """The parts, one by one, that are not met."""
    parts = finding.parts if finding.joined == "all" else (finding,)
    return [part for part in parts if part.verdict != Verdict.MET]


def _ask(finding: Finding, link: Link) -> str | None:
    """The first question behind a finding that is not known."""
    unknown = (leaf for leaf in finding.leaves() if leaf.verdict == Verdict.UNKNOWN)
    return next((link(leaf.scale) for leaf in unknown if leaf.scale), None)


def _end(route: Route, ready: bool) -> str:
    """Where the route leads; somebody who is ready stays so, whatever the route."""
    return "Ready to apply" if route.leads_to_ready or ready else wording.Result.SOME.value


def _shown(finding: Finding, link: Link) -> ShownFinding:
    """Stand-ins that are not known to be held are left out once something meets the leaf."""
    parts = finding.parts
    if finding.joined == "equivalent" and finding.verdict == Verdict.MET:
        parts = ()
    return ShownFinding(
        requirement=str(finding.requirement),
        verdict=finding.verdict,
        joined=finding.joined if parts and finding.joined != "equivalent" else "",
        met_by=finding.met_by,
        held=finding.held,
        change_url=link(finding.scale) if finding.scale else None,
        parts=tuple(_shown(part, link) for part in parts),
    )


def _plan(plan: Plan, rules: Rules, courses_link: Link) -> ShownPlan:
    steps = tuple(_step(planned, rules, courses_link) for planned in plan.steps)
    return ShownPlan(plan.months, plan.pounds, plan.pounds_unknown_for, steps)


def _step(planned: PlannedStep, rules: Rules, courses_link: Link) -> ShownStep:
    step = planned.step
    return ShownStep(
        id=step.id,
        title=step.title,
        track=step.track,
        starts_after_months=planned.starts_after_months,
        months=step.months,
        months_note=step.months_note,
        pounds=step.pounds,
        pounds_note=step.pounds_note,
        note=step.note,
        gives_words=tuple(wording.gain(gain, rules.scales) for gain in step.gives),
        skip_if_held=planned.skip_if_held,
        courses_url=courses_link(step.id) if step.courses else None,
        sources=step.sources,
        confidence=step.confidence,
    )


def _contradictions(known: Known, rules: Rules) -> tuple[str, ...]:
    """What does not fit together, in words."""
    found = []
    for one in known.contradictions:
        scale = rules.scales[one.scale]
        because = wording.join([rules.scales[name].held(known.low[name]) for name in one.because])
        said, least = scale.held(one.said), scale.held(one.at_least)
        found.append(f"You said “{said}”, but you also said “{because}”. We used “{least}”.")
    return tuple(found)
