"""`/advisers/batch`: a CSV of clients in, a summary or a CSV of reasons out; nothing is kept."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from careers_site.advisers import batch, uploads
from careers_site.advisers.batch import Note, Tally
from careers_site.advisers.clients import (
    BatchError,
    Client,
    Problem,
    decode,
    headings,
    read_clients,
)
from careers_site.answers import NATIONS, OTHERS_VALUES
from careers_site.content.library import library
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.wording import Kind
from careers_site.platform.errors import refuse_unknown
from careers_site.platform.extensions import csrf, limiter
from careers_site.platform.security import PRIVATE

bp = Blueprint("batch", __name__)

MOST_CLIENTS = 10_000
# A file of 10,000 clients keeps a processor busy for some seconds.
THROTTLE = "10 per minute; 100 per hour"
SUMMARY, AS_CSV = "summary", "csv"
# A page that names more problems than this is of no use.
MOST_SHOWN = 200
LINE_END = "\r\n"
TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Summary:
    """What the page says about a file: how many stand where, and what is wrong with it."""

    clients: int
    tally: Tally
    problems: list[Problem]
    notes: list[Note]


@bp.get(uploads.PATH)
def explain() -> ResponseReturnValue:
    return _page()


@bp.get(f"{uploads.PATH}/template.csv")
def template() -> ResponseReturnValue:
    """A file with every heading and no rows."""
    return _download("clients.csv", [",".join(headings(library().rules)) + LINE_END])


@bp.post(uploads.PATH)
@limiter.limit(THROTTLE)
def answer() -> ResponseReturnValue:
    """The file's answer. It is read in memory, and gone when the answer is sent."""
    if not uploads.is_from_here():
        return _private(render_template("advisers/batch_foreign.html")), 403
    rules = library().rules
    try:
        text = decode(uploads.read_upload("clients"))
        clients, problems = read_clients(text, rules, MOST_CLIENTS)
    except BatchError as error:
        return _page(refused=error.problems), 400
    if _wanted() == AS_CSV:
        made = batch.lines(batch.answers(clients, rules), end=LINE_END)
        unmatched = batch.lines_of_problems(problems, end=LINE_END)
        return _private(_download("answer.csv", chain(made, unmatched)))
    return _page(summary=_summary(clients, problems, rules))


# No session and so no token: `is_from_here` takes its place.
csrf.exempt(answer)


def _wanted() -> str:
    wanted = request.form.get("answer", SUMMARY)
    if wanted not in (SUMMARY, AS_CSV):
        raise refuse_unknown("kind of answer called", wanted, (SUMMARY, AS_CSV))
    return wanted


def _summary(clients: list[Client], problems: list[Problem], rules: Rules) -> Summary:
    tally = Tally()
    for _ in tally.watch(batch.answers(clients, rules)):
        pass
    notes = [note for client in clients for note in batch.notes(client, rules)]
    return Summary(len(clients), tally, problems, notes)


def _page(summary: Summary | None = None, refused: tuple[str, ...] = ()) -> Response:
    rules = library().rules
    page = render_template(
        "advisers/batch.html",
        summary=summary,
        refused=refused,
        most_shown=MOST_SHOWN,
        most_clients=MOST_CLIENTS,
        results=tuple(Kind),
        routes=rules.routes,
        scales=rules.scales.values(),
        nations=tuple(NATIONS),
        others=OTHERS_VALUES,
    )
    return _private(page) if request.method == "POST" else Response(page)


def _download(name: str, lines: Iterable[str]) -> Response:
    """A CSV whose first bytes tell a spreadsheet that it is UTF-8."""
    answer = Response("\ufeff" + "".join(lines), content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _private(answer: Response | str) -> Response:
    made = Response(answer) if isinstance(answer, str) else answer
    made.headers["Cache-Control"] = PRIVATE
    return made


@bp.errorhandler(413)
def _too_large(_error: HTTPException) -> ResponseReturnValue:
    return _page(refused=("The file is larger than 5 MB. Send it in parts.",)), 413


@bp.errorhandler(429)
def _too_often(_error: HTTPException) -> ResponseReturnValue:
    """Says when to come back, in the page and to programs."""
    limit = limiter.current_limit
    seconds = max(1, math.ceil(limit.reset_at - time.time())) if limit else 60
    page = _private(render_template("advisers/batch_throttled.html", seconds=seconds))
    page.headers["Retry-After"] = str(seconds)
    return page, 429
