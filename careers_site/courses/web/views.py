"""The pages of the course finder: a search, its feed, one course, a shortlist, a comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from careers_site.courses import steps
from careers_site.courses.finder import query_values, shortlist
from careers_site.courses.finder.finder import find_or_widen
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.results import Results
from careers_site.courses.finder.similar import other_runs
from careers_site.courses.finder.value_filter import WITHIN
from careers_site.courses.models import Course
from careers_site.courses.web import filters_html, map, wording
from careers_site.courses.web.cards import cards
from careers_site.courses.web.course_calendar import course_calendar
from careers_site.courses.web.feed import feed_values
from careers_site.courses.web.json_ld import json_ld
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from careers_site.platform.web.errors import BadQueryError, refuse_unknown

bp = Blueprint("courses", __name__)

FEED = "/courses/feed.atom"
SHORTLIST = "/courses/shortlist"
# The plan that may use every step.
PLAN = "/routes/apply-directly/plan"
COMPARE = "/courses/compare"
# So few courses are seen at a glance: no map, and no orders to choose from.
SHORT_LIST = 3
# The largest id that a database's integer holds; a larger number is no course.
COURSE = "/courses/<int:course_id>"


@bp.get("/courses")
def search() -> ResponseReturnValue:
    results, asked_within = find_or_widen(CourseSearch.from_query(request.args))
    asked = results.search
    if asked.page > results.last_page:
        first = replace(asked, page=1).url()
        return render_template("courses/beyond.html", results=results, first_page=first), 404
    return render_template(
        "courses/search.html",
        results=results,
        cards=cards(results.hits, asked.shortlist),
        is_short=results.total <= SHORT_LIST,
        map=map.draw(results) if results.total > SHORT_LIST else None,
        hidden=_hidden(asked, results),
        steps=(steps_to_choose := filters_html.steps(results.facets)),
        filters=filters_html.filters(
            facet
            for facet in results.facets
            if not (steps_to_choose and facet.key == filters_html.STEP)
        ),
        asked_within=asked_within,
        within=WITHIN,
        feed_url=replace(asked, page=1, sort="", shortlist=()).url(FEED),
        shortlist_url=shortlist.address(SHORTLIST, asked.shortlist),
        compare_url=shortlist.address(COMPARE, asked.shortlist),
        page_url=lambda page: replace(asked, page=page).url(),
    )


def _hidden(asked: CourseSearch, results: Results) -> list[tuple[str, str]]:
    """What the form carries on without showing it."""
    on_page = {hit.course.id for hit in results.hits}
    kept = [("shortlist", str(id)) for id in asked.shortlist if id not in on_page]
    return [*([("sort", asked.sort)] if asked.sort else []), *asked.answers, *kept]


@bp.get(FEED)
def feed() -> ResponseReturnValue:
    asked = CourseSearch.from_query(request.args)
    text = render_template("courses/feed.xml", **feed_values(asked, _site_url(), FEED))
    return Response(text, mimetype="application/atom+xml")


@bp.get(COURSE)
def course(course_id: int) -> ResponseReturnValue:
    _refuse_query()
    found = db.session.get(Course, course_id) or abort(404)
    step = steps.known_step(found.step)
    similar = CourseSearch(step=(found.step,)) if step else CourseSearch()
    if found.withdrawn:
        return render_template("courses/withdrawn.html", course=found, similar=similar), 410
    return render_template(
        "courses/course.html",
        course=found,
        facts=wording.in_full(found),
        evidence=wording.evidence(found),
        age=wording.age(found),
        is_old=wording.is_old(found),
        is_unconfirmed=found.unconfirmed_fields.split().__contains__,
        is_coming=found.start_date is not None and found.start_date >= today(),
        leads_to=steps.leads_to(step) if step else None,
        similar=similar,
        runs=other_runs(found),
        wording=wording,
        json_ld=json_ld(found, _page_url(found)),
    )


@bp.get(f"{COURSE}/calendar.ics")
def calendar(course_id: int) -> ResponseReturnValue:
    _refuse_query()
    found = db.session.get(Course, course_id) or abort(404)
    if found.withdrawn:
        abort(410)
    if found.start_date is None:
        raise NotFound("The start of this course is not known.")
    host = urlsplit(_site_url()).hostname or "localhost"
    file = course_calendar(found, _page_url(found), host)
    named = {"Content-Disposition": f'attachment; filename="course-{course_id}.ics"'}
    return Response(file, mimetype="text/calendar", headers=named)


@bp.get(COMPARE)
def compare() -> ResponseReturnValue:
    listed = _listed()
    compared = listed.courses[: shortlist.MOST_COMPARED]
    left_out = listed.courses[shortlist.MOST_COMPARED :]
    return render_template(
        "courses/compare.html",
        listed=listed,
        courses=compared,
        rows=shortlist.side_by_side(compared),
        left_out=left_out,
        rest_url=shortlist.address(COMPARE, [course.id for course in left_out]),
        without=lambda id: shortlist.address(COMPARE, listed.without(id)),
        shortlist_url=shortlist.address(SHORTLIST, listed.ids),
    )


@bp.get(SHORTLIST)
def shortlisted() -> ResponseReturnValue:
    listed = _listed()
    ids = [course.id for course in listed.courses]
    return render_template(
        "courses/shortlist.html",
        listed=listed,
        titles=steps.step_titles(),
        wording=wording,
        without=lambda id: shortlist.address(SHORTLIST, listed.without(id)),
        compare_url=shortlist.address(COMPARE, ids),
        plan_url=shortlist.address(PLAN, ids, "shortlist"),
        search_url="/courses?" + urlencode([("shortlist", id) for id in ids]),
    )


def _listed() -> shortlist.Shortlist:
    for key in request.args:
        if key != "id":
            raise refuse_unknown("part of this address", key, ["id"])
    return shortlist.read(query_values.ids(request.args, "id"))


def _refuse_query() -> None:
    if request.args:
        raise BadQueryError("The address of a course ends with its number.")


def _site_url() -> str:
    url: Any = current_app.config["SETTINGS"].site_url
    return str(url).rstrip("/")


def _page_url(course: Course) -> str:
    return f"{_site_url()}/courses/{course.id}"
