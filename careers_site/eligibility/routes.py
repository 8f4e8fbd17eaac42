"""Steps, routes, and how a person stands on each route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from careers_site.eligibility.person import Known, Person, know
from careers_site.eligibility.requirements import Equivalence, Finding, Requirement, Verdict
from careers_site.eligibility.scales import Scales


@dataclass(frozen=True)
class Gain:
    """What a step gives on a scale: a level, or `adds` to a count."""

    scale: str
    level: int = 0
    adds: int = 0


# Compared by identity: a step is one thing, and plans compare steps very often.
@dataclass(frozen=True, eq=False)
class Step:
    """Something that a person can do.

    `months` is how long it takes, and `starts_in` the month of the year in which it starts
    (1 to 12), None where it can start at any time; `pounds` is the price to the learner, None
    where not known; `ages` and `nations` limit whom it is offered to, None where it is for
    everyone. A step is for the first thing that it gives, and for what `also_for` names.
    """

    id: str
    title: str
    requires: Requirement
    gives: tuple[Gain, ...]
    months: int
    months_note: str
    starts_in: int | None
    track: str
    pounds: int | None
    pounds_note: str
    ages: frozenset[str] | None
    nations: frozenset[str] | None
    courses: bool
    note: str
    sources: tuple[str, ...]
    checked: date
    confidence: str
    also_for: frozenset[str] = frozenset()

    def not_for(self, age: str | None, nation: str | None) -> tuple[str, ...]:
        """Why the step is not offered: "age", "nation"; what is not answered never hides it."""
        found = (
            ("age", self.ages is not None and age is not None and age not in self.ages),
            (
                "nation",
                self.nations is not None and nation is not None and nation not in self.nations,
            ),
        )
        return tuple(word for word, holds in found if holds)

    def is_offered(self, age: str | None, nation: str | None) -> bool:
        return not self.not_for(age, nation)


@dataclass(frozen=True)
class Goal:
    """Applying for a post: what is required, and what is often asked for besides."""

    requires: Requirement
    often_asked: Requirement
    sources: tuple[str, ...]
    checked: date
    note: str


@dataclass(frozen=True, eq=False)
class Route:
    """One of the ways in. The goal itself is the route that has no options.

    A plan through the route takes one of its options and may use `with_steps` besides; a plan of
    the goal may use every step.
    """

    id: str
    title: str
    options: tuple[Step, ...]
    with_steps: tuple[Step, ...]
    leads_to_ready: bool
    sources: tuple[str, ...]
    checked: date

    @property
    def is_goal(self) -> bool:
        return not self.options


# Compared by identity: plans are remembered for each set of rules.
@dataclass(frozen=True, eq=False)
class Rules:
    """Everything that a person is judged by."""

    scales: Scales
    equivalences: tuple[Equivalence, ...]
    steps: Mapping[str, Step]
    routes: tuple[Route, ...]
    goal: Goal

    def route(self, route_id: str) -> Route:
        """Raises KeyError for a route that does not exist."""
        return {route.id: route for route in self.routes}[route_id]


@dataclass(frozen=True)
class Situation:
    """What chooses offers and judges nothing: the nation, once it is known."""

    nation: str | None = None


@dataclass(frozen=True)
class OptionFinding:
    """How a person stands on one option of a route."""

    step: Step
    finding: Finding
    not_for: tuple[str, ...] = ()

    @property
    def offered(self) -> bool:
        """Offered unless it is not for the person's age or nation, which `not_for` names."""
        return not self.not_for


@dataclass(frozen=True)
class RouteFinding:
    """How a person stands on a route; the goal has `requires` and `often_asked` findings."""

    route: Route
    verdict: Verdict
    options: tuple[OptionFinding, ...] = ()
    requires: Finding | None = None
    often_asked: Finding | None = None

    def findings(self) -> tuple[Finding, ...]:
        """Every finding that the verdict or the words for it rest on."""
        own = tuple(f for f in (self.requires, self.often_asked) if f is not None)
        return own + tuple(option.finding for option in self.options if option.offered)


def age_of(person: Person, rules: Rules) -> str | None:
    """The level id of the person's age, or None while it is not known."""
    level = person.answers.get("age")
    return None if level is None else rules.scales["age"].levels[level].id


def judge(person: Person, rules: Rules, situation: Situation) -> tuple[RouteFinding, ...]:
    """How the person stands on every route, in the order of the content."""
    known = know(person, rules.scales)
    age = age_of(person, rules)
    return tuple(judge_route(route, known, rules, age, situation) for route in rules.routes)


def judge_route(
    route: Route, known: Known, rules: Rules, age: str | None, situation: Situation
) -> RouteFinding:
    if route.is_goal:
        requires = rules.goal.requires.judge(known)
        often_asked = rules.goal.often_asked.judge(known)
        return RouteFinding(route, requires.verdict, (), requires, often_asked)
    options = tuple(
        OptionFinding(step, step.requires.judge(known), step.not_for(age, situation.nation))
        for step in route.options
    )
    # Where nothing is offered, this site does not know what is: "not known" is never "no".
    verdict = max((o.finding.verdict for o in options if o.offered), default=Verdict.UNKNOWN)
    return RouteFinding(route, verdict, options)
