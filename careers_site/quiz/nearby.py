"""What a result takes from outside the rules: courses near a place, and months to come."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import url_for

from careers_site.answers import Answers
from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.finder.finder import for_step
from careers_site.courses.finder.results import CourseHit
from careers_site.eligibility.month import Month
from careers_site.places import AmbiguousPlaceError, UnknownPlaceError, find_place
from careers_site.platform.clock import today
from careers_site.quiz.outcome import ShownRoute

MONTHS_AHEAD = 24


def courses_for(route: ShownRoute, answers: Answers) -> dict[str, list[CourseHit]]:
    """Real courses for each step of a route's plans that courses serve, by step id."""
    plans = [plan for plan in (route.plan, route.cheapest, route.quicker_if) if plan]
    steps = dict.fromkeys(step.id for plan in plans for step in plan.steps if step.may_have_courses)
    return {step: for_step(step, answers.near or None, answers.nation or None) for step in steps}


def courses_url(step_id: str, answers: Answers) -> str | None:
    """The course search for a step, near the reader where that is known; None without courses."""
    if step_id not in course_columns().steps:
        return None
    # The finder can tell from the answers which courses' requirements are met.
    query = {"step": step_id, **answers.levels}
    if answers.others == "none":
        query["others"] = answers.others
    if answers.near and not place_problem(answers.near):
        query["near"] = answers.near
    return f"{url_for('courses.search')}?{urlencode(query)}"


def place_problem(near: str) -> tuple[str, tuple[str, ...]] | None:
    """Why a place is not understood, and what could be meant; None where it is."""
    if not near:
        return None
    try:
        find_place(near)
    except UnknownPlaceError as error:
        return str(error), tuple(error.suggestions)
    except AmbiguousPlaceError as error:
        return str(error), tuple(error.choices)
    return None


def months_ahead() -> list[Month]:
    """This month and those after it, to choose a start from."""
    day = today()
    first = Month(day.year, day.month)
    return [first.plus(number) for number in range(MONTHS_AHEAD)]
