"""The search of the whole site: pages and their parts, ways in, steps, certificates, courses."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from careers_site.courses.finder.finder import find
from careers_site.courses.finder.query import LONGEST_WORDS, CourseSearch
from careers_site.courses.finder.query_values import single
from careers_site.courses.finder.results import Results
from careers_site.platform.errors import refuse_unknown
from careers_site.site_search.asked import Asked
from careers_site.site_search.highlight import excerpt, marked
from careers_site.site_search.index import site_index
from careers_site.site_search.texts import Text

bp = Blueprint("site_search", __name__)

FEW_COURSES = 3


@dataclass(frozen=True)
class Result:
    """A result as it is shown: what it is, and its title and a sentence of it as safe HTML."""

    kind: str
    address: str
    within: str
    title: Markup
    excerpt: Markup

    @classmethod
    def of(cls, text: Text, asked: Asked) -> Result:
        entry = text.entry
        return cls(
            entry.kind,
            entry.address,
            entry.within[0] if entry.within else "",
            marked(entry.title, asked.phrases),
            excerpt(text, asked.phrases),
        )


@bp.get("/search")
def search() -> ResponseReturnValue:
    for key in request.args:
        if key != "q":
            raise refuse_unknown("part of this address", key, ["q"])
    typed = single(request.args, "q")
    index = site_index()
    asked = index.read(typed)
    results = [Result.of(text, asked) for text in index.find(asked)]
    courses = find(CourseSearch(q=typed), FEW_COURSES) if typed else None
    return render_template(
        "search/search.html",
        typed=typed,
        longest=LONGEST_WORDS,
        results=results,
        courses=courses,
        did_you_mean=_did_you_mean(typed, courses),
    )


def _did_you_mean(typed: str, courses: Results | None) -> str | None:
    """What was probably meant, where neither the site nor a course has what was typed."""
    if courses is None or courses.total:
        return None
    other = courses.did_you_mean
    return site_index().suggest(typed) or (other.q if other else None)
