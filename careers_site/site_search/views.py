"""The search of the whole site: pages and their parts, ways in, steps, certificates, courses."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from careers_site.courses.finder.finder import find
from careers_site.courses.finder.query import LONGEST_WORDS, CourseSearch
from careers_site.courses.finder.query_values import single
from careers_site.courses.finder.results import Results
from careers_site.platform.web.errors import refuse_unknown
from careers_site.site_search.highlight import excerpt, marked
from careers_site.site_search.index import site_index

bp = Blueprint("site_search", __name__)

FEW_COURSES = 3


@bp.get("/search")
def search() -> ResponseReturnValue:
    for key in request.args:
        if key != "q":
            raise refuse_unknown("part of this address", key, ["q"])
    typed = single(request.args, "q")
    index = site_index()
    asked = index.read(typed)
    phrases = asked.phrases
    results = [
        (text.entry, marked(text.entry.title, phrases), excerpt(text, phrases))
        for text in index.find(asked)
    ]
    courses = find(CourseSearch(q=typed), FEW_COURSES) if typed else None
    return render_template(
        "search/search.html",
        typed=typed,
        longest=LONGEST_WORDS,
        results=results,
        courses=courses,
        did_you_mean=_did_you_mean(typed, courses, has_pages=bool(results)),
    )


def _did_you_mean(typed: str, courses: Results | None, *, has_pages: bool) -> str | None:
    """What was probably meant, where neither the site nor a course has what was typed."""
    if courses is None or courses.total:
        return None
    # Words that only courses do not have are spelt right.
    other = None if has_pages else courses.did_you_mean
    return site_index().suggest(typed) or (other.q if other else None)
