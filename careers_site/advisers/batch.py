"""The answer to a CSV of clients: one row for each client and route, and how many stand where."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from careers_site.advisers.clients import Client, Problem
from careers_site.eligibility.assessment import RouteAssessment, assess
from careers_site.eligibility.person import know
from careers_site.eligibility.rules import Route, Rules
from careers_site.eligibility.wording import Kind
from careers_site.quiz.outcome import contradictions, gaps

# A spreadsheet runs a cell that begins like this.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class RouteAnswer:
    """How a client stands on a route, in the columns of the answer.

    `missing` and `pounds_unknown_for` are joined with "; ", the titles of `steps` with " > ";
    `ask` is the heading of the question that would decide most. The months, the pounds and the
    steps are those of the fastest plan, and empty where there is no plan.
    """

    reference: str
    row: int
    route: str
    title: str
    verdict: str
    summary: str
    missing: str
    ask: str
    months: int | None
    pounds: int | None
    pounds_unknown_for: str
    steps: str

    def cells(self) -> list[str]:
        return [safe(getattr(self, name)) for name in COLUMNS]


COLUMNS = tuple(field.name for field in fields(RouteAnswer))


@dataclass(frozen=True)
class Note:
    """Two answers of a client that do not fit together: not a mistake in the file."""

    row: int
    what: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.what}"


def answer(client: Client, rules: Rules) -> list[RouteAnswer]:
    """How a client stands on every route, in the order of the content."""
    found = assess(client.answers.person(rules), client.answers.situation, rules)
    return [_row(client, one) for one in found.routes]


def _row(client: Client, one: RouteAssessment) -> RouteAnswer:
    plan = one.fastest
    return RouteAnswer(
        reference=client.reference,
        row=client.row,
        route=one.route.id,
        title=one.route.title,
        verdict=one.finding.verdict.word,
        summary=one.result.words,
        missing="; ".join(gap.words for gap in gaps(one.finding, lambda scale: scale)),
        ask=one.asks[0] if one.asks else "",
        months=plan.months if plan else None,
        # Not known is never nought.
        pounds=plan.price.high if plan else None,
        pounds_unknown_for="; ".join(plan.price.unknown_for) if plan else "",
        steps=" > ".join(planned.step.title for planned in plan.steps) if plan else "",
    )


def answers(clients: Iterable[Client], rules: Rules) -> Iterator[RouteAnswer]:
    """The rows of all clients, in the order of the file."""
    for client in clients:
        yield from answer(client, rules)


def notes(client: Client, rules: Rules) -> list[Note]:
    known = know(client.answers.person(rules), rules.scales)
    return [Note(client.row, words) for words in contradictions(known, rules)]


def safe(value: str | int | None) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def lines(rows: Iterable[RouteAnswer], end: str = "\n") -> Iterator[str]:
    """The answer as CSV, heading first, a line at a time."""
    yield _line([*COLUMNS], end)
    for row in rows:
        yield _line(row.cells(), end)


def lines_of_problems(problems: Iterable[Problem], end: str) -> Iterator[str]:
    """Rows that say in `summary` why a client has no answer, for whoever sees only the CSV."""
    for problem in problems:
        words = ": ".join(filter(None, ("Not matched", problem.column, problem.what)))
        given = {"row": str(problem.row), "summary": words}
        yield _line([safe(given.get(column)) for column in COLUMNS], end)


def _line(cells: list[str], end: str) -> str:
    text = io.StringIO(newline="")
    # The writer puts quotation marks around what is part of its own line end, and only of that.
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n") + end


class Tally:
    """How many clients have each result on each route, counted while their answers go by."""

    def __init__(self) -> None:
        self.found: Counter[tuple[str, Kind]] = Counter()

    def watch(self, answers: Iterable[RouteAnswer]) -> Iterator[RouteAnswer]:
        for one in answers:
            self.found[one.route, Kind.of(one.summary)] += 1
            yield one

    def of(self, route: Route) -> dict[Kind, int]:
        return {kind: self.found[route.id, kind] for kind in Kind}
