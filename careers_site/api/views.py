"""The addresses of the API: JSON, read only, no key, open to every site, no cookie."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from careers_site import answers
from careers_site.api.courses import course_answer, courses_answer, listed_course
from careers_site.api.openapi import document
from careers_site.api.profile import profile_answer
from careers_site.api.reference import salaries_answer, scales_answer, sources_answer
from careers_site.api.routes import routes_answer
from careers_site.api.shape import answer
from careers_site.content.library import library
from careers_site.platform.errors import is_api, refuse_unknown

bp = Blueprint("api", __name__, url_prefix="/api/v1")

TAKE_A_QUERY = {"api.routes", "api.courses"}


@bp.before_request
def _refuse_query() -> None:
    """The other addresses take no query: a key is named."""
    if request.endpoint not in TAKE_A_QUERY:
        for key in request.args:
            raise refuse_unknown("parameter", key, [])


@bp.after_app_request
def _open_to_all(response: Response) -> Response:
    """Pages of other sites may read every answer, errors too; nothing here knows the reader."""
    if is_api():
        response.headers["Access-Control-Allow-Origin"] = "*"
        if request.method == "OPTIONS" and response.status_code == 200:
            response.status_code = 204
            del response.headers["Content-Type"]
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "*"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


@bp.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    return jsonify(document(library(), _site_url()))


@bp.get("/profile")
def profile() -> ResponseReturnValue:
    return answer(profile_answer(library(), _site_url()))


@bp.get("/salaries")
def salaries() -> ResponseReturnValue:
    return answer(salaries_answer(library()))


@bp.get("/scales")
def scales() -> ResponseReturnValue:
    return answer(scales_answer(library()))


@bp.get("/sources")
def sources() -> ResponseReturnValue:
    return answer(sources_answer(library()))


@bp.get("/routes")
def routes() -> ResponseReturnValue:
    here = library()
    return answer(routes_answer(answers.read(request.args, here.rules), here, _site_url()))


@bp.get("/courses")
def courses() -> ResponseReturnValue:
    return answer(courses_answer(request.args, _site_url()))


@bp.get("/courses/<int:course_id>")
def course(course_id: int) -> ResponseReturnValue:
    return answer(course_answer(listed_course(course_id), _site_url()))


def _site_url() -> str:
    site_url: str = current_app.config["SETTINGS"].site_url
    return site_url
