"""The courses that ship with the site, checked without a database."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from careers_site.courses.reading import ImportProblemsError, read_file


def check_shipped(root: Path, known_steps: Collection[str]) -> list[str]:
    """Every problem in root/data/courses.csv, as a line with its place."""
    try:
        read_file(root / "data" / "courses.csv", known_steps, "data/courses.csv")
    except ImportProblemsError as error:
        return error.problems
    return []
