"""A CSV of clients read into answers. What is wrong is named by row and column.

The heading is row 1, so the numbers are those that a spreadsheet shows. `platform.csv_rows` would
make it no shorter: its shapes have fixed columns, while these are the questions of the rules,
refused in the same words as in an address.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from careers_site.answers import (
    NATION,
    NEAR,
    NEAR_LENGTH,
    OTHERS,
    START,
    Answers,
    allowed_answers,
    one_answer,
    read_month,
)
from careers_site.eligibility.rules import Rules
from careers_site.platform.sheets.csv_headings import first_of, repeated, too_many
from careers_site.platform.text.text_safety import ODD
from careers_site.platform.web.errors import BadQueryError, refuse_unknown
from careers_site.platform.web.turns import within

REFERENCE = "reference"
LONGEST_REFERENCE = 200
# What programs put between the cells of a CSV: the comma, and what else spreadsheets use.
SEPARATORS = (",", ";", "\t")
HOW_TO_SAVE = "In your spreadsheet, save it as “CSV UTF-8 (comma delimited)” and try again."


class BatchError(ValueError):
    """The file as a whole cannot be used; each of `problems` says what to do."""

    def __init__(self, *problems: str) -> None:
        super().__init__(problems[0])
        self.problems = problems


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row; `column` is empty where it is the whole row."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (f"row {self.row}", self.column, self.what)))


@dataclass(frozen=True)
class Client:
    """One row: its number, what the adviser calls the client, and the answers."""

    row: int
    reference: str
    answers: Answers


def headings(rules: Rules) -> list[str]:
    """Every heading that a file of clients can have."""
    funding = (question.id for question in rules.funding)
    return [REFERENCE, *rules.scales, START, NEAR, *funding, NATION, OTHERS]


def decode(data: bytes) -> str:
    """The text of a file. Raises BatchError for anything but UTF-8, with or without a mark."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BatchError(f"This is a spreadsheet, not a CSV file. {HOW_TO_SAVE}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BatchError(f"The file is UTF-16 text, and this reads UTF-8. {HOW_TO_SAVE}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BatchError(f"Line {line} of the file is not UTF-8 text. {HOW_TO_SAVE}") from None


def read_clients(
    text: str, rules: Rules, most: float = math.inf, seconds: float = math.inf
) -> tuple[list[Client], list[Problem]]:
    """The clients of the good rows, and what is wrong with the others; empty rows are skipped.

    Raises BatchError where the headings are wrong or there are more than `most` rows: then
    nothing is read, since cells would be given to the wrong questions. Raises ServiceUnavailable
    after so many `seconds`.
    """
    rows = within(seconds, _rows(text))
    heading = _heading(next(rows, (0, [])), rules)
    clients: list[Client] = []
    problems: list[Problem] = []
    # Rows that cannot be read count too: there is no end to what is wrong with some files.
    read = 0
    for number, row in rows:
        if not isinstance(row, Problem) and not any(cell.strip() for cell in row):
            continue
        read += 1
        if read > most:
            raise BatchError(
                f"The file has more than {most:,} clients, which is the most at once. "
                "Send it in parts."
            )
        if isinstance(row, Problem):
            problems.append(row)
        else:
            client = _Row(number, heading, rules)
            clients.append(client.read(row))
            problems += client.problems
        if len(problems) > most:
            raise BatchError(
                f"More than {most:,} things in the file could not be read. Check that it is the "
                "right file, and start with the template."
            )
    bad = {problem.row for problem in problems}
    return [client for client in clients if client.row not in bad], problems


def _rows(text: str) -> Iterator[tuple[int, list[str] | Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = f"cannot be read ({error}): look for a quotation mark that is not closed"
            yield number, Problem(number, "", what)


def _separator(text: str) -> str:
    """What stands between the first row's cells."""
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def _heading(first: tuple[int, list[str] | Problem], rules: Rules) -> list[str]:
    _, row = first
    if isinstance(row, Problem):
        raise BatchError(str(row))
    known = headings(rules)
    if what := too_many(row, known):
        raise BatchError(f"row 1: {what}. Start with the template.")
    found = [cell.strip().lower() for cell in row]
    if not any(found):
        raise BatchError("row 1: has no headings. Start with the template.")
    problems = [
        f"row 1: {refuse_unknown('heading called', name, known).message}"
        for name in dict.fromkeys(found)
        if name and name not in known
    ]
    twice = filter(None, repeated(found))
    problems += [f'row 1: the heading "{name}" is there more than once.' for name in twice]
    if not {*rules.scales, OTHERS}.intersection(found):
        problems.append(
            "row 1: none of the headings is a question. Start with the template, or with those "
            f"that you need of these: {', '.join(known)}."
        )
    if problems:
        raise BatchError(*first_of(problems))
    return found


class _Row:
    """Reads the cells of one row; `problems` fills as it goes."""

    def __init__(self, number: int, heading: Sequence[str], rules: Rules) -> None:
        self.number, self.heading, self.rules = number, heading, rules
        self.problems: list[Problem] = []

    def read(self, row: Sequence[str]) -> Client:
        """Spreadsheets leave out empty cells at the end: what is missing was not answered."""
        extra = [cell for cell in row[len(self.heading) :] if cell.strip()]
        if extra:
            self._add("", f"has {len(row)} cells, but there are {len(self.heading)} headings")
        found: dict[str, str] = {}
        for at, (name, cell) in enumerate(zip(self.heading, row, strict=False), start=1):
            if cell.strip() and name:
                found[name] = self._cell(name, cell.strip())
            elif cell.strip():
                self._add(f"column {at}", "has no heading, but this row has something in it")
        return Client(self.number, found.pop(REFERENCE, ""), self._answers(found))

    def _answers(self, found: dict[str, str]) -> Answers:
        funding = [question.id for question in self.rules.funding]
        answers = Answers(
            levels={name: level for name, level in found.items() if name in self.rules.scales},
            others=found.get(OTHERS, ""),
            nation=found.get(NATION, ""),
            near=found.get(NEAR, ""),
            start=found.get(START, ""),
            funding={name: found[name] for name in funding if found.get(name)},
        )
        problem = answers.whereabouts.problem
        if problem and not answers.situation.nation:
            # Plans would be made for England, wherever the client lives.
            self._add(NEAR, f"{problem} Write another place, or the nation in its own column.")
        return answers

    def _cell(self, name: str, cell: str) -> str:
        readers: dict[str, Callable[[str], str]] = {
            REFERENCE: self._reference,
            NEAR: self._place,
            START: self._month,
        }
        return readers[name](cell) if name in readers else self._answer(name, cell)

    def _month(self, cell: str) -> str:
        try:
            return read_month(cell)
        except BadQueryError as error:
            self._add(START, error.message)
            return ""

    def _place(self, cell: str) -> str:
        if len(cell) > NEAR_LENGTH or not cell.isprintable():
            self._add(NEAR, "is not the name of a place or a postcode")
            return ""
        return cell

    def _answer(self, name: str, cell: str) -> str:
        allowed = allowed_answers(name, self.rules)
        # Spreadsheets like to begin a cell with a capital.
        given = next((one for one in allowed if one == cell.lower()), cell)
        try:
            return one_answer(name, given, self.rules)
        except BadQueryError as error:
            self._add(name, f"{error.message} Use one of: {', '.join(allowed)}.")
            return ""

    def _reference(self, text: str) -> str:
        if len(text) > LONGEST_REFERENCE:
            self._add(REFERENCE, f"is longer than {LONGEST_REFERENCE} characters")
        if ODD.search(text):
            self._add(REFERENCE, "holds a character that cannot be shown")
        return text

    def _add(self, column: str, what: str) -> None:
        self.problems.append(Problem(self.number, column, what))
