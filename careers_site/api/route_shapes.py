"""What `/api/v1/routes` answers: findings with their reasons, options, plans and their steps."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from careers_site.api.shape import Confidence, Shape, VerdictWord, words


class Finding(Shape):
    """A requirement, how the person stands on it, and why.

    `joined` says how `parts` make up the verdict. `scale` is the question of a single
    requirement; `met_by` is the equivalent that met it, in words, and `source` is the id of the
    source of that equivalent. `held` is what the person has, in words, where that is known.
    """

    requirement: str
    verdict: VerdictWord
    joined: Annotated[str, words(["", "all", "any", "equivalent"])]
    scale: str | None
    met_by: str | None
    held: str | None
    source: str | None
    parts: tuple[Finding, ...]


class Option(Shape):
    """A step that opens the route. One that is not offered to this age or nation opens nothing."""

    step: str
    title: str
    verdict: VerdictWord
    offered: bool
    finding: Finding
    sources: tuple[str, ...]
    checked: date


class Step(Shape):
    """A step of a plan.

    `gives` maps a scale to the level that the step brings, or to "+n" for n more on a scale that
    counts. `skip_if_held` are words, such as "GCSE maths at grade 4": who holds that needs no such
    step. `pounds` is null where the price is not known. `starts` and `ends` are months where
    `from` was given.
    """

    id: str
    title: str
    track: Annotated[str, words(["main", "alongside"])]
    starts_after_months: int
    months: int
    months_note: str
    pounds: int | None
    pounds_note: str
    gives: dict[str, str]
    skip_if_held: tuple[str, ...]
    starts: str | None
    ends: str | None
    sources: tuple[str, ...]
    checked: date
    confidence: Confidence


class Plan(Shape):
    """Steps in the order in which they start. `pounds` leaves out the steps of unknown price."""

    months: int
    pounds: int
    pounds_unknown_for: tuple[str, ...]
    steps: tuple[Step, ...]


class Plans(Shape):
    """`fastest` is null where there is no way that we know of; `cheapest` is null where it is the
    same plan, or where which is cheapest depends on a price that is not known."""

    fastest: Plan | None
    cheapest: Plan | None


class RouteAnswer(Shape):
    """`summary` is the verdict in the words of the site. `ask` is the question to ask next."""

    id: str
    title: str
    verdict: VerdictWord
    summary: str
    ask: str | None
    plans: Plans
    sources: tuple[str, ...]
    checked: date


class WayIn(RouteAnswer):
    """A route that is open if one of its options is."""

    options: tuple[Option, ...]


class Goal(RouteAnswer):
    """Applying for a post. The verdict is that of `requires`; employers differ on the rest."""

    requires: Finding
    often_asked: Finding


class Contradiction(Shape):
    """An answer that does not fit the answers on the scales `because`; `at_least` was used."""

    scale: str
    said: str
    at_least: str
    because: tuple[str, ...]


class RoutesAnswer(Shape):
    """`ask` is the scale whose answer would decide most; `url` is the page with this result."""

    answers: dict[str, str]
    suppose: tuple[str, ...]
    ask: str | None
    contradictions: tuple[Contradiction, ...]
    url: str
    routes: tuple[WayIn | Goal, ...]
