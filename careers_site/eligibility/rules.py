"""Everything that a person is judged by: steps, routes, the goal, posts and prices."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from careers_site.eligibility.equivalences import with_equivalents
from careers_site.eligibility.month import ALWAYS, Month, Period
from careers_site.eligibility.posts import Post
from careers_site.eligibility.price_conditions import Funding
from careers_site.eligibility.prices import PriceRule
from careers_site.eligibility.requirements import Equivalence, Requirement
from careers_site.eligibility.scales import Scales

GOAL, POST = "goal", "post"
NATIONS = ("england", "scotland", "wales", "northern-ireland")


@dataclass(frozen=True)
class Gain:
    """What a step gives on a scale: a level, or `adds` to a count."""

    scale: str
    level: int = 0
    adds: int = 0


@dataclass(frozen=True)
class DatedRequirement:
    """What a step asks for while the period lasts; sources and date where they are its own."""

    requires: Requirement
    period: Period = ALWAYS
    sources: tuple[str, ...] = ()
    checked: date | None = None
    change: str = ""


# Compared by identity: a step is one thing, and plans compare steps very often.
@dataclass(frozen=True, eq=False)
class Step:
    """Something that a person can do.

    `months` is how long it takes, `starts_in` the months of the year (1 to 12) in which it can
    begin, () where it can begin in any; `ages` and `nations` limit whom it is offered to, None
    where it is for everyone; `period` is when it is offered. `requirements` are dated, in order.
    A step is for the first thing that it gives, and for what `also_for` names. `depends` names
    what it hangs on besides applying, "" for nothing. `apply_by` is how many months before its
    start to apply. `alongside_of` names main steps that it may run beside. Whoever meets `repeats`
    would repeat it, so that it is not funded and not suggested. Whoever meets `better_ways_for` is
    not offered it either, as a second degree: a plan has it only where it ends sooner so.
    """

    id: str
    title: str
    requirements: tuple[DatedRequirement, ...]
    gives: tuple[Gain, ...]
    months: int
    months_note: str
    starts_in: tuple[int, ...]
    track: str
    ages: frozenset[str] | None
    nations: frozenset[str] | None
    courses: bool
    note: str
    sources: tuple[str, ...]
    checked: date
    confidence: str
    also_for: frozenset[str] = frozenset()
    depends: str = ""
    apply_by: int = 0
    alongside_of: frozenset[str] = frozenset()
    repeats: Requirement | None = None
    better_ways_for: Requirement | None = None
    period: Period = ALWAYS
    change: str = ""

    @property
    def aims(self) -> tuple[Gain, ...]:
        """What the step is for."""
        first, *rest = self.gives
        return first, *(gain for gain in rest if gain.scale in self.also_for)

    def asked_in(self, month: Month) -> DatedRequirement:
        """What is asked of those who begin in a month; the nearest period where none is given."""
        for dated in self.requirements:
            if not dated.period.is_before(month):
                return dated
        return self.requirements[-1]

    def is_estimate(self, month: Month) -> bool:
        """Whether what will be asked then is not published yet."""
        return self.requirements[-1].period.is_before(month)

    def is_in(self, nation: str) -> bool:
        return self.nations is None or nation in self.nations

    def begins_in(self, month: Month) -> bool:
        """Whether the step is offered and has an intake in this month."""
        return month in self.period and (not self.starts_in or month.number in self.starts_in)


@dataclass(frozen=True)
class Goal:
    """Applying for a post: what the national profile asks, and what adverts typically ask."""

    minimum: Requirement
    typical: Requirement
    sources: tuple[str, ...]
    checked: date
    note: str


@dataclass(frozen=True, eq=False)
class Option:
    """A step in a route, where it may be limited to nations and to a time more than the step."""

    step: Step
    nations: frozenset[str] | None = None
    period: Period = ALWAYS

    def is_in(self, nation: str) -> bool:
        return self.step.is_in(nation) and (self.nations is None or nation in self.nations)


@dataclass(frozen=True)
class Nowhere:
    """What is known about a route in nations where it has no option, and where to ask."""

    nations: frozenset[str]
    words: str


@dataclass(frozen=True, eq=False)
class Route:
    """One of the ways in. The goal itself is the route that has no options.

    A plan through the route brings what one of its options is for, and may use `with_options`
    besides; a plan of the goal may use every step.
    """

    id: str
    title: str
    options: tuple[Option, ...]
    with_options: tuple[Option, ...]
    leads_to_ready: bool
    sources: tuple[str, ...]
    checked: date
    nowhere: tuple[Nowhere, ...] = ()

    @property
    def is_goal(self) -> bool:
        return not self.options

    def words_for(self, nation: str) -> str:
        """What is known where the route has no option, "" where nothing is."""
        return next((one.words for one in self.nowhere if nation in one.nations), "")


# Compared by identity: plans are remembered for each set of rules.
@dataclass(frozen=True, eq=False)
class Rules:
    """Everything that a person is judged by.

    `steps`, `goal` and `posts` hold what is asked for as it was written; `required` and `tiers`
    give it with the equivalences that count there and then.
    """

    scales: Scales
    equivalences: tuple[Equivalence, ...]
    steps: Mapping[str, Step]
    routes: tuple[Route, ...]
    goal: Goal
    prices: Mapping[str, tuple[PriceRule, ...]] = field(default_factory=dict)
    funding: tuple[Funding, ...] = ()
    posts: tuple[Post, ...] = ()
    _with_equivalents: dict[tuple[str, str, int], Requirement] = field(
        default_factory=dict, init=False, repr=False
    )

    def route(self, route_id: str) -> Route:
        """Raises KeyError for a route that does not exist."""
        return {route.id: route for route in self.routes}[route_id]

    @property
    def goal_route(self) -> Route:
        return next(route for route in self.routes if route.is_goal)

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """The numbers of the months in which a requirement or an equivalence changes, in order."""
        periods = [e.period for e in self.equivalences]
        periods += [dated.period for s in self.steps.values() for dated in s.requirements]
        return tuple(sorted({month.index for period in periods for month in period.edges}))

    def era(self, month: int) -> int:
        """The number of the time between two edges that a month lies in."""
        return bisect_right(self.edges, month)

    def required(self, step: Step, nation: str, month: Month) -> Requirement:
        """What a step asks of those who begin it there and then, or what counts as that."""
        asked = step.asked_in(month).requires
        return self._effective(step.id, step.id, asked, nation, month)

    def tiers(self, nation: str, month: Month) -> tuple[Requirement, Requirement]:
        """The minimum and the typical requirement of the goal, or what counts as each."""
        minimum, typical = self.goal.minimum, self.goal.typical
        return (
            self._effective(f"{GOAL} minimum", GOAL, minimum, nation, month),
            self._effective(f"{GOAL} typical", GOAL, typical, nation, month),
        )

    def criterion(self, post: Post, number: int, nation: str, month: Month) -> Requirement | None:
        """What a criterion of a post asks, or what counts as that; None for the person to say."""
        asked = post.criteria[number].requires
        if asked is None:
            return None
        return self._effective(f"{POST} {post.id} {number}", POST, asked, nation, month)

    def _effective(
        self, name: str, purpose: str, asked: Requirement, nation: str, month: Month
    ) -> Requirement:
        """A requirement with the equivalences in force there and then, cached by its name."""
        key = name, nation, self.era(month.index)
        if key not in self._with_equivalents:
            counting = self._counting(purpose, nation, month)
            self._with_equivalents[key] = with_equivalents(asked, counting)
        return self._with_equivalents[key]

    def _counting(self, purpose: str, nation: str, month: Month) -> Iterable[Equivalence]:
        return [e for e in self.equivalences if e.counts(purpose, nation, month)]
