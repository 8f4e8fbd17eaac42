"""The result for somebody's answers: every route with its reasons, its gaps and its plans."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.answers import Answers
from careers_site.eligibility import wording
from careers_site.eligibility.person import Known, know
from careers_site.eligibility.plan import cheapest, fastest, is_ready
from careers_site.eligibility.questions import Deciding, deciding
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import (
    OptionFinding,
    Route,
    RouteFinding,
    Rules,
    Step,
    age_of,
    judge,
)
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
    person = answers.person(rules)
    known = know(person, rules.scales)
    found = judge(person, rules, answers.situation)
    # Who looks ready needs no more questions.
    ready = is_ready(rules, known)
    asks = Deciding(None, {}) if ready else deciding(person, rules, found)
    routes = [
        _route(finding, known, answers, rules, links, asks.by_route.get(finding.route.id))
        for finding in found
    ]
    return Outcome(
        routes=tuple(sorted(routes, key=lambda route: route.result.rank)),
        deciding=rules.scales[asks.overall] if asks.overall else None,
        contradictions=contradictions(known, rules),
    )


def _route(
    finding: RouteFinding,
    known: Known,
    answers: Answers,
    rules: Rules,
    links: Links,
    ask: str | None,
) -> ShownRoute:
    route = finding.route
    offer = (known, route, rules, age_of(answers.person(rules), rules), answers.nation or None)
    quick, cheap = fastest(*offer), cheapest(*offer)
    question = links.question
    return ShownRoute(
        finding=finding,
        result=wording.result(finding),
        options=tuple((o, presentation.finding(o.finding, question)) for o in finding.options),
        requires=presentation.finding(finding.requires, question) if finding.requires else None,
        often_asked=presentation.finding(finding.often_asked, question)
        if finding.often_asked
        else None,
        open_now=tuple(
            o.step for o in finding.options if o.offered and o.finding.verdict == Verdict.MET
        ),
        gaps=gaps(finding, question),
        ask=rules.scales[ask] if ask and finding.verdict == Verdict.UNKNOWN else None,
        plan=presentation.plan(quick, rules, links.courses, answers.month) if quick else None,
        cheapest=presentation.plan(cheap, rules, links.courses, answers.month) if cheap else None,
        end=_end(route, ready=is_ready(rules, known)),
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
    return "Ready to apply" if route.leads_to_ready or ready else wording.Result.SOME.value


def contradictions(known: Known, rules: Rules) -> tuple[str, ...]:
    """What does not fit together, in words."""
    found = []
    for one in known.contradictions:
        scale = rules.scales[one.scale]
        because = wording.join([rules.scales[name].held(known.low[name]) for name in one.because])
        said, least = scale.held(one.said), scale.held(one.at_least)
        found.append(f"You said “{said}”, but you also said “{because}”. We used “{least}”.")
    return tuple(found)
