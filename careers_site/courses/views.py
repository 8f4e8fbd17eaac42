"""The pages of the course finder: a search, and one course."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from careers_site.courses import wording
from careers_site.courses.filters import WITHIN
from careers_site.courses.finder import find
from careers_site.courses.models import Course
from careers_site.courses.query import SORTS, CourseSearch
from careers_site.courses.steps import step_titles
from careers_site.errors import BadQueryError
from careers_site.extensions import db

bp = Blueprint("courses", __name__)


@bp.get("/courses")
def search() -> ResponseReturnValue:
    asked = CourseSearch.from_query(request.args)
    results = find(asked)
    if asked.page > results.last_page:
        first = replace(asked, page=1).url()
        return render_template("courses/beyond.html", results=results, first_page=first), 404
    return render_template(
        "courses/search.html",
        results=results,
        sorts=SORTS,
        within=WITHIN,
        page_url=lambda page: replace(asked, page=page).url(),
        sorted_url=lambda sort: replace(asked, sort=sort, page=1).url(),
    )


# The largest id that a database's integer holds; a larger number is no course.
@bp.get("/courses/<int(max=2147483647):course_id>")
def course(course_id: int) -> ResponseReturnValue:
    if request.args:
        raise BadQueryError("A course’s page takes nothing after its number.")
    found = db.session.get(Course, course_id) or abort(404)
    step = step_titles().get(found.step, "")
    similar = CourseSearch(step=(found.step,)) if step else CourseSearch()
    if found.withdrawn:
        return render_template("courses/withdrawn.html", course=found, similar=similar), 410
    return render_template(
        "courses/course.html",
        course=found,
        facts=wording.in_full(found),
        evidence=wording.evidence(found),
        is_unconfirmed=found.unconfirmed_fields.split().__contains__,
        step=step,
        similar=similar,
    )
