"""The result for somebody's answers: every route with its reasons, its gaps and its plans."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.answers import Answers
from careers_site.eligibility import wording
from careers_site.eligibility.assessment import (
    OptionFinding,
    RouteAssessment,
    RouteFinding,
    assess,
)
from careers_site.eligibility.person import Known
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import Route, Rules, Step
from careers_site.eligibility.scales import Scale
from careers_site.quiz import presentation
from careers_site.quiz.presentation import CoursesLink, Link, ShownFinding, ShownPlan


@dataclass(frozen=True)
class Gap:
    """Something asked for that is not met, or not known: `url` asks about it."""

    words: str
    verdict: Verdict
    url: str | None


@dataclass(frozen=True)
class ShownRoute:
    """A route as the result shows it.

    `ask` is the question that would decide most here; `cheapest` is a plan that costs less than
    the fastest, where that is known; `end` says where the plans lead.
    """

    finding: RouteFinding
    result: wording.Result
    options: tuple[tuple[OptionFinding, ShownFinding], ...]
    requires: ShownFinding | None
    often_asked: ShownFinding | None
    open_now: tuple[Step, ...]
    gaps: tuple[Gap, ...]
    ask: Scale | None
    plan: ShownPlan | None
    cheapest: ShownPlan | None
    quicker_if: ShownPlan | None
    end: str

    @property
    def route(self) -> Route:
        return self.finding.route


@dataclass(frozen=True)
class Outcome:
    """Everything that a result page shows, best route first."""

    routes: tuple[ShownRoute, ...]
    deciding: Scale | None
    contradictions: tuple[str, ...]


class Links:
    """Where a question and a step's courses are found, with the answers kept."""

    def __init__(self, question: Link, courses: CoursesLink) -> None:
        self.question = question
        self.courses = courses


def outcome(answers: Answers, rules: Rules, links: Links) -> Outcome:
    """The result for somebody who answers like this."""
    found = assess(answers.person(rules), answers.situation, rules)
    asks = [name for name in found.asks if name in rules.scales]
    return Outcome(
        routes=tuple(_route(one, rules, links, ready=found.ready) for one in found.by_rank),
        deciding=rules.scales[asks[0]] if asks else None,
        contradictions=contradictions(found.known, rules),
    )


def _route(one: RouteAssessment, rules: Rules, links: Links, *, ready: bool) -> ShownRoute:
    finding, question = one.finding, links.question
    fastest, cheapest, quicker = (
        presentation.plan(made, rules, links.courses) if made else None
        for made in (one.fastest, one.cheapest, one.quicker_if)
    )
    return ShownRoute(
        finding=finding,
        result=one.result,
        options=tuple((o, presentation.finding(o.finding, question)) for o in finding.options),
        requires=presentation.finding(finding.minimum, question) if finding.minimum else None,
        often_asked=presentation.finding(finding.typical, question) if finding.typical else None,
        open_now=tuple(option.step for option in one.open_now),
        gaps=gaps(finding, question),
        ask=rules.scales[one.asks[0]] if one.asks else None,
        plan=fastest,
        cheapest=cheapest,
        quicker_if=quicker,
        end=_end(one.route, ready=ready),
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


def _end(route: Route, *, ready: bool) -> str:
    """Where the route leads; somebody who is ready stays so, whatever the route."""
    return "Ready to apply" if route.leads_to_ready or ready else wording.Kind.SOME.value


def contradictions(known: Known, rules: Rules) -> tuple[str, ...]:
    """What does not fit together, in words."""
    found = []
    for one in known.contradictions:
        scale = rules.scales[one.scale]
        because = wording.join([rules.scales[name].held(known.low[name]) for name in one.because])
        said, least = scale.held(one.said), scale.held(one.at_least)
        found.append(f"You said “{said}”, but you also said “{because}”. We used “{least}”.")
    return tuple(found)
