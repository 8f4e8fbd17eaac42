"""The result for somebody's answers: every way in with its reasons, its gaps and its plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from careers_site.answers import Answers
from careers_site.eligibility import wording
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.findings import (
    Assessment,
    OptionFinding,
    RouteAssessment,
    RouteFinding,
)
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Known
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import Route, Rules
from careers_site.eligibility.scales import Scale
from careers_site.eligibility.sentences import all_of
from careers_site.eligibility.wording import Kind
from careers_site.quiz import presentation
from careers_site.quiz.presentation import CoursesLink, Link, ShownPlan

# The strip on top of a result: the kinds counted together, whether they start later, and the words
# for one and for more.
_SOME = "{} where some employers would consider you"
COUNTED = (
    ((Kind.READY, Kind.START), False, "{} open now", "{} open now"),
    ((Kind.START,), True, "{} open later", "{} open later"),
    ((Kind.SOME,), False, _SOME, _SOME),
    ((Kind.ASK,), False, "{} needs more answers", "{} need more answers"),
    ((Kind.NOT_YET,), False, "{} not yet", "{} not yet"),
    ((Kind.NOT_NEEDED,), False, "{} you do not need", "{} you do not need"),
)


@dataclass(frozen=True)
class Gap:
    """Something asked for that is not met, or not known: `url` asks about it."""

    words: str
    verdict: Verdict
    url: str | None


@dataclass(frozen=True)
class ShownRoute:
    """A way in as a page shows it.

    `question_url` leads to the question of a scale, and `ask` is the scale that would decide most
    here. `plan` hangs on nothing but applying, `cheapest` costs less, and `quicker` ends sooner if
    something works out. `end` says where the plans lead.
    """

    assessed: RouteAssessment
    question_url: Link
    gaps: tuple[Gap, ...]
    ask: Scale | None
    plan: ShownPlan | None
    cheapest: ShownPlan | None
    quicker: ShownPlan | None
    end: str

    @property
    def route(self) -> Route:
        return self.assessed.route

    @property
    def result(self) -> wording.Result:
        return self.assessed.result

    @property
    def needed(self) -> bool:
        return self.assessed.needed

    @property
    def options(self) -> tuple[OptionFinding, ...]:
        return self.assessed.finding.options

    @property
    def open_now(self) -> tuple[OptionFinding, ...]:
        return self.assessed.open_now

    @property
    def nowhere(self) -> str:
        return self.assessed.finding.nowhere

    @property
    def first_plan(self) -> ShownPlan | None:
        """The plan that stands for the way in a row: the dependable one where there is one."""
        return self.plan or self.quicker

    @property
    def months(self) -> int:
        """How long that plan takes, 0 where there is none."""
        return self.first_plan.plan.months if self.first_plan else 0

    @property
    def plans(self) -> tuple[ShownPlan, ...]:
        return tuple(p for p in (self.plan, self.cheapest, self.quicker) if p is not None)


@dataclass(frozen=True)
class Counted:
    """How many ways in have a kind of result: `drawn` names its shape."""

    drawn: str
    words: str


@dataclass(frozen=True)
class Outcome:
    """Everything that a result shows, best way in first and those not needed apart.

    `asks` are the questions that can still change something, as scales; that about the place is
    asked apart. `notes` are sentences about what was assumed.
    """

    assessment: Assessment
    routes: tuple[ShownRoute, ...]
    asks: tuple[Scale, ...]
    contradictions: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def needed(self) -> tuple[ShownRoute, ...]:
        return tuple(route for route in self.routes if route.needed)

    @property
    def not_needed(self) -> tuple[ShownRoute, ...]:
        return tuple(route for route in self.routes if not route.needed)

    @property
    def deciding(self) -> Scale | None:
        """The question that would tell most."""
        return self.asks[0] if self.asks else None

    @property
    def strip(self) -> tuple[Counted, ...]:
        """'2 open now', '1 open later', '3 need more answers'."""
        number = Counter((route.result.kind, route.result.later) for route in self.routes)
        counted = []
        for kinds, later, one, more in COUNTED:
            if count := sum(number[kind, later] for kind in kinds):
                counted.append(Counted(kinds[0].drawn, (one if count == 1 else more).format(count)))
        return tuple(counted)


class Links:
    """Where a question and a step's courses are found, with the answers kept."""

    def __init__(self, question: Link, courses: CoursesLink) -> None:
        self.question = question
        self.courses = courses


def assessed(answers: Answers, rules: Rules) -> Assessment:
    """How somebody stands who answers like this.

    Remembered for a few: the steps of a quiz ask about the same answers again.
    """
    return _assessed(answers, answers.situation.start, rules)


@lru_cache(maxsize=256)
def _assessed(answers: Answers, start: Month, rules: Rules) -> Assessment:
    """Answers without a month mean the current one, so that `start` is part of the key."""
    return assess(answers.person(rules), replace(answers.situation, start=start), rules)


def outcome(answers: Answers, rules: Rules, links: Links) -> Outcome:
    """The result for somebody who answers like this."""
    found = assessed(answers, rules)
    return Outcome(
        assessment=found,
        routes=tuple(_route(one, found, rules, links) for one in found.by_rank),
        asks=tuple(rules.scales[ask] for ask in found.asks if ask in rules.scales),
        contradictions=contradictions(found.known, rules),
        notes=(*answers.notes, *found.notes),
    )


def _route(one: RouteAssessment, found: Assessment, rules: Rules, links: Links) -> ShownRoute:
    def shown(made: Plan | None) -> ShownPlan | None:
        return presentation.plan(made, links.courses) if made else None

    ask = next((rules.scales[name] for name in one.asks if name in rules.scales), None)
    return ShownRoute(
        assessed=one,
        question_url=links.question,
        gaps=gaps(one.finding, links.question),
        ask=ask if one.finding.verdict == Verdict.UNKNOWN else None,
        plan=shown(one.fastest),
        cheapest=shown(one.cheapest),
        quicker=shown(one.quicker_if),
        end=_end(one.route, ready=found.ready),
    )


def gaps(finding: RouteFinding, link: Link) -> tuple[Gap, ...]:
    """What stands between the person and the option of the route that is nearest."""
    found = finding.findings()
    if not finding.route.is_goal:
        found = tuple(sorted(found, key=lambda f: (-f.verdict, len(_open(f)))))[:1]
    each = {str(part.requirement): part for f in found for part in _open(f)}
    return tuple(Gap(words, part.verdict, _ask(part, link)) for words, part in each.items())


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
    return "Ready to apply" if route.leads_to_ready or ready else Kind.SOME.value


def contradictions(known: Known, rules: Rules) -> tuple[str, ...]:
    """What does not fit together, in words."""
    found = []
    for one in known.contradictions:
        scale = rules.scales[one.scale]
        because = all_of([rules.scales[name].held(known.low[name]) for name in one.because])
        said, least = scale.held(one.said), scale.held(one.at_least)
        found.append(f"You said “{said}”, but you also said “{because}”. We used “{least}”.")
    return tuple(found)
