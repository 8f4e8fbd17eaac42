"""`/advisers/batch`: a CSV of clients in, a summary or a CSV of reasons out; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from careers_site.advisers import batch, uploads
from careers_site.advisers.batch import KIND_WORDS, Note, Tally
from careers_site.advisers.clients import (
    BatchError,
    Client,
    Problem,
    decode,
    headings,
    read_clients,
)
from careers_site.answers import OTHERS_VALUES
from careers_site.content.library import library
from careers_site.eligibility.rules import Rules
from careers_site.places.nations import NATIONS
from careers_site.platform.extensions import csrf, limiter
from careers_site.platform.web.errors import refuse_unknown
from careers_site.platform.web.requests import is_from_here
from careers_site.platform.web.security import PRIVATE
from careers_site.platform.web.turns import Turns, within

bp = Blueprint("batch", __name__)

MOST_CLIENTS = 10_000
# Reading a file and answering it may each take so long.
MOST_SECONDS = 120.0
TURNS = Turns()
# A file of 10,000 clients keeps a processor busy for a minute or so.
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
    if not is_from_here():
        return _private(render_template("advisers/batch_foreign.html")), 403
    wanted = _wanted()
    try:
        with TURNS.taken():
            return _answer(decode(uploads.read_upload("clients")), wanted)
    except BatchError as error:
        return _page(refused=error.problems), 400


def _answer(text: str, wanted: str) -> Response:
    rules = library().rules
    clients, problems = read_clients(text, rules, MOST_CLIENTS, MOST_SECONDS)
    if wanted == AS_CSV:
        made = batch.lines(batch.answers(within(MOST_SECONDS, clients), rules), end=LINE_END)
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
    for _ in tally.watch(batch.answers(within(MOST_SECONDS, clients), rules)):
        pass
    notes = [
        note for client in within(MOST_SECONDS, clients) for note in batch.notes(client, rules)
    ]
    return Summary(len(clients), tally, problems, notes)


def _page(summary: Summary | None = None, refused: tuple[str, ...] = ()) -> Response:
    rules = library().rules
    page = render_template(
        "advisers/batch.html",
        summary=summary,
        refused=refused,
        most_shown=MOST_SHOWN,
        most_clients=MOST_CLIENTS,
        results=tuple(KIND_WORDS.values()),
        routes=rules.routes,
        scales=rules.scales.values(),
        funding=rules.funding,
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
