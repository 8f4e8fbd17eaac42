"""Findings and plans made ready for a page: sentences, and links to the question behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from careers_site.eligibility import wording
from careers_site.eligibility.month import Month
from careers_site.eligibility.plan import Plan, PlannedStep
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import Rules

# A scale -> the address of its question; a step -> that of its courses, None while we list none.
Link = Callable[[str], str]
CoursesLink = Callable[[str], str | None]


@dataclass(frozen=True)
class ShownFinding:
    """A finding in words; `change_url` leads to the question that it rests on."""

    requirement: str
    verdict: Verdict
    joined: str
    met_by: str | None
    held: str | None
    change_url: str | None
    source: str | None
    parts: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class Dates:
    """When a step starts, and the month by which it has ended."""

    starts: Month
    ends: Month


@dataclass(frozen=True)
class ShownStep:
    """A planned step with its dates."""

    id: str
    title: str
    track: str
    starts_after_months: int
    months: int
    months_note: str
    pounds: int | None
    pounds_note: str
    note: str
    gives_words: tuple[str, ...]
    skip_if_held: tuple[str, ...]
    may_have_courses: bool
    courses_url: str | None
    sources: tuple[str, ...]
    confidence: str
    dates: Dates


@dataclass(frozen=True)
class ShownPlan:
    """A plan; `ends` is the month by which all of it has ended."""

    months: int
    pounds: int
    pounds_unknown_for: tuple[str, ...]
    steps: tuple[ShownStep, ...]
    ends: Month


def finding(found: Finding, link: Link) -> ShownFinding:
    """Stand-ins are left out once something meets the leaf, and named by `met_by`."""
    parts = found.parts
    if found.joined == "equivalent" and found.verdict == Verdict.MET:
        parts = ()
    return ShownFinding(
        requirement=str(found.requirement),
        verdict=found.verdict,
        joined=found.joined if parts and found.joined != "equivalent" else "",
        met_by=found.met_by,
        held=found.held,
        change_url=link(found.scale) if found.scale else None,
        source=found.source,
        parts=tuple(finding(part, link) for part in parts),
    )


def plan(made: Plan, rules: Rules, courses_link: CoursesLink) -> ShownPlan:
    steps = tuple(_step(planned, made.starts, rules, courses_link) for planned in made.steps)
    price = made.price
    return ShownPlan(made.months, price.known_high, price.unknown_for, steps, made.ends)


def _step(planned: PlannedStep, start: Month, rules: Rules, courses_link: CoursesLink) -> ShownStep:
    step = planned.step
    return ShownStep(
        id=step.id,
        title=step.title,
        track=planned.track,
        starts_after_months=start.until(planned.starts),
        months=step.months,
        months_note=step.months_note,
        pounds=planned.price.high,
        pounds_note=planned.price.reason,
        note=step.note,
        gives_words=tuple(wording.gain(gain, rules.scales) for gain in step.gives),
        skip_if_held=planned.skip_if_held,
        may_have_courses=step.courses,
        courses_url=courses_link(step.id) if step.courses else None,
        sources=step.sources,
        confidence=step.confidence,
        dates=Dates(planned.starts, planned.ends),
    )
