"""What an assessment says: how a person stands on each option, route and post, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Contradiction, Known, Person, Situation
from careers_site.eligibility.plan import Plan, PlannedStep
from careers_site.eligibility.posts import PostMatch
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import Option, Route, Step
from careers_site.eligibility.wording import Kind, Result

SOON_MONTHS = 24


@dataclass(frozen=True)
class OptionFinding:
    """How a person stands on an option of a route.

    `next_start` is the first month in which it is offered to them and begins, by which `finding`
    is judged; None where it is not offered, and then `not_for` says why: "age" or "time".
    `repeats` is whether it would only repeat what the person holds.
    """

    option: Option
    finding: Finding
    next_start: Month | None
    not_for: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def step(self) -> Step:
        return self.option.step

    @property
    def offered(self) -> bool:
        return self.next_start is not None

    @property
    def is_open(self) -> bool:
        """Whether the person could take it at its next start, and would learn something new."""
        return self.offered and not self.repeats and self.finding.verdict == Verdict.MET


@dataclass(frozen=True)
class RouteFinding:
    """How a person stands on a route; the goal has `minimum` and `typical` instead of options.

    `nowhere` says what is known where the route has no option in the nation, "" elsewhere.
    """

    route: Route
    verdict: Verdict
    options: tuple[OptionFinding, ...] = ()
    minimum: Finding | None = None
    typical: Finding | None = None
    nowhere: str = ""

    @property
    def standing(self) -> Verdict:
        """The verdict on what would bring something new: to repeat what is held opens nothing."""
        new = (o.finding.verdict for o in self.options if o.offered and not o.repeats)
        return max(new, default=self.verdict)

    def findings(self) -> tuple[Finding, ...]:
        """Every finding that the verdict or the words for it rest on."""
        own = tuple(f for f in (self.minimum, self.typical) if f is not None)
        offered = [option for option in self.options if option.offered]
        new = [option for option in offered if not option.repeats]
        return own + tuple(option.finding for option in new or offered)


@dataclass(frozen=True)
class RouteAssessment:
    """A route for this person: the finding, whether it is needed, its result and its plans.

    `fastest` and `cheapest` hang on nothing but applying; `cheapest` is None where it is the same
    plan or cannot be known. `quicker_if` ends sooner, or is the only way, and hangs on more.
    `opening` is the step that the first of these plans waits for. `asks` are the questions that
    could still change this route, best first.
    """

    finding: RouteFinding
    needed: bool
    result: Result
    fastest: Plan | None
    cheapest: Plan | None
    quicker_if: Plan | None
    opening: PlannedStep | None
    asks: tuple[str, ...]

    @property
    def route(self) -> Route:
        return self.finding.route

    @property
    def open_now(self) -> tuple[OptionFinding, ...]:
        """What is open, without what begins years after the first of it."""
        found = [
            (one, one.next_start.index)
            for one in self.finding.options
            if one.is_open and one.next_start
        ]
        first = min((start for _, start in found), default=0)
        return tuple(one for one, start in found if start <= first + SOON_MONTHS)

    @property
    def meanwhile(self) -> PlannedStep | None:
        """What the same plan begins first of what comes before its opening step or beside it."""
        plan, opening = self.fastest or self.quicker_if, self.opening
        if plan is None or opening is None:
            return None
        beside = (s for s in plan.steps if s is not opening and s.starts < opening.ends)
        return min(beside, key=lambda planned: planned.starts, default=None)

    @property
    def plans(self) -> tuple[Plan, ...]:
        return tuple(p for p in (self.fastest, self.cheapest, self.quicker_if) if p is not None)


@dataclass(frozen=True)
class BestStep:
    """What to do first: apply now where `step` is None, else begin the step.

    `meanwhile` is what the same plan begins before it or beside it. `check_first` is what may be
    held already, and would make the step needless. `sentence` names no course and no service: who
    knows the catalogue adds them.
    """

    route: Route
    step: Step | None
    starts: Month | None
    apply_by: Month | None
    sentence: str
    meanwhile: PlannedStep | None = None
    check_first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """Everything that a good adviser would say to this person there and then.

    `asks` are the open questions that can still change a verdict or a plan, best first: "nation"
    and scales; () for who is ready. `price_asks` are the funding questions that can still change
    the price of a plan. `notes` are sentences about what was assumed.
    """

    person: Person
    known: Known
    situation: Situation
    ready: bool
    routes: tuple[RouteAssessment, ...]
    posts: tuple[PostMatch, ...]
    best: BestStep | None
    asks: tuple[str, ...]
    price_asks: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[str, ...]

    @property
    def is_considered(self) -> bool:
        """Whether some employers would consider them as they are, though adverts ask for more."""
        return any(one.route.is_goal and one.result.kind is Kind.SOME for one in self.routes)

    @property
    def fits(self) -> tuple[PostMatch, ...]:
        """Real posts of which every point that can be judged is met."""
        return tuple(match for match in self.posts if match.is_fit)

    @property
    def more_asked(self) -> tuple[PostMatch, ...]:
        """Real posts that ask for more than was told."""
        return tuple(one for one in self.posts if one.gaps and not one.post.general)

    @property
    def by_rank(self) -> tuple[RouteAssessment, ...]:
        """The routes for a page: best first, those that are not needed last."""
        return tuple(sorted(self.routes, key=lambda one: one.result.rank))

    def route(self, route_id: str) -> RouteAssessment:
        """Raises KeyError for a route that does not exist."""
        return {one.route.id: one for one in self.routes}[route_id]


def unknown_scales(finding: Finding) -> Iterator[str]:
    """The scales of leaves that are not known, under findings that are not known."""
    if finding.verdict != Verdict.UNKNOWN:
        return
    if finding.scale:
        yield finding.scale
    for part in finding.parts:
        yield from unknown_scales(part)
