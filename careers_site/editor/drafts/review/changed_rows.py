"""Rows that changed, in the words of their forms: "Minimum pay: £27,711", then "£28,000"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from careers_site.content.diff.rows import BY_PATH, RowChange
from careers_site.content.diff.table_merge import TableConflict, TableMerge
from careers_site.content.library import library
from careers_site.content.tables.labels import fields_of
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts.review.row_labels import WORDS, shown_cell


@dataclass(frozen=True)
class ChangedRow:
    """A row by its name. `fields`: label, before and now; `facts`: label and cell of a whole row.

    A row that was put in or taken out has facts, another one fields.
    """

    name: str
    done: str
    fields: Sequence[tuple[str, str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class ContestedField:
    """A field of a row that 2 editors changed, each in another way; or the row as a whole."""

    name: str
    label: str
    was: str
    mine: str
    theirs: str


def contested(merge: TableMerge) -> list[ContestedField]:
    """The conflicts of a table in the words of its form."""
    return [_contested(merge.table, one) for one in merge.conflicts]


def _contested(table: Table[Any], one: TableConflict) -> ContestedField:
    name = WORDS[table.name].name(one.theirs or one.mine or {})
    if not one.column:
        # What each did with a row that the other removed, or removed himself.
        changes = (RowChange("", one.base, row) for row in (one.mine, one.theirs))
        sides = (in_a_line(_in_words(table, change)) for change in changes)
        return ContestedField(name, "The row", "", *sides)
    cells = (row[one.column] if row else "" for row in (one.base, one.mine, one.theirs))
    shown = (_cell(table, one.column, cell) or "blank" for cell in cells)
    return ContestedField(name, _label(table, one.column), *shown)


def in_a_line(row: ChangedRow) -> str:
    """What was done to a row: "Minimum pay from £27,711 to £28,000", or "removed"."""
    fields = [
        f"{label} from {was or 'blank'} to {now or 'blank'}" for label, was, now in row.fields
    ]
    return ", ".join(fields) or row.done


def in_words(path: str, changes: Sequence[RowChange]) -> list[ChangedRow]:
    """The changes for people. Columns that the table does not have keep their names."""
    return [_in_words(BY_PATH[path], change) for change in changes]


def _in_words(table: Table[Any], change: RowChange) -> ChangedRow:
    row = change.now or change.before or {}
    is_known = set(table.columns) <= set(row)
    name = WORDS[table.name].name(row) if is_known else change.key
    if change.before is None or change.now is None:
        done = "added" if change.before is None else "removed"
        # Its name says already what it is known by.
        facts = [
            (_label(table, column), _cell(table, column, cell))
            for column, cell in row.items()
            if cell and column not in table.key
        ]
        return ChangedRow(name, done, facts=facts)
    fields = [
        (_label(table, column), _cell(table, column, old), _cell(table, column, new))
        for column, old, new in change.fields
    ]
    return ChangedRow(name, "", fields=fields)


def _label(table: Table[Any], column: str) -> str:
    field = fields_of(table).get(column)
    return field.label if field else column


def _cell(table: Table[Any], column: str, cell: str) -> str:
    field = fields_of(table).get(column)
    if field is None:
        return cell
    if field.kind == "source" and cell in library().sources:
        return library().sources[cell].title
    return shown_cell(field, cell)
