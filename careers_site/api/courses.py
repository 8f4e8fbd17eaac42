"""`/api/v1/courses`: the course finder's answers, with the columns of the course file as fields."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Gone, NotFound

from careers_site.api.shape import Asked, Shape
from careers_site.courses.finder.finder import find
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.results import PER_PAGE
from careers_site.courses.models import Course
from careers_site.platform.extensions import db
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.web.errors import BadQueryError

MOST_A_PAGE = 100


class CourseAnswer(Shape):
    """One course run; null is "not known". `learning_mode` and `study_time` are what the filters
    `mode` and `study` narrow.

    `cost` is in pounds; `cost_note` says what changes it. `unconfirmed_fields` are general
    knowledge. `url` is the provider's page and `page` ours. `miles` is the distance from `near`,
    null where nobody travels or nothing was asked.
    """

    id: int
    title: str
    provider: str
    level: str | None
    qualification: str | None
    awarding_body: str | None
    learning_mode: str | None
    study_time: str | None
    attendance: str | None
    hours: float | None
    start_date: date | None
    duration: str | None
    cost: float | None
    cost_note: str | None
    venue: str | None
    town: str | None
    postcode: str | None
    latitude: float | None
    longitude: float | None
    nation: str | None
    national: bool
    regions: str | None
    entry_requirements: str | None
    description: str | None
    step: str | None
    url: str | None
    page: str
    source: str
    source_url: str | None
    as_of: str | None
    evidence: str | None
    unconfirmed_fields: tuple[str, ...]
    checked: date | None
    miles: float | None


class CoursesAnswer(Shape):
    """A page of a search. `sentence` says what was searched for; `did_you_mean` are words that
    bring results, where `q` brought none."""

    total: int
    page: int
    per_page: int
    did_you_mean: str | None
    sentence: str
    courses: tuple[CourseAnswer, ...]


# Fields that stand in the row as they are; a blank text is "not known".
AS_THEY_ARE = (CourseAnswer.model_fields.keys() & Course.__table__.c.keys()) - {
    "unconfirmed_fields"
}


def courses_answer(asked: Asked) -> CoursesAnswer:
    """The answer to a search that reads its filters as the page does.

    Raises BadQueryError for what is unknown, and for a place that is not understood.
    """
    per_page = _per_page(asked.query)
    search = CourseSearch.from_query(asked.query, also={"per_page"})
    results = find(search, per_page)
    if problem := results.place_problem:
        raise BadQueryError(problem.message, [name for name, _ in problem.suggestions])
    return CoursesAnswer(
        total=results.total,
        page=search.page,
        per_page=per_page,
        did_you_mean=results.did_you_mean.q if results.did_you_mean else None,
        sentence=results.sentence,
        courses=tuple(_course(hit.course, asked.site_url, hit.miles) for hit in results.hits),
    )


def one_course_answer(asked: Asked) -> CourseAnswer:
    """The course of this `id`. Raises NotFound, or Gone for one that was withdrawn."""
    course_id = whole_number(asked.query.get("id")) or 0
    found = db.session.get(Course, course_id)
    if found is None:
        raise NotFound(f"There is no course {course_id}.")
    if found.withdrawn:
        raise Gone(f"Course {course_id} was withdrawn by its provider.")
    return _course(found, asked.site_url)


def _course(course: Course, site_url: str, miles: float | None = None) -> CourseAnswer:
    values: dict[str, Any] = {name: getattr(course, name) for name in AS_THEY_ARE}
    known: dict[str, Any] = {name: None if value == "" else value for name, value in values.items()}
    pence = course.cost_pence
    return CourseAnswer(
        **known,
        cost=None if pence is None else pence / 100,
        page=f"{site_url}/courses/{course.id}",
        unconfirmed_fields=tuple(course.unconfirmed_fields.split()),
        miles=None if miles is None else round(miles, 1),
    )


def _per_page(query: MultiDict[str, str]) -> int:
    given = query.getlist("per_page")
    if given in ([], [""]):
        return PER_PAGE
    number = whole_number(given[0], 1, MOST_A_PAGE) if len(given) == 1 else None
    if number is None:
        raise BadQueryError(f'"per_page" is one whole number from 1 to {MOST_A_PAGE}.')
    return number
