"""The one reader of tables that people send: text files and workbooks, as rows by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO

from careers_site.platform.sheets import text_files, workbooks
from careers_site.platform.sheets.columns import Columns, SheetError
from careers_site.platform.sheets.csv_headings import MOST_NAMED
from careers_site.platform.sheets.rows import MOST_BLANK, SAMPLE, Row
from careers_site.platform.text.text_safety import showable

# How files begin that are taken for tables and are none.
BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": (
        "is an old workbook (.xls), or has a password: save it as .xlsx without a password"
    ),
    b"%PDF": "is a PDF: save its table as .xlsx or CSV",
}
WORKBOOK = b"PK\x03\x04"
WITHOUT_HEADING = "Left out: cells in columns without a heading"
PROGRESS_EVERY = 500
# Called with how many bytes of the file were read.
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Limits:
    """How much is read of one file: bytes of a workbook when it is unpacked, and cells."""

    unpacked: int
    cells: int


@dataclass(frozen=True)
class Line:
    """A row of the file: its number, its cells as they stand, and by column.

    Columns that the file does not have are not in `by_column`.
    """

    number: int
    headings: Sequence[str]
    cells: Sequence[str]
    by_column: Mapping[str, str]
    problems: Sequence[str] = ()


def read(
    raw: IO[bytes],
    columns: Columns,
    limits: Limits,
    notes: list[str],
    progress: Progress | None = None,
) -> Iterator[Line]:
    """Every row below the headings that is not blank. Raises SheetError.

    `notes` are given sentences about what was left out or read in another way.
    """
    filled = _filled(_rows(raw, columns, limits, notes), limits.cells)
    first = list(islice(filled, SAMPLE))
    if not first:
        raise SheetError("is empty")
    at = next((at for at, row in enumerate(first) if columns.fit(_stripped(row))), 0)
    if at:
        notes.append(f"Left out above the headings: {at} row{'s' if at > 1 else ''}")
    headings = _stripped(first[at])
    reader = _Reader(headings, columns, columns.places(headings, first[at].number), notes)
    for count, row in enumerate(chain(first[at + 1 :], filled), start=1):
        yield reader.line(row)
        if progress and not count % PROGRESS_EVERY:
            progress(raw.tell())


def _rows(raw: IO[bytes], columns: Columns, limits: Limits, notes: list[str]) -> Iterator[Row]:
    raw.seek(0)
    beginning = raw.read(4)
    raw.seek(0)
    if beginning == WORKBOOK:
        return workbooks.read(raw, columns.fit, notes, limits.unpacked)
    for start, words in BEGINNINGS.items():
        if beginning.startswith(start):
            raise SheetError(words)
    return text_files.read(raw, columns.fit, notes)


def _filled(rows: Iterator[Row], most: int) -> Iterator[Row]:
    """The rows that are not blank, in all at most so many cells."""
    cells = last = 0
    for row in rows:
        if not row.is_blank:
            last = row.number
            cells += len(row.cells)
            yield row
        if cells > most:
            raise SheetError(f"has more than {most:,} cells: send it in parts", row.number)
        if row.number - last > MOST_BLANK:
            said = f"has more than {MOST_BLANK:,} empty rows below row {last}"
            raise SheetError(f"{said}: copy the rows alone into a new file")


def _stripped(row: Row) -> list[str]:
    cells = [" ".join(cell.split()) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


class _Reader:
    """Turns rows into lines: each column's place is known."""

    def __init__(
        self,
        headings: Sequence[str],
        columns: Columns,
        places: Mapping[str, int],
        notes: list[str],
    ) -> None:
        self._width = len(headings)
        self._places = places
        self._names = {at: name for name, at in places.items()}
        # Beside the columns that are read, own ones are kept for the file of bad rows.
        self._kept = [at for at, name in enumerate(headings) if name not in columns.ignored]
        self._headings = [headings[at] for at in self._kept]
        self._notes = notes
        own = [headings[at] for at in self._kept if at not in self._names and headings[at]]
        if own:
            more = f" and {len(own) - MOST_NAMED} more" if len(own) > MOST_NAMED else ""
            named = ", ".join(f'"{showable(name)[:80]}"' for name in own[:MOST_NAMED])
            notes.append(f"Left out, as this table has no such column: {named}{more}")

    def line(self, row: Row) -> Line:
        cells = self._fitted(row)
        found = {name: cells[at] for name, at in self._places.items() if at < len(cells)}
        wrong = [
            f"{self._names[at]}: {said}" for at, said in row.wrong.items() if at in self._names
        ]
        if len(cells) != self._width:
            wrong.append(f"has {len(cells)} cells where the heading has {self._width}")
        kept = [cells[at] for at in self._kept if at < len(cells)]
        return Line(row.number, self._headings, kept, found, wrong)

    def _fitted(self, row: Row) -> list[str]:
        """The cells without blank ones at the end; a workbook's, as many as there are headings."""
        cells = list(row.cells)
        if row.may_be_short:
            cells += [""] * (self._width - len(cells))
        while len(cells) > self._width and not cells[-1].strip():
            cells.pop()
        if row.may_be_short and len(cells) > self._width:
            if WITHOUT_HEADING not in self._notes:
                self._notes.append(WITHOUT_HEADING)
            cells = cells[: self._width]
        return cells
