"""Reading a course file row by row: its form is checked here, its cells by its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from careers_site.courses.importing.problems import FileProblems
from careers_site.platform.sheets.columns import Columns, SheetError
from careers_site.platform.sheets.reading import Limits, Line, Progress, read

LIMITS = Limits(unpacked=400 * 1024 * 1024, cells=20_000_000)


def read_lines(
    file: Path,
    columns: Columns,
    problems: FileProblems,
    progress: Progress | None = None,
) -> Iterator[Line]:
    """Every row that is not blank. What is wrong with the whole file goes to `problems`.

    So do notes on what was left out.
    """
    try:
        with file.open("rb") as raw:
            yield from read(raw, columns, LIMITS, problems.notes, progress)
    except SheetError as error:
        problems.in_whole(error.words, error.row)
    except FileNotFoundError:
        problems.in_whole("there is no such file")
    except OSError as error:
        problems.in_whole(f"cannot be read: {error.strerror}")
