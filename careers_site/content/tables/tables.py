"""The small CSV tables of data/: headings checked, rows typed, every problem named with its place.

A problem reads `data/salaries.csv: row 3: minimum: "abc" is not a whole number of pounds`.
The heading is row 1, so the numbers are those that a spreadsheet shows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from careers_site.platform import clock
from careers_site.platform.sheets.csv_headings import first_of, repeated, too_many
from careers_site.platform.sheets.csv_rows import read_row
from careers_site.platform.sheets.csv_safety import unguard
from careers_site.platform.text.text_safety import ODD, did_you_mean

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RowT = TypeVar("RowT", bound="DataclassInstance")


@dataclass(frozen=True)
class Checks:
    """What cells are compared with: the sources that exist, and the day that is not yet past."""

    known_sources: Collection[str]
    today: date


@dataclass(frozen=True)
class Table(Generic[RowT]):
    """A small table: its file's name, the shape of its rows, and the columns that know a row.

    The fields of `shape`, a frozen dataclass, are the columns, typed with the cells of `cells.py`.
    A field with a default came later: a file without that column reads as if its cells were blank.
    """

    name: str
    shape: type[RowT]
    key: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"data/{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self.shape))

    @property
    def later(self) -> tuple[str, ...]:
        """The columns that a file may be without."""
        return tuple(one.name for one in fields(self.shape) if one.default is not MISSING)

    def read(
        self, text: str, known_sources: Collection[str], today: date | None = None
    ) -> tuple[tuple[RowT, ...], list[str]]:
        """The good rows in the order of the text, and all problems at once."""
        checks = Checks(known_sources, today or clock.today())
        good: list[RowT] = []
        problems: list[str] = []
        first: dict[tuple[str, ...], int] = {}
        for number, cells in self._records(text, problems):
            place = f"{self.path}: row {number}"
            key = tuple(cells[column] for column in self.key)
            held = first.setdefault(key, number)
            if held != number:
                columns = ", ".join(self.key)
                problems.append(f'{place}: {columns}: "{" ".join(key)}" is already in row {held}')
            row, found = read_row(self.shape, cells, checks)
            problems.extend(f"{place}: {problem}" for problem in found)
            good += [row] if row else []
        return tuple(good), problems

    def _records(self, text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
        """The cells by column of each row that is not blank, with the row's number in the file.

        What is wrong with the heading or with a row's shape is a problem. With a wrong heading no
        row is read: the cells would be given to the wrong columns.
        """
        # Spreadsheets put a byte-order mark before the first heading.
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        number = 0
        try:
            heading = [cell.strip() for cell in next(rows, [])]
            wrong = _heading_problems(heading, self.columns, self.later)
            problems.extend(f"{self.path}: row 1: {found}" for found in wrong)
            for number, row in enumerate(rows if not wrong else (), start=2):
                if not any(cell.strip() for cell in row):
                    continue
                if found := _row_problem(row, heading):
                    problems.append(f"{self.path}: row {number}: {found}")
                else:
                    cells = dict(zip(heading, map(plain, row), strict=True))
                    yield number, {**dict.fromkeys(self.later, ""), **cells}
        except csv.Error as error:
            problems.append(
                f"{self.path}: row {number + 1}: cannot be read ({error}): "
                "look for a quotation mark that is not closed"
            )

    def check(self, cells: dict[str, str], checks: Checks) -> tuple[RowT | None, list[str]]:
        """The row that these cells are, or else its problems as "column: what is wrong"."""
        found = _row_problem(list(cells.values()), list(cells))
        return (None, [found]) if found else read_row(self.shape, cells, checks)


def plain(cell: str) -> str:
    """A cell without outer space and without the apostrophe that guards it."""
    return unguard(cell.strip()).strip()


def _heading_problems(
    heading: Sequence[str], columns: Sequence[str], later: Collection[str]
) -> list[str]:
    if what := too_many(heading, columns):
        return [what]
    missing = [column for column in columns if column not in heading]
    problems = [
        f'unknown column "{name}"{did_you_mean(name, missing)}'
        for name in heading
        if name not in columns
    ]
    needed = (column for column in missing if column not in later)
    problems.extend(f'missing column "{column}"' for column in needed)
    twice = sorted(name for name in repeated(heading) if name in columns)
    problems.extend(f'column "{name}" is there twice' for name in twice)
    return first_of(problems)


def _row_problem(row: Sequence[str], heading: Sequence[str]) -> str:
    if len(row) != len(heading):
        return f"has {len(row)} cells, but there are {len(heading)} columns"
    for name, cell in zip(heading, row, strict=True):
        if ODD.search(cell):
            return f"{name}: holds a character that cannot be shown"
    return ""
