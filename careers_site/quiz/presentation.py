"""Plans made ready for a page: sentences, links to courses and the geometry of their pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from careers_site.eligibility import wording
from careers_site.eligibility.month import Month
from careers_site.eligibility.plan import Plan, PlannedStep

# A scale -> the address of its question; a step -> that of its courses, None while we list none.
Link = Callable[[str], str]
CoursesLink = Callable[[str], str | None]

# Years on the axis of a plan keep this far, in percent, from its ends, which are labelled too.
CLEAR_OF_ENDS = 22.0


@dataclass(frozen=True)
class Bar:
    """Where a step lies on the axis of its plan, in percent of its length."""

    left: float
    width: float


@dataclass(frozen=True)
class ShownStep:
    """A planned step in words; `courses_url` is None while we list no course.

    `is_alongside` where another step runs at the same time.
    """

    planned: PlannedStep
    bar: Bar
    dates: str
    cost: str
    is_alongside: bool
    courses_url: str | None

    @property
    def id(self) -> str:
        return self.planned.step.id

    @property
    def title(self) -> str:
        return self.planned.step.title

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources of the step and of its price, each once."""
        return tuple(dict.fromkeys([*self.planned.step.sources, *self.planned.price.sources]))


@dataclass(frozen=True)
class Tick:
    """A year on the axis of a plan, in percent of its length."""

    at: float
    words: str


@dataclass(frozen=True)
class ShownPlan:
    """A plan in words, with the geometry of its picture."""

    plan: Plan
    steps: tuple[ShownStep, ...]

    @property
    def length(self) -> str:
        return wording.months(self.plan.months)

    @property
    def cost(self) -> str:
        """The price in a few words; `unknown` says for what it is not known."""
        price = self.plan.price
        if not price.unknown_for:
            return wording.pounds(price.low, price.high)
        if not price.known_high:
            return "Not known yet"
        return f"{wording.pounds(price.low, price.known_high)} and a fee not known yet"

    @property
    def unknown(self) -> str:
        """The steps whose fee is not known, "" for none."""
        unknown = self.plan.price.unknown_for
        return wording.join(unknown) if unknown else ""

    @property
    def has_open_price(self) -> bool:
        """Whether somebody who told more could be told a closer price."""
        return any(step.planned.price.low != step.planned.price.high for step in self.steps)

    @property
    def loan(self) -> str:
        """How much of the cost is a loan, "" for nothing."""
        return f"£{self.plan.price.loan:,}" if self.plan.price.loan else ""

    @cached_property
    def ticks(self) -> tuple[Tick, ...]:
        """The Januaries of a plan, where there is room for them."""
        plan = self.plan
        years = range(plan.starts.year + 1, plan.ends.year + 1)
        ticks = [Tick(_share(plan, Month(year, 1)), str(year)) for year in years]
        return tuple(t for t in ticks if CLEAR_OF_ENDS < t.at < 100 - CLEAR_OF_ENDS)


def plan(made: Plan, courses_link: CoursesLink) -> ShownPlan:
    return ShownPlan(made, tuple(_step(one, made, courses_link) for one in made.steps))


def _overlap(one: PlannedStep, other: PlannedStep) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def _step(planned: PlannedStep, made: Plan, courses_link: CoursesLink) -> ShownStep:
    step = planned.step
    left = _share(made, planned.starts)
    last = planned.ends.plus(-1)
    return ShownStep(
        planned=planned,
        bar=Bar(left, _share(made, planned.ends) - left),
        dates=f"{planned.starts} to {last}" if last > planned.starts else str(planned.starts),
        cost=wording.step_money(planned.price),
        is_alongside=planned.track == "alongside"
        and any(_overlap(planned, other) for other in made.steps if other is not planned),
        courses_url=courses_link(step.id) if step.courses else None,
    )


def _share(made: Plan, month: Month) -> float:
    """How far along a plan a month begins, in percent."""
    return round(100 * made.starts.until(month) / max(made.months, 1), 2)
