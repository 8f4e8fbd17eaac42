"""Rows of a spreadsheet beside those of a table: what each would do, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO, Any

from careers_site.content.sources import Source
from careers_site.content.tables import rows, sheets
from careers_site.content.tables.labels import fields_of, figure_without_day
from careers_site.content.tables.rows import Cells, Key
from careers_site.content.tables.tables import Checks, Table
from careers_site.editor.drafts.review.row_labels import WORDS, what_tells
from careers_site.platform.clock import today
from careers_site.platform.sheets.columns import SheetError
from careers_site.platform.sheets.reading import Limits, read
from careers_site.platform.text.text_safety import new_id

LIMITS = Limits(unpacked=30 * 1024 * 1024, cells=40_000)
# The rows go with the form in which they are put right.
MOST_LETTERS = 1_000_000
LONGEST_CELL = 2_000
ADDED, CHANGED, UNCHANGED, BAD = "added", "changed", "unchanged", "bad"


@dataclass(frozen=True)
class FileRow:
    """A row of a file: its number, the cells of the columns that it has, and what is wrong."""

    number: int
    cells: Cells
    problems: Sequence[str] = ()


@dataclass
class Judged:
    """What a row of a file comes to. `problems` are "column: words", or words alone."""

    number: int
    cells: Cells
    before: Cells | None
    problems: list[str]

    @property
    def fate(self) -> str:
        if self.problems:
            return BAD
        if self.before is None:
            return ADDED
        return UNCHANGED if self.before == self.cells else CHANGED


def read_file(
    raw: IO[bytes], table: Table[Any], sources: Mapping[str, Source], notes: list[str]
) -> list[FileRow]:
    """The rows of a file as the table has them. Raises SheetError."""
    found = []
    letters = 0
    for line in read(raw, sheets.columns_of(table), LIMITS, notes):
        cells = sheets.typed(table, line.by_column, sources)
        letters += sum(map(len, cells.values()))
        if letters > MOST_LETTERS:
            raise SheetError("holds more text than this table can take: send it in parts")
        found.append(FileRow(line.number, cells, line.problems))
    if not found:
        raise SheetError("has headings and no rows")
    return found


@dataclass
class Comparison:
    """The rows of a file beside a table.

    `given` are cells for every row whose column the file does not have, and the day on which
    changed figures were checked. `left_out` are numbers of rows.
    """

    table: Table[Any]
    text: str
    sources: Mapping[str, Source]
    file_rows: Sequence[FileRow]
    given: Mapping[str, str] = field(default_factory=dict)
    left_out: Collection[int] = ()
    # The id of a source that is added with the rows.
    new_source: str = ""

    @cached_property
    def judged(self) -> list[Judged]:
        """Every row that is not left out. Raises BrokenTableError."""
        first: dict[Key, int] = {}
        found = []
        for row in self.file_rows:
            if row.number in self.left_out:
                continue
            one = self._judge(row)
            key = rows.key_of(self.table, one.cells)
            held = first.setdefault(key, row.number)
            if held != row.number and not one.problems:
                one.problems.append(f"says what row {held} is about again")
            found.append(one)
        return found

    @cached_property
    def bad(self) -> list[Judged]:
        return [one for one in self.judged if one.fate == BAD]

    @property
    def needed(self) -> list[str]:
        """Columns that the file does not have and that keep rows from being read, in their order.

        The day of the last check is among them where figures changed.
        """
        there = {name for row in self.file_rows for name in row.cells}
        wrong = {problem.partition(":")[0] for one in self.bad for problem in one.problems}
        stale = {"checked"} if any(self._is_stale(one) for one in self.bad) else set()
        return [
            name for name in self.table.columns if name in stale | (wrong - there) | {*self.given}
        ]

    def count(self, fate: str) -> int:
        return sum(one.fate == fate for one in self.judged)

    def merged(self, *, is_whole: bool) -> str:
        """The table with the good rows. Rows that a whole file does not name are taken out."""
        wanted = {
            rows.key_of(self.table, one.cells): one.cells for one in self.judged if one.fate != BAD
        }
        named = {*wanted, *(rows.key_of(self.table, one.cells) for one in self.bad)}
        left = {
            rows.key_of(self.table, row.cells)
            for row in self.file_rows
            if row.number in self.left_out and set(self.table.key) <= set(row.cells)
        }
        gone = set(self._now) - named - left if is_whole else set()
        return rows.put(self.text, self.table, {**dict.fromkeys(gone), **wanted})

    @cached_property
    def _now(self) -> dict[Key, Cells]:
        return {rows.key_of(self.table, row): row for row in rows.rows(self.text, self.table)}

    def _judge(self, row: FileRow) -> Judged:
        cells = {**self.given, **row.cells}
        telling = what_tells(self.table, cells)
        if telling and not cells.get("id"):
            # Without an id, the row of the table that says the same is meant.
            cells["id"] = self._told.get(telling, "")
        key = tuple(cells.get(name, "") for name in self.table.key)
        before = self._now.get(key)
        whole = {name: cells.get(name, (before or {}).get(name, "")) for name in self.table.columns}
        if before is None and "id" in self.table.key and not whole["id"]:
            whole["id"] = new_id(WORDS[self.table.name].made_from(whole), self._ids)
            self._ids.add(whole["id"])
            self._told[telling] = whole["id"]
        judged = Judged(row.number, whole, before, list(row.problems))
        if before and self.given.get("checked") and figure_without_day(self.table, before, whole):
            whole["checked"] = self.given["checked"]
        _, wrong = self.table.check(whole, self._checks)
        judged.problems += wrong
        judged.problems += (
            f"{name}: is {len(cell):,} characters long; at most {LONGEST_CELL:,}"
            for name, cell in whole.items()
            if len(cell) > LONGEST_CELL
        )
        if not judged.problems and self._is_stale(judged):
            label = figure_without_day(self.table, before or {}, whole).lower()
            judged.problems.append(
                f"checked: the {label} changed: give the day you compared it with its source"
            )
        return judged

    def _is_stale(self, one: Judged) -> bool:
        return bool(one.before and figure_without_day(self.table, one.before, one.cells))

    @cached_property
    def _checks(self) -> Checks:
        return Checks({*self.sources, self.new_source} - {""}, today())

    @cached_property
    def _told(self) -> dict[tuple[str, ...], str]:
        return {what_tells(self.table, row): row["id"] for row in self._now.values()}

    @cached_property
    def _ids(self) -> set[str]:
        return {key[0] for key in self._now}


def column_and_words(table: Table[Any], problem: str) -> tuple[str, str]:
    """The column that a problem is about, if any, and the problem in words for people."""
    name, _, cause = problem.partition(": ")
    return (name, cause) if name in fields_of(table) else ("", problem)
