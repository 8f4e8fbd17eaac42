"""Reading a course file in the native format: every row of it checked, every problem named."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from careers_site.courses.rows import COLUMNS, CourseRow, read_row
from careers_site.spelling import did_you_mean


class ImportProblemsError(ValueError):
    """The file has problems and nothing was changed; `problems` has each as a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def read_file(file: Path, known_steps: Collection[str] | None, shown: str) -> list[CourseRow]:
    """Every row of the file. Raises ImportProblemsError with all problems in it."""
    reading = _Reading(shown, known_steps)
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reading.read(text)
    except FileNotFoundError:
        reading.say("there is no such file")
    except OSError as error:
        reading.say(f"cannot be read: {error.strerror}")
    if reading.problems:
        raise ImportProblemsError(reading.problems)
    return reading.rows


@dataclass
class _Reading:
    """The state of reading one file: rows so far, problems so far."""

    shown: str
    known_steps: Collection[str] | None
    rows: list[CourseRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    first_row_of: dict[str, int] = field(default_factory=dict)

    def say(self, what: str, row: int | None = None) -> None:
        place = f"row {row}: " if row else ""
        self.problems.append(f"{self.shown}: {place}{what}")

    def read(self, text: TextIO) -> None:
        number = 0
        try:
            reader = csv.reader(text, strict=True)
            headings = next(reader, None)
            if headings is None:
                self.say("is empty")
            if headings is None or not self._headings_fit(headings):
                return
            number = 1
            for number, cells in enumerate(reader, start=2):
                if cells:
                    self._read_row(number, headings, cells)
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            self.say(f'is not UTF-8 (byte 0x{byte:02X}): save it as "CSV UTF-8"')
        except csv.Error as error:
            self.say(f"is not CSV: {error}", number + 1)

    def _headings_fit(self, headings: list[str]) -> bool:
        for heading in headings:
            if heading not in COLUMNS:
                near = did_you_mean(heading[:80], COLUMNS)
                self.say(f'"{heading[:80]}": there is no such column{near}', 1)
        for column in dict.fromkeys(headings):
            if headings.count(column) > 1:
                self.say(f"{column}: stands {headings.count(column)} times", 1)
        for column in COLUMNS:
            if column not in headings:
                self.say(f"{column}: the column is missing", 1)
        return not self.problems

    def _read_row(self, number: int, headings: list[str], cells: list[str]) -> None:
        if len(cells) != len(headings):
            self.say(f"has {len(cells)} cells where the heading has {len(headings)}", number)
            return
        row, problems = read_row(dict(zip(headings, cells, strict=True)))
        problems += self._of_the_whole(number, row) if row else []
        for problem in problems:
            self.say(problem, number)
        if row and not problems:
            self.rows.append(row)

    def _of_the_whole(self, number: int, row: CourseRow) -> list[str]:
        problems = []
        first = self.first_row_of.setdefault(row.run_id, number)
        if first != number:
            problems.append(f'run_id: "{row.run_id}" stands in row {first} too')
        if row.step and self.known_steps is not None and row.step not in self.known_steps:
            near = did_you_mean(row.step, self.known_steps)
            problems.append(f'step: there is no step "{row.step}"{near}')
        return problems
