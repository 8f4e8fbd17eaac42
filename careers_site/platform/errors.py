"""Errors become pages that say what to do, or JSON under /api."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound

from careers_site.platform.text_safety import did_you_mean, one_line


class BadQueryError(ValueError):
    """The address asks for something that is not known: status 400.

    `message` is a sentence for the reader; `allowed` lists what would have been accepted.
    """

    def __init__(self, message: str, allowed: Collection[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.allowed = list(allowed)


def refuse_unknown(kind: str, found: str, allowed: Collection[str]) -> BadQueryError:
    """The error for a `kind` of thing that does not exist, with the nearest that does."""
    shown = one_line(found if len(found) <= 80 else found[:80] + "…")
    return BadQueryError(f'There is no {kind} "{shown}"{did_you_mean(shown, allowed)}.', allowed)


def init_app(app: Flask) -> None:
    app.register_error_handler(BadQueryError, _bad_query)
    app.register_error_handler(HTTPException, _http_error)


def is_api() -> bool:
    """Whether the request is for a program, which reads JSON."""
    return request.path == "/api" or request.path.startswith("/api/")


def _bad_query(error: BadQueryError) -> ResponseReturnValue:
    if is_api():
        return jsonify(error=error.message, allowed=error.allowed), 400
    page = render_template("errors/400.html", message=error.message, allowed=error.allowed)
    return page, 400


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if is_api():
        return _for_program(error, code)
    if code in {404, 500}:
        return render_template(f"errors/{code}.html"), code
    if code == 400:
        message = error.description or "The address or the form could not be read."
        return render_template("errors/400.html", message=message, allowed=[]), code
    return render_template("errors/other.html", code=code, name=error.name), code


def _for_program(error: HTTPException, code: int) -> ResponseReturnValue:
    said = error.description or error.name
    if isinstance(error, InternalServerError):
        # What went wrong inside is for the log, not for the world.
        said = error.name
    elif said == NotFound.description:
        said = "There is nothing at this address; /api/v1/openapi.json lists what there is."
    methods = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    answer = jsonify(error=said, allowed=sorted(methods or ()))
    if methods:
        answer.headers["Allow"] = ", ".join(sorted(methods))
    return answer, code
