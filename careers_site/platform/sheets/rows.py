"""A row of a file as text cells, before anybody knows what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# The headings stand within so many rows: above them may be a title.
SAMPLE = 10
# More blank rows one after another are no table: a sheet formatted to its end has a million.
MOST_BLANK = 20_000


@dataclass(frozen=True)
class Row:
    """`number` is that of a spreadsheet. `wrong` says what is wrong with a cell, by its place.

    In a row of a workbook, unlike in one of a text, cells at the end may be missing: they are
    blank.
    """

    number: int
    cells: Sequence[str]
    wrong: Mapping[int, str] = field(default_factory=dict)
    may_be_short: bool = False

    @property
    def is_blank(self) -> bool:
        return not (self.wrong or any(cell.strip() for cell in self.cells))
