"""`/person-specification/<id>`: how ready somebody is for one post; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from careers_site.answers import Answers, read
from careers_site.content.library import library
from careers_site.content.parsing import Library
from careers_site.eligibility.assessment import assess
from careers_site.platform.extensions import csrf, limiter
from careers_site.platform.web.requests import is_from_here
from careers_site.platform.web.security import PRIVATE
from careers_site.quiz.outcome import assessed
from careers_site.readiness.check import MARKS, Check, filled_in
from careers_site.readiness.gaps import gaps
from careers_site.readiness.outline import outline

bp = Blueprint("readiness", __name__)

PATH = "/person-specification/<post_id>"
# Several people may work behind one address, and each presses the button again and again.
THROTTLE = "30 per minute; 300 per hour"


@bp.get(PATH)
def ask(post_id: str) -> ResponseReturnValue:
    """Every point, filled in as far as the answers in the address settle it."""
    here = library()
    answers = read(request.args, here.rules)
    return _page(_filled_in(post_id, answers, here, None), answers, here)


@bp.post(PATH)
@limiter.limit(THROTTLE)
def answer(post_id: str) -> ResponseReturnValue:
    """The result and the outline of what was sent, above the points as they were filled in."""
    if not is_from_here():
        return render_template("readiness/foreign.html"), 403
    here = library()
    answers = read(request.args, here.rules)
    check = _filled_in(post_id, answers, here, request.form)
    if check.problems:
        return _page(check, answers, here), 400
    found = assessed(answers, here.rules)
    page = _page(
        check,
        answers,
        here,
        gaps=gaps(check.gaps, found, answers, here.rules),
        outline=outline(check),
    )
    return Response(page, headers={"Cache-Control": PRIVATE})


# No session and so no token: `is_from_here` takes its place.
csrf.exempt(answer)


def _filled_in(
    post_id: str, answers: Answers, here: Library, form: Mapping[str, str] | None
) -> Check:
    found = assess(answers.person(here.rules), answers.situation, here.rules, plans=False)
    match = next((one for one in found.posts if one.post.id == post_id), None)
    return filled_in(match or abort(404), found.known, form)


def _page(check: Check, answers: Answers, here: Library, **result: object) -> str:
    address = url_for("readiness.ask", post_id=check.post.id) + answers.query()
    return render_template(
        "readiness/check.html",
        check=check,
        post=check.post,
        marks=MARKS,
        answers=answers,
        query=answers.query(),
        address=address,
        others=[post for post in here.rules.posts if post is not check.post],
        sources=here.sources,
        **result,
    )


@bp.errorhandler(413)
def _too_large(_error: HTTPException) -> ResponseReturnValue:
    return render_template("readiness/too_large.html"), 413
