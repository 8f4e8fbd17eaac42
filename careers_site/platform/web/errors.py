"""Errors become pages that say what to do, or JSON under /api."""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from urllib.parse import urlencode

from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound

from careers_site.platform.extensions import limiter
from careers_site.platform.text.text_safety import did_you_mean, one_line

TOO_OFTEN = "We have had very many requests from your address in a short time."
WAIT = frozenset({429, 503})


class BadQueryError(ValueError):
    """The address asks for something that is not known: status 400.

    `message` is a sentence for the reader; `allowed` lists what would have been accepted. `key`
    is the part of the address that is wrong: the page offers the address without it.
    """

    def __init__(self, message: str, allowed: Collection[str] = (), key: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.allowed = list(allowed)
        self.key = key


def refuse_unknown(kind: str, found: str, allowed: Collection[str], key: str = "") -> BadQueryError:
    """The error for a `kind` of thing that does not exist, with the nearest that does."""
    shown = one_line(found if len(found) <= 80 else found[:80] + "…")
    message = f'There is no {kind} "{shown}"{did_you_mean(shown, allowed)}.'
    return BadQueryError(message, allowed, key)


def init_app(app: Flask) -> None:
    app.register_error_handler(BadQueryError, _bad_query)
    app.register_error_handler(HTTPException, http_error)


def is_api() -> bool:
    """Whether the request is for a program, which reads JSON."""
    return request.path == "/api" or request.path.startswith("/api/")


def _bad_query(error: BadQueryError) -> ResponseReturnValue:
    if is_api():
        return jsonify(error=error.message, allowed=error.allowed), 400
    page = render_template(
        "errors/400.html",
        message=error.message,
        allowed=error.allowed,
        without_url=_address_without(error.key),
    )
    return page, 400


def _address_without(key: str) -> str:
    """The address that was asked for without one key, so that nothing else is lost."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != key]
    if not key or request.method != "GET" or not kept:
        return ""
    return f"{request.path}?{urlencode(kept)}"


def http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    answer = make_response(_for_program(error, code) if is_api() else _for_reader(error, code))
    if seconds := _seconds_to_wait(error):
        answer.headers["Retry-After"] = str(seconds)
    return answer


def _for_reader(error: HTTPException, code: int) -> ResponseReturnValue:
    if code in WAIT:
        message = TOO_OFTEN if code == 429 else error.description
        seconds = _seconds_to_wait(error)
        return render_template("errors/wait.html", message=message, seconds=seconds), code
    if code in {404, 500}:
        return render_template(f"errors/{code}.html"), code
    if code == 400:
        message = error.description or "The address or the form could not be read."
        return render_template("errors/400.html", message=message, allowed=[]), code
    return render_template("errors/other.html", code=code, name=error.name), code


def _seconds_to_wait(error: HTTPException) -> int:
    """When to come back, for who is told to wait; else 0."""
    limit = limiter.current_limit if error.code == 429 else None
    if limit is not None:
        return max(1, math.ceil(limit.reset_at - time.time()))
    given = getattr(error, "retry_after", None)
    return given if isinstance(given, int) else 0


def _for_program(error: HTTPException, code: int) -> ResponseReturnValue:
    said = TOO_OFTEN if error.code == 429 else error.description or error.name
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
