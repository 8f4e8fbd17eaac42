"""`/feedback`: was a page useful, and a comment. It is about the page's path, never its query.

Without a session and so without a token: `is_from_here` takes its place.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Blueprint, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from wtforms import RadioField, SelectChoice, TextAreaField  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import InputRequired, Length

from careers_site.feedback import store
from careers_site.feedback.store import LONGEST_PAGE
from careers_site.platform.database.faults import fault_of
from careers_site.platform.extensions import csrf, db, limiter
from careers_site.platform.text.text_safety import showable
from careers_site.platform.web.errors import TOO_OFTEN, BadQueryError, http_error, refuse_unknown
from careers_site.platform.web.requests import is_from_here
from careers_site.platform.web.security import PRIVATE

bp = Blueprint("feedback", __name__)

# A class of 30 behind one address stays below it.
THROTTLE = "30 per minute; 200 per hour"
LONGEST = 1_000
WAIT = f"{TOO_OFTEN} Wait a few minutes, then send it again."
# So long a reader may add a comment to what they have said.
MOST_SECONDS = 3_600
PAGE = re.compile(r"/([a-z0-9_-]+(/[a-z0-9_-]+)*)?")


class FeedbackForm(FlaskForm):  # type: ignore[misc]
    """Sent by pages that everybody gets the same, so it holds no token."""

    class Meta:
        csrf = False

    useful = RadioField(
        "Was this page useful?",
        choices=[SelectChoice("yes", "Yes"), SelectChoice("no", "No")],
        validators=[InputRequired("Choose yes or no.")],
    )
    comment = TextAreaField(
        "What should we change or add? (optional)",
        description="At most 1,000 characters. Leave out names, contact details and anything else "
        "about you or another person.",
        filters=[lambda text: showable(text or "").replace("\r\n", "\n").strip()],
        validators=[
            Length(max=LONGEST, message="Shorten your comment to 1,000 characters or fewer.")
        ],
    )


@bp.get("/feedback")
def ask() -> ResponseReturnValue:
    for key in request.args:
        if key != "page":
            raise refuse_unknown("part of this address", key, ["page"])
    return _page(FeedbackForm(MultiDict()))


@bp.post("/feedback")
@limiter.limit(THROTTLE)
def take() -> ResponseReturnValue:
    """Keep what a reader says. A comment sent after it is added to the same row."""
    if not is_from_here():
        return _private(render_template("feedback/foreign.html"), 403)
    page, form, number = _page_of(request.form), FeedbackForm(request.form), _number()
    if not form.validate():
        return _page(form, 400)
    comment = form.comment.data or ""
    try:
        if number is None:
            number = store.add(page, useful=form.useful.data == "yes", comment=comment)
        elif comment:
            store.add_comment(number, comment)
    except DBAPIError as error:
        if (fault := fault_of(error)) is None:
            raise
        db.session.rollback()
        return _page(form, 503, fault.words)
    answer = render_template(
        "feedback/thanks.html", form=form, page=page, back=_back(page), vote=_votes().dumps(number)
    )
    return _private(answer, 200)


csrf.exempt(take)


@bp.errorhandler(429)
@bp.errorhandler(503)
def _later(error: HTTPException) -> ResponseReturnValue:
    """Who has to wait gets back what they typed, if that can be read."""
    said = WAIT if error.code == 429 else error.description or ""
    try:
        return _page(FeedbackForm(request.form), error.code or 503, said)
    except (BadQueryError, HTTPException):
        return http_error(error)


def _page(form: FeedbackForm, status: int = 200, said: str = "") -> ResponseReturnValue:
    if said:
        form.form_errors.append(said)
    page = _page_of(request.values)
    body = render_template(
        "feedback/form.html", form=form, page=page, back=_back(page), vote=request.form.get("vote")
    )
    return _private(body, status)


def _private(body: str, status: int) -> ResponseReturnValue:
    answer = make_response(body, status)
    answer.headers["Cache-Control"] = PRIVATE
    return answer


def _page_of(given: MultiDict[str, str]) -> str:
    """The path that the feedback is about. Raises BadQueryError for what is no page."""
    page = given.get("page", "/")
    if len(page) > LONGEST_PAGE or not PAGE.fullmatch(page):
        raise BadQueryError('"page" is not the path of a page, such as /salary.', key="page")
    return page


def _back(page: str) -> str:
    """Where the reader was, with the answers in its address: shown to them, kept nowhere."""
    given = request.form.get("back") or request.referrer or ""
    try:
        parts = urlsplit(given)
    except ValueError:
        return page
    is_ours = parts.netloc in {"", urlsplit(request.host_url).netloc} and parts.path == page
    return f"{page}?{parts.query}" if is_ours and parts.query else page


def _votes() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="feedback")


def _number() -> int | None:
    """The row that a reader adds to, where they have just made it."""
    try:
        number = _votes().loads(request.form.get("vote", ""), max_age=MOST_SECONDS)
    except BadSignature:
        return None
    return number if isinstance(number, int) else None
