"""The addresses of the API: JSON, read only, no key, open to every site, no cookie."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from careers_site.api.openapi import ADDRESSES, ROOT, Address, document
from careers_site.api.shape import Asked
from careers_site.content.library import library
from careers_site.platform.web.errors import is_api, refuse_unknown

bp = Blueprint("api", __name__, url_prefix=ROOT)

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


def _view(address: Address) -> Callable[..., ResponseReturnValue]:
    def view(**in_path: int) -> ResponseReturnValue:
        query = MultiDict({key: str(value) for key, value in in_path.items()}) or request.args
        answer = address.answer(Asked(query, library(), _site_url()))
        return Response(answer.model_dump_json(), mimetype="application/json")

    return view


for _address in ADDRESSES:
    _rule = _address.path.removeprefix(ROOT).replace("{id}", "<int:id>")
    bp.add_url_rule(_rule, _address.name, _view(_address), methods=["GET"])


def _site_url() -> str:
    site_url: str = current_app.config["SETTINGS"].site_url
    return site_url
