"""Problems in a course file: each a line with its place, and the bad rows themselves."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from careers_site.platform.sheets.csv_safety import guard

ERRORS = "ERRORS"


class ImportProblemsError(ValueError):
    """The file has problems and nothing was changed; `problems` has each as a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass
class FileProblems:
    """What is wrong with a file so far. Rows are counted from the heading, which is row 1.

    `shown` is what lines call the file; lines about rows leave it out where it is blank. All
    problems are counted; of those of rows only the first `most` are kept as lines.
    """

    name: str
    shown: str = ""
    most: int | None = None
    lines: list[str] = field(default_factory=list)
    count: int = 0
    rows: int = 0
    of_the_whole: bool = False
    # What was left out of the file, or read in another way: sentences without a full stop.
    notes: list[str] = field(default_factory=list)

    def in_whole(self, what: str, row: int | None = None) -> None:
        """A problem for which no row can be left out: the file as a whole cannot be read."""
        self.of_the_whole = True
        self.count += 1
        self.lines.append(self._line(what, row))

    def in_row(self, row: int, problems: Sequence[str]) -> None:
        self.rows += bool(problems)
        for problem in problems:
            self.count += 1
            if self.most is None or len(self.lines) < self.most:
                self.lines.append(self._line(problem, row))

    def _line(self, what: str, row: int | None) -> str:
        file = self.name if row is None else self.shown
        place = f"{file}: " if file else ""
        return f"{place}row {row}: {what}" if row else f"{place}{what}"

    def stop(self, *, skip_bad_rows: bool) -> bool:
        """Whether nothing of the file may be loaded."""
        return self.of_the_whole or bool(self.lines and not skip_bad_rows)


class BadRows:
    """Writes the bad rows of a file as they are, with a column that says what is wrong.

    The file is put in its place when it is finished; without bad rows it is empty.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._new = file.with_name(f".{file.name}.new")
        self._text: IO[str] = self._new.open("w", encoding="utf-8", newline="")
        self._writer: Any = csv.writer(self._text, lineterminator="\n")
        self._headings: Sequence[str] = ()

    def add(self, headings: Sequence[str], cells: Sequence[str], problems: Sequence[str]) -> None:
        if not self._headings:
            self._headings = headings
            self._writer.writerow([*map(_written, headings), ERRORS])
        padded = [*cells, *[""] * (len(headings) - len(cells))]
        self._writer.writerow([*map(_written, padded), _written("; ".join(problems))])

    def close(self) -> None:
        self._text.close()
        self._new.replace(self._file)


def _written(cell: str) -> str:
    """The cell as it can be written: what is no UTF-8 is replaced."""
    return guard(cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
