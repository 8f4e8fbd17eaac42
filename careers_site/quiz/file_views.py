"""What can be taken away from a result and a plan: a calendar file and the address as a QR code."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.answers import read
from careers_site.content.library import library
from careers_site.platform.web.qr_codes import is_short, qr_image
from careers_site.quiz.linked_outcome import address_of, linked_outcome, way_in
from careers_site.quiz.plan_calendar import plan_calendar

bp = Blueprint("files", __name__)


@bp.get("/routes/<route_id>/plan.ics")
def calendar(route_id: str) -> ResponseReturnValue:
    """The plan that leads the page, for somebody's own calendar."""
    rules = library().rules
    answers = read(request.args, rules)
    plan = way_in(route_id, linked_outcome(answers, rules)).first_plan
    if plan is None or not plan.steps:
        abort(404)
    page = address_of(url_for("quiz.plan", route_id=route_id), answers)
    return Response(plan_calendar(plan, page), mimetype="text/calendar")


@bp.get("/routes/code.svg")
def result_code() -> ResponseReturnValue:
    """The address of the result as a QR code, which takes as long to draw as the page itself."""
    return _code(url_for("quiz.result"))


@bp.get("/routes/<route_id>/plan/code.svg")
def plan_code(route_id: str) -> ResponseReturnValue:
    return _code(url_for("quiz.plan", route_id=route_id))


def _code(path: str) -> Response:
    address = address_of(path, read(request.args, library().rules))
    if not is_short(address):
        abort(404)
    return Response(qr_image(address), mimetype="image/svg+xml")
