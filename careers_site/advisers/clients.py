"""A CSV of clients read into answers. What is wrong is named by row and column.

The heading is row 1, so the numbers are those that a spreadsheet shows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careers_site.answers import NATION, OTHERS, Answers, allowed_answers, one_answer
from careers_site.eligibility.routes import Rules
from careers_site.platform.errors import BadQueryError, refuse_unknown
from careers_site.platform.text_safety import ODD

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
    return [REFERENCE, *rules.scales, NATION, OTHERS]


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
    text: str, rules: Rules, most: int | None = None
) -> tuple[list[Client], list[Problem]]:
    """The clients of the good rows, and what is wrong with the others; empty rows are skipped.

    Raises BatchError where the headings are wrong or there are more than `most` rows: then
    nothing is read, since cells would be given to the wrong questions.
    """
    rows = _rows(text)
    heading = _heading(next(rows, (0, [])), rules)
    clients: list[Client] = []
    problems: list[Problem] = []
    for number, row in rows:
        if isinstance(row, Problem):
            problems.append(row)
        elif any(cell.strip() for cell in row):
            if most is not None and len(clients) == most:
                raise BatchError(
                    f"The file has more than {most:,} clients, which is the most at once. "
                    "Send it in parts."
                )
            client = _Row(number, heading, rules)
            clients.append(client.read(row))
            problems += client.problems
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
    found = [cell.strip().lower() for cell in row]
    if not any(found):
        raise BatchError("row 1: has no headings. Start with the template.")
    problems = [
        f"row 1: {refuse_unknown('heading called', name, known).message}"
        for name in dict.fromkeys(found)
        if name and name not in known
    ]
    twice = [name for name in dict.fromkeys(found) if name and found.count(name) > 1]
    problems += [f'row 1: the heading "{name}" is there more than once.' for name in twice]
    if not {*rules.scales, OTHERS}.intersection(found):
        problems.append(
            "row 1: none of the headings is a question. Start with the template, or with those "
            f"that you need of these: {', '.join(known)}."
        )
    if problems:
        raise BatchError(*problems)
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
        found = {OTHERS: "", NATION: "", REFERENCE: ""}
        for at, (name, cell) in enumerate(zip(self.heading, row, strict=False), start=1):
            if cell.strip() and name == REFERENCE:
                found[name] = self._reference(cell.strip())
            elif cell.strip() and name:
                found[name] = self._answer(name, cell)
            elif cell.strip():
                self._add(f"column {at}", "has no heading, but this row has something in it")
        others, nation, reference = (found.pop(key) for key in (OTHERS, NATION, REFERENCE))
        return Client(self.number, reference, Answers(found, others=others, nation=nation))

    def _answer(self, name: str, cell: str) -> str:
        allowed = allowed_answers(name, self.rules)
        # Spreadsheets like to begin a cell with a capital.
        given = next((one for one in allowed if one == cell.strip().lower()), cell.strip())
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
