"""The answer to a CSV of clients: one row for each client and route, and how many stand where."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from careers_site.advisers.clients import Client, Problem
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.findings import Assessment, RouteAssessment
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import know
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.rules import Route, Rules
from careers_site.eligibility.wording import Kind
from careers_site.platform.sheets.csv_safety import guard
from careers_site.quiz.outcome import contradictions, gaps

# However many answers are still needed, such clients are counted together.
KIND_WORDS = {kind: kind.value for kind in Kind} | {
    Kind.START: "You could start, now or later",
    Kind.ASK: "We need more answers",
}


@dataclass(frozen=True)
class RouteAnswer:
    """How a client stands on a route, in the columns of the answer.

    `missing` and `pounds_unknown_for` are joined with "; ", the titles of `steps` with " > ";
    `ask` is the heading of the question that would decide most. What is known of the plan is that
    of the fastest one that hangs on nothing but applying, and empty where there is none: `pounds`
    the most and `pounds_from` the least that it costs, empty where that is not known, `loan` how
    much of it is a loan. `quicker_if` are the steps of a plan that hangs on more. `best` is what
    to do first.
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
    needed: str
    next_start: str
    starts: str
    ends: str
    pounds_from: int | None
    loan: int | None
    quicker_if: str
    quicker_ends: str
    from_: str
    nation: str
    ready: str
    best_step: str
    best: str
    kind: Kind = field(metadata={"column": False})

    def cells(self) -> list[str]:
        return [_cell(getattr(self, name)) for name in _NAMES]


_NAMES = tuple(one.name for one in fields(RouteAnswer) if one.metadata.get("column", True))
COLUMNS = tuple(name.rstrip("_") for name in _NAMES)


@dataclass(frozen=True)
class Note:
    """Something about a client to look at: not a mistake in the file."""

    row: int
    what: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.what}"


def answer(client: Client, rules: Rules) -> list[RouteAnswer]:
    """How a client stands on every route, in the order of the content."""
    answers = client.answers
    # No column is about the cheapest plan.
    found = assess(answers.person(rules), answers.situation, rules, cheapest=False)
    return [_row(client, one, found) for one in found.routes]


def _row(client: Client, one: RouteAssessment, found: Assessment) -> RouteAnswer:
    plan, quicker, best = one.fastest, one.quicker_if, found.best
    is_unknown = one.finding.verdict == Verdict.UNKNOWN
    return RouteAnswer(
        reference=client.reference,
        row=client.row,
        route=one.route.id,
        title=one.route.title,
        verdict=one.finding.verdict.word,
        summary=one.result.words,
        missing=_missing(one),
        ask=next(iter(one.asks), "") if is_unknown else "",
        months=plan.months if plan else None,
        pounds=_known(plan.price.known_high, plan) if plan else None,
        pounds_unknown_for="; ".join(plan.price.unknown_for) if plan else "",
        steps=_steps(plan),
        needed=_yes(one.needed),
        next_start=_month(one.result.when),
        starts=_month(plan.starts if plan else None),
        ends=_month(plan.ends if plan else None),
        pounds_from=_known(plan.price.low, plan) if plan else None,
        loan=_known(plan.price.loan, plan) if plan else None,
        quicker_if=_steps(quicker),
        quicker_ends=_month(quicker.ends if quicker else None),
        from_=found.situation.start.id,
        nation=found.situation.planning_nation,
        ready=_yes(found.ready),
        best_step=best.step.id if best and best.step else "",
        best=best.sentence if best else "",
        kind=one.result.kind,
    )


def _missing(one: RouteAssessment) -> str:
    """Nothing is missing on a route that the client does not need."""
    if not one.needed:
        return ""
    return "; ".join(gap.words for gap in gaps(one.finding, lambda scale: scale))


def _known(pounds: int, plan: Plan) -> int | None:
    """A sum, but never nought where the price of a step is not known."""
    return pounds if pounds or not plan.price.unknown_for else None


def _steps(plan: Plan | None) -> str:
    return " > ".join(planned.step.title for planned in plan.steps) if plan else ""


def _month(month: Month | None) -> str:
    return month.id if month else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def answers(clients: Iterable[Client], rules: Rules) -> Iterator[RouteAnswer]:
    """The rows of all clients, in the order of the file."""
    for client in clients:
        yield from answer(client, rules)


def notes(client: Client, rules: Rules) -> list[Note]:
    """Answers that do not fit together, a nation or a month that may not be what was meant, and a
    place that is not known."""
    known = know(client.answers.person(rules), rules.scales)
    problem = client.answers.whereabouts.problem
    found = [*contradictions(known, rules), *client.answers.notes, *filter(None, [problem])]
    return [Note(client.row, words) for words in found]


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
        yield _line([_cell(given.get(column)) for column in COLUMNS], end)


def _cell(value: str | int | None) -> str:
    return "" if value is None else guard(str(value))


def _line(cells: list[str], end: str) -> str:
    text = io.StringIO(newline="")
    # The writer puts quotation marks around what is part of its own line end, and only of that.
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n") + end


class Tally:
    """How many clients have each kind of result on each route, counted while answers go by."""

    def __init__(self) -> None:
        self.found: Counter[tuple[str, Kind]] = Counter()

    def watch(self, answers: Iterable[RouteAnswer]) -> Iterator[RouteAnswer]:
        for one in answers:
            self.found[one.route, one.kind] += 1
            yield one

    def of(self, route: Route) -> dict[str, int]:
        """By the words for the kind of result."""
        return {words: self.found[route.id, kind] for kind, words in KIND_WORDS.items()}
