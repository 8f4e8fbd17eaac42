"""What `/api/v1/routes` answers: findings with their reasons, options, plans, posts and the best
next step."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from careers_site.api.shape import Confidence, MonthId, Shape, VerdictWord, of, words
from careers_site.eligibility.rules import NATIONS


class Finding(Shape):
    """A requirement, how the person stands on it, and why.

    `joined` says how `parts` make up the verdict. `scale` is the question of a single
    requirement; `met_by` is the equivalent that met it, in words, and `source` is the id of the
    source of that equivalent. `held` is what the person has, in words, where that is known.
    """

    requirement: Annotated[str, BeforeValidator(str)]
    verdict: VerdictWord
    joined: Annotated[str, words(["", "all", "any", "equivalent"])]
    scale: str | None
    met_by: str | None
    held: str | None
    source: str | None
    parts: tuple[Finding, ...]


class Option(Shape):
    """A step that opens the route. One that is not offered to this age opens nothing.

    `next_start` is the month in which it next begins, by whose rules it is judged; null where it
    is not offered.
    """

    step: str = of("step", "id")
    title: str = of("step", "title")
    verdict: VerdictWord = of("finding", "verdict")
    offered: bool
    next_start: MonthId | None
    finding: Finding
    sources: tuple[str, ...] = of("step", "sources")
    checked: date = of("step", "checked")


class Step(Shape):
    """A step of a plan.

    `gives` maps a scale to the level that the step brings, or to "+n" for n more on a scale that
    counts. `skip_if_held` are words, such as "GCSE maths at grade 4": who holds that needs no such
    step. `starts` is its first month, `ends` the one after its last, `apply_by` the last month to
    apply in. `pounds` is the most that it costs, null where that is not known, `pounds_from` the
    least, `loan` how much of the most is a loan, and `price_reason` says why. `estimate` is true
    where its rules or its price are not published for that month yet. `depends` names what it
    hangs on besides applying, null for nothing.
    """

    id: str
    title: str
    track: Annotated[str, words(["main", "alongside"])]
    starts_after_months: int
    starts: str
    ends: str
    apply_by: str
    months: int
    months_note: str
    pounds: int | None
    pounds_from: int
    loan: int
    price_reason: str
    estimate: bool
    depends: str | None
    gives: dict[str, str]
    skip_if_held: tuple[str, ...]
    sources: tuple[str, ...]
    checked: date
    confidence: Confidence


class Plan(Shape):
    """Steps in the order in which they start.

    `starts` is the month from which the plan was made, `ends` the one after its last month of
    study, and `months` lie between them, waiting included. `pounds` is the most that is known,
    without the steps of `pounds_unknown_for`; `pounds_from` is the least.
    """

    starts: str
    ends: str
    months: int
    pounds: int
    pounds_from: int
    loan: int
    pounds_unknown_for: tuple[str, ...]
    steps: tuple[Step, ...]


class Plans(Shape):
    """`fastest` and `cheapest` hang on nothing but applying.

    `fastest` is null where there is no such way that we know of; `cheapest` where it is the same
    plan, or cannot be known. `quicker_if` ends sooner, or is the only way, and hangs on more.
    """

    fastest: Plan | None
    cheapest: Plan | None
    quicker_if: Plan | None


class RouteAnswer(Shape):
    """`summary` is the verdict in the words of the site, `next_start` when it could begin.

    `needed` is false where the route brings nothing that the person lacks: it has no plans then.
    `ask` is the question to ask next.
    """

    id: str
    title: str
    verdict: VerdictWord
    summary: str
    next_start: str | None
    needed: bool
    ask: str | None
    plans: Plans
    sources: tuple[str, ...]
    checked: date


class WayIn(RouteAnswer):
    """A route that is open if one of its options is.

    `nowhere` says what is known where none is offered in the nation, "" elsewhere.
    """

    options: tuple[Option, ...]
    nowhere: str


class Goal(RouteAnswer):
    """Applying for a post. The verdict is that of `requires`; employers differ on the rest."""

    requires: Finding
    often_asked: Finding


class Best(Shape):
    """What to do first: begin the step, or apply now where `step` is null.

    `meanwhile` is a step to begin before it or beside it, null for none. `course` is the id of a
    course for it and `service` that of a service to ask, null for none.
    """

    route: str
    step: str | None
    sentence: str
    starts: str | None
    apply_by: str | None
    meanwhile: str | None
    course: int | None
    service: str | None


class Points(Shape):
    """How many points of a post the person meets; `self` are those only the person can judge."""

    met: int
    unmet: int
    unknown: int
    self_: int = Field(validation_alias="self_judged", serialization_alias="self")


class Criterion(Shape):
    """A point of a person specification. `finding` is null where only the person can judge.

    `fill` says what fills the gap, and `step` names a step that does, null for none.
    """

    id: str
    words: str
    importance: Annotated[str, words(["essential", "desirable", "not-stated"])]
    finding: Finding | None
    fill: str
    step: str | None


class Post(Shape):
    """How the person stands on a real post. `essential` counts its essential points."""

    id: str
    title: str
    essential: Points
    criteria: tuple[Criterion, ...]
    sources: tuple[str, ...]
    checked: date


class Contradiction(Shape):
    """An answer that does not fit the answers on the scales `because`; `at_least` was used."""

    scale: str
    said: str
    at_least: str
    because: tuple[str, ...]


class RoutesAnswer(Shape):
    """How somebody who answers like this stands.

    `ready` is whether they look ready to apply. `from` and `nation` are what the plans were made
    for. `ask` is the scale whose answer would decide most; `asks` are all questions that can still
    change a verdict or a plan, best first, "nation" among them, and `price_asks` those that can
    still change a price. `notes` are sentences about what was assumed. `url` is the page.
    """

    answers: dict[str, str]
    suppose: tuple[str, ...]
    ready: bool
    from_: str = Field(serialization_alias="from")
    nation: Annotated[str, words(NATIONS)]
    nation_from: Annotated[str, words(["given", "place", "assumed"])]
    best: Best | None
    ask: str | None
    asks: tuple[str, ...]
    price_asks: tuple[str, ...]
    notes: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    url: str
    posts: tuple[Post, ...]
    routes: tuple[WayIn | Goal, ...]
