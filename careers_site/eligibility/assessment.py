"""The one place where a person is assessed: page, API, batch and print read the same answer."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Contradiction, Known, Person, Situation
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.posts import PostMatch
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import Option, Route, Rules, Step
from careers_site.eligibility.wording import Kind, Result


@dataclass(frozen=True)
class OptionFinding:
    """How a person stands on an option of a route.

    `next_start` is the first month in which it is offered to them and begins, by which `finding`
    is judged; None where it is not offered, and then `not_for` says why: "age", "nation", "time".
    """

    option: Option
    finding: Finding
    next_start: Month | None
    not_for: tuple[str, ...] = ()

    @property
    def step(self) -> Step:
        return self.option.step

    @property
    def offered(self) -> bool:
        return self.next_start is not None

    @property
    def is_open(self) -> bool:
        """Whether the person could take it at its next start."""
        return self.offered and self.finding.verdict == Verdict.MET


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

    def findings(self) -> tuple[Finding, ...]:
        """Every finding that the verdict or the words for it rest on."""
        own = tuple(f for f in (self.minimum, self.typical) if f is not None)
        return own + tuple(option.finding for option in self.options if option.offered)


@dataclass(frozen=True)
class RouteAssessment:
    """A route for this person: the finding, whether it is needed, its result and its plans.

    `fastest` and `cheapest` hang on nothing but applying; `cheapest` is None where it is the same
    plan or cannot be known. `quicker_if` ends sooner, or is the only way, and hangs on more.
    `asks` are the questions that could still change this route, best first.
    """

    finding: RouteFinding
    needed: bool
    result: Result
    fastest: Plan | None
    cheapest: Plan | None
    quicker_if: Plan | None
    asks: tuple[str, ...]

    @property
    def route(self) -> Route:
        return self.finding.route

    @property
    def open_now(self) -> tuple[OptionFinding, ...]:
        return tuple(option for option in self.finding.options if option.is_open)

    @property
    def plans(self) -> tuple[Plan, ...]:
        return tuple(p for p in (self.fastest, self.cheapest, self.quicker_if) if p is not None)


@dataclass(frozen=True)
class BestStep:
    """What to do first: apply now where `step` is None, else begin the step.

    `sentence` names no course and no service: who knows the catalogue adds them.
    """

    route: Route
    step: Step | None
    starts: Month | None
    apply_by: Month | None
    sentence: str


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
    def by_rank(self) -> tuple[RouteAssessment, ...]:
        """The routes for a page: best first, those that are not needed last."""
        return tuple(sorted(self.routes, key=lambda one: one.result.rank))

    def route(self, route_id: str) -> RouteAssessment:
        """Raises KeyError for a route that does not exist."""
        return {one.route.id: one for one in self.routes}[route_id]


def assess(person: Person, situation: Situation, rules: Rules) -> Assessment:
    """How a person stands on every route, which plans lead to the goal, and what to do first."""
    raise NotImplementedError


__all__ = ["Kind", "assess"]
