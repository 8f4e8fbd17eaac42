"""The courses that ship with the site, checked without a database."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from careers_site.courses.importing.native_format import Native
from careers_site.courses.importing.problems import FileProblems
from careers_site.courses.importing.reading import read_lines

SHIPPED_FILE = "data/courses.csv"


def check_shipped(root: Path, known_steps: Collection[str]) -> list[str]:
    """Every problem in root/data/courses.csv, as a line with its place."""
    problems = FileProblems(SHIPPED_FILE, SHIPPED_FILE)
    native = Native(known_steps)
    first_row_of: dict[str, int] = {}
    for line in read_lines(root / SHIPPED_FILE, native.columns, problems):
        wrong = [*line.problems] or [*native.read(line.by_column).problems]
        run_id = line.by_column.get("run_id", "").strip()
        first = first_row_of.setdefault(run_id, line.number)
        if first != line.number:
            wrong.append(f'run_id: "{run_id}" stands in row {first} too')
        problems.in_row(line.number, wrong)
    return problems.lines
