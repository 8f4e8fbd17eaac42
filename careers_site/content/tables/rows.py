"""Rows of a small table changed in its text: every other row stays as it is, byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from careers_site.content.tables.tables import Table, plain
from careers_site.platform.sheets.csv_safety import guard

Key = tuple[str, ...]
Cells = dict[str, str]


@dataclass(frozen=True)
class Line:
    """A row of the file as it stands, line end and all. A heading or a blank row has no cells."""

    raw: str
    cells: Cells | None


class BrokenTableError(ValueError):
    """The text is not this table; the words say where."""


class NoRowError(LookupError):
    """The table has no row of that key."""


class SameKeyError(ValueError):
    """The table has a row of that key already."""


def rows(text: str, table: Table[Any]) -> list[Cells]:
    """The cells of every row. Raises BrokenTableError for a text that is not this table."""
    return [line.cells for line in lines(text, table) if line.cells]


def keyed_rows(text: str, table: Table[Any]) -> dict[Key, Cells] | None:
    """The rows by their keys; None for a text that is not the table or names a row twice."""
    try:
        found = rows(text, table) if text else []
    except ValueError:
        return None
    keyed = {key_of(table, cells): cells for cells in found}
    return keyed if len(keyed) == len(found) else None


def key_of(table: Table[Any], cells: Mapping[str, str]) -> Key:
    return tuple(cells[column] for column in table.key)


def find(text: str, table: Table[Any], key: Key) -> Cells:
    """The row of that key. Raises NoRowError."""
    for cells in rows(text, table):
        if key_of(table, cells) == key:
            return cells
    raise NoRowError(", ".join(key))


def change(text: str, table: Table[Any], key: Key, cells: Mapping[str, str]) -> str:
    """The text with other cells in one row. Raises NoRowError, and SameKeyError."""
    before = find(text, table, key)
    if before == {column: plain(cells[column]) for column in table.columns}:
        return text
    if key_of(table, cells) != key:
        _refuse_same(text, table, cells)
    return put(text, table, {key: cells})


def remove(text: str, table: Table[Any], key: Key) -> str:
    """The text without one row. Raises NoRowError."""
    find(text, table, key)
    return put(text, table, {key: None})


def add(text: str, table: Table[Any], cells: Mapping[str, str]) -> str:
    """The text with one row more at its end. Raises SameKeyError."""
    _refuse_same(text, table, cells)
    return put(text, table, {key_of(table, cells): cells})


def put(text: str, table: Table[Any], changes: Mapping[Key, Mapping[str, str] | None]) -> str:
    """The text with other cells in the rows of these keys, or without the row where that is None.

    Rows of other keys are added at the end. Nobody checks here that no two get the same key.
    """
    if any(changes.values()):
        text = _with_later_columns(text, table)
    kept, left, out = list(lines(text, table)), dict(changes), []
    heading, end = _heading(kept[0]), "\r\n" if kept[0].raw.endswith("\r\n") else "\n"
    for line in kept:
        key = key_of(table, line.cells) if line.cells else None
        if key in left:
            cells = left.pop(key)
            if cells:
                out.append(line.raw if cells == line.cells else _written(heading, cells, end))
        else:
            out.append(line.raw)
    added = [_written(heading, cells, end) for cells in left.values() if cells]
    whole = "".join(out)
    if added and not whole.endswith(("\n", "\r")):
        whole += end
    return whole + "".join(added)


def lines(text: str, table: Table[Any]) -> Iterator[Line]:
    """Every row, the heading first. Raises BrokenTableError for a text that is not this table."""
    heading: list[str] = []
    absent: list[str] = []
    for raw, row in _raw_rows(text, table.path):
        if not heading:
            heading = [cell.strip() for cell in row]
            absent = [name for name in table.later if name not in heading]
            if sorted([*heading, *absent]) != sorted(table.columns):
                raise BrokenTableError(f"{table.path}: row 1: the columns are other ones")
            yield Line(raw, None)
        elif any(cell.strip() for cell in row):
            blank = dict.fromkeys(absent, "")
            yield Line(raw, {**blank, **dict(zip(heading, map(plain, row), strict=True))})
        else:
            yield Line(raw, None)
    if not heading:
        raise BrokenTableError(f"{table.path}: is empty")


def _with_later_columns(text: str, table: Table[Any]) -> str:
    """The text with every column of the table: those that came later stand last, blank."""
    kept = list(lines(text, table))
    missing = [name for name in table.later if name not in _heading(kept[0])]
    if not missing:
        return text
    blank = "," * len(missing)
    added = [",".join(["", *missing]), *(blank if line.cells else "" for line in kept[1:])]
    return "".join(_longer(line.raw, more) for line, more in zip(kept, added, strict=True))


def _longer(raw: str, more: str) -> str:
    """A row with `more` before its line end."""
    row = raw.rstrip("\r\n")
    return row + more + raw[len(row) :]


def _raw_rows(text: str, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every row as it stands, and its cells."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    taken = [mark]

    def given() -> Iterator[str]:
        for line in io.StringIO(text.removeprefix(mark), newline=""):
            taken.append(line)
            yield line

    try:
        for row in csv.reader(given(), strict=True):
            yield "".join(taken), row
            taken.clear()
    except csv.Error as error:
        raise BrokenTableError(f"{path}: cannot be read: {error}") from None


def _refuse_same(text: str, table: Table[Any], cells: Mapping[str, str]) -> None:
    wanted = tuple(plain(cell) for cell in key_of(table, cells))
    if any(key_of(table, row) == wanted for row in rows(text, table)):
        raise SameKeyError(", ".join(wanted))


def _heading(line: Line) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line.raw.removeprefix("\ufeff")]))]


def _written(heading: list[str], cells: Mapping[str, str], end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerow(guard(plain(cells[name])) for name in heading)
    return out.getvalue()
