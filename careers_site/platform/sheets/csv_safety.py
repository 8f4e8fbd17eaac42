"""The one guard for cells of every CSV that this site writes: no spreadsheet runs them.

A cell that a spreadsheet would run as a formula is written after an apostrophe, which the readers
of our own files take away again.
"""

from __future__ import annotations

import re

# With "=", "+", "-" or "@" a formula begins, also in their full width, after blanks, tabs and line
# ends of any kind, and after bytes that some programs pass over.
_RUN = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\ufeff]*[=+\-@＝＋－＠]")
# A tab or a carriage return at the start moves the rest to where it may be run.
_MOVED = re.compile(r"[\t\r]")
# With a plus it may be a telephone number, which a spreadsheet would shorten.
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def guard(cell: str) -> str:
    """The cell as it is written. Plain numbers stay as they are: nothing in them can be run."""
    return f"'{cell}" if is_run(cell) and not _NUMBER.fullmatch(cell) else cell


def unguard(cell: str) -> str:
    """The cell without the apostrophe that `guard` has put before it."""
    return cell[1:] if cell[:1] == "'" and is_run(cell[1:]) else cell


def is_run(cell: str) -> bool:
    """Whether a spreadsheet might run the cell."""
    # Most cells begin with a letter or a figure, which is told sooner.
    return not cell[:1].isalnum() and bool(_RUN.match(cell) or _MOVED.match(cell))
