"""What a result takes from outside the rules: real courses, services, and months to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for

from careers_site.answers import NATION, NEAR, OTHERS, START, Answers, this_month
from careers_site.content.tables.listings import Service
from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.finder.finder import for_step
from careers_site.courses.finder.results import CourseHit
from careers_site.eligibility.age import JULY, UNDER_16
from careers_site.eligibility.findings import BestStep
from careers_site.eligibility.month import Month
from careers_site.eligibility.rules import Rules, Step
from careers_site.places.nations import nation_id
from careers_site.quiz.outcome import ShownRoute
from careers_site.quiz.presentation import CoursesLink
from careers_site.services.nearest import NearService, by_distance

MONTHS_AHEAD = 24
# Who is in Year 7 finishes school within so many years.
SCHOOL_YEARS = 5
MOST_SERVICES = 3


@dataclass(frozen=True)
class Offer:
    """Something real for the best next step: a course, or services that a person can ask."""

    course: CourseHit | None
    courses_url: str | None
    services: tuple[NearService, ...]


def offer(best: BestStep, answers: Answers, services: Iterable[Service]) -> Offer:
    """What the person can take up: services for who is ready or would volunteer with one."""
    if best.step is None or best.step.id == "portage-volunteering":
        return Offer(None, None, services_near(answers, services))
    hits = courses_of(best.step, answers, limit=1) if best.step.courses else []
    return Offer(hits[0] if hits else None, courses_link(answers)(best.step.id), ())


def services_near(answers: Answers, services: Iterable[Service]) -> tuple[NearService, ...]:
    """The nearest services of the person's nation; none where it is not known where they are."""
    here, nation = answers.whereabouts.place, answers.situation.nation
    if here is None:
        return ()
    near = [
        one
        for one in by_distance(here, services)
        if one.is_near and (not nation or nation_id(one.service.nation) == nation)
    ]
    return tuple(near[:MOST_SERVICES])


def courses_for(route: ShownRoute, answers: Answers) -> dict[str, list[CourseHit]]:
    """Real courses for each step of a route's plans that courses serve, by step id."""
    steps = {step.id: step.planned.step for plan in route.plans for step in plan.steps}
    return {id: courses_of(step, answers) for id, step in steps.items() if step.courses}


def courses_of(step: Step, answers: Answers, limit: int = 3) -> list[CourseHit]:
    """Real courses for a step where the person is: of their nation only, or from anywhere."""
    nation = answers.situation.planning_nation
    return for_step(step.id, answers.near or None, nation, limit)


def courses_link(answers: Answers) -> CoursesLink:
    """A step -> its course search, near the reader where that is known; None without courses."""
    # The finder can tell from the answers which courses' requirements are met.
    query = {NATION: answers.situation.planning_nation, **answers.levels}
    if answers.others == "none":
        query[OTHERS] = answers.others
    if answers.start:
        query[START] = answers.start
    if answers.whereabouts.place:
        query[NEAR] = answers.near
    steps, known = course_columns().steps, urlencode(query)
    return lambda step: f"/courses?step={step}&{known}" if step in steps else None


def how_to_begin_url(step: Step, answers: Answers, rules: Rules) -> str | None:
    """Where somebody reads how to begin a step: its courses, else the way in that it belongs to."""
    found = courses_link(answers)(step.id) if step.courses else None
    ways = (r.id for r in rules.routes if any(option.step is step for option in r.options))
    way = next(ways, None)
    return found or (url_for("pages.route", route_id=way) if way else None)


def place_problem(answers: Answers) -> tuple[str, tuple[str, ...]] | None:
    """Why a place is not understood, and what could be meant; None where it is."""
    where = answers.whereabouts
    return (where.problem, where.suggestions) if where.problem else None


def start_months(answers: Answers) -> tuple[Month, ...]:
    """This month and those after it, to choose a start from, and that which was given."""
    first = this_month()
    found = {*map(first.plus, range(MONTHS_AHEAD)), answers.situation.start}
    if answers.levels.get("age") == UNDER_16:
        found |= {Month(first.year + years, JULY) for years in range(1, SCHOOL_YEARS + 1)}
    return tuple(sorted(found))
