"""Reading a course file row by row: its form is checked here, its cells by its format."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from careers_site.courses.importing.problems import ERRORS, FileProblems, ImportProblemsError
from careers_site.platform.csv_headings import (
    MOST_EXPECTED,
    MOST_OTHERS,
    first_of,
    repeated,
    too_many,
)
from careers_site.platform.text_safety import did_you_mean

__all__ = ["ImportProblemsError", "Line", "read_lines"]

# A longer cell is no text but a quotation mark that is never closed.
LONGEST_CELL = 32 * 1024 * 1024
# How files begin that are often taken for CSV.
BEGINNINGS = {
    b"PK\x03\x04": "is a spreadsheet or a ZIP file",
    b"\xd0\xcf\x11\xe0": "is a spreadsheet",
    b"\xff\xfe": "is UTF-16",
    b"\xfe\xff": "is UTF-16",
    b"%PDF": "is a PDF",
}
# Called with how many bytes of the file were read.
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Line:
    """A row of the file: its number, its cells as they stand, and by column.

    An ERRORS column, which files of bad rows have, is not looked at.
    """

    number: int
    headings: Sequence[str]
    cells: Sequence[str]
    by_column: Mapping[str, str]
    problems: Sequence[str] = ()


def read_lines(
    file: Path,
    columns: Sequence[str],
    problems: FileProblems,
    *,
    others: bool = False,
    progress: Progress | None = None,
) -> Iterator[Line]:
    """Every row that is not blank. What is wrong with the whole file goes to `problems`.

    Columns may stand in any order. `others` lets the file have further columns.
    """
    try:
        with file.open("rb") as raw:
            what = _no_csv(raw)
            if what:
                problems.in_whole(f'{what}: save it as "CSV UTF-8"')
                return
        # A byte that is no UTF-8 is read as a mark of itself, so that its cell can be named.
        with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
            yield from _lines(text, columns, problems, others=others, progress=progress)
    except FileNotFoundError:
        problems.in_whole("there is no such file")
    except OSError as error:
        problems.in_whole(f"cannot be read: {error.strerror}")


def _no_csv(raw: IO[bytes]) -> str:
    beginning = raw.read(4)
    return next((said for start, said in BEGINNINGS.items() if beginning.startswith(start)), "")


def _lines(
    text: IO[str],
    columns: Sequence[str],
    problems: FileProblems,
    *,
    others: bool,
    progress: Progress | None,
) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(text, strict=True)
    number = 0
    try:
        headings = [heading.strip() for heading in next(reader, [])]
        if not headings:
            problems.in_whole("is empty")
        if not headings or not _headings_fit(headings, columns, problems, others=others):
            return
        number = 1
        for number, cells in enumerate(reader, start=2):
            if cells:
                yield _line(number, headings, cells)
            if progress and not number % 500:
                progress(text.buffer.tell())  # type: ignore[attr-defined]
    except csv.Error as error:
        problems.in_whole(f"is not CSV: {error}", number + 1)


def _line(number: int, headings: Sequence[str], cells: Sequence[str]) -> Line:
    wrong = [
        f"{headings[at] if at < len(headings) else f'cell {at + 1}'}: is not UTF-8 "
        f'(byte 0x{_foreign_byte(cell):02X}): save the file as "CSV UTF-8"'
        for at, cell in enumerate(cells)
        if not cell.isascii() and _foreign_byte(cell)
    ]
    if len(cells) != len(headings):
        wrong.append(f"has {len(cells)} cells where the heading has {len(headings)}")
    if ERRORS in headings:
        kept = [at for at, heading in enumerate(headings) if heading != ERRORS]
        headings = [headings[at] for at in kept]
        cells = [cells[at] for at in kept if at < len(cells)]
    return Line(number, headings, cells, dict(zip(headings, cells, strict=False)), wrong)


def _foreign_byte(cell: str) -> int:
    """The first byte that is no UTF-8, or 0."""
    return next((ord(c) - 0xDC00 for c in cell if "\udc80" <= c <= "\udcff"), 0)


def _headings_fit(
    headings: Sequence[str], columns: Sequence[str], problems: FileProblems, *, others: bool
) -> bool:
    if what := too_many(headings, columns, MOST_EXPECTED if others else MOST_OTHERS):
        problems.in_whole(what, 1)
        return False
    found: list[str] = []
    for heading in headings:
        if heading not in columns and heading != ERRORS and not others:
            shown = heading[:80].encode("utf-8", "replace").decode()
            near = did_you_mean(shown, columns)
            found.append(f'"{shown}": there is no such column{near}')
    for column, times in repeated(headings).items():
        if column in columns:
            found.append(f"{column}: stands {times} times")
    found += [f"{column}: the column is missing" for column in columns if column not in headings]
    for problem in first_of(found):
        problems.in_whole(problem, 1)
    return not found
