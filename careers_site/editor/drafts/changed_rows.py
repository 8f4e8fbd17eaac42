"""Rows that changed, in the words of their forms: "Minimum pay: £27,711", then "£28,000"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careers_site.content.diff.rows import Row, RowChange
from careers_site.content.sources import Source
from careers_site.content.tables.labels import TABLES, fields_of
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts.row_labels import WORDS, shown_cell

BY_PATH = {table.path: table for table in TABLES.values()}


@dataclass(frozen=True)
class ChangedRow:
    """A row by its name. `fields`: label, before and now; `facts`: label and cell of a whole row.

    A row that was put in or taken out has facts, another one fields.
    """

    name: str
    done: str
    fields: Sequence[tuple[str, str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()


def in_words(
    path: str, changes: Sequence[RowChange], sources: Mapping[str, Source]
) -> list[ChangedRow]:
    """The changes for people. Columns that the table does not have keep their names."""
    return [_in_words(BY_PATH[path], change, sources) for change in changes]


def _in_words(table: Table[Any], change: RowChange, sources: Mapping[str, Source]) -> ChangedRow:
    row = change.now or change.before or {}
    is_known = set(table.columns) <= set(row)
    name = WORDS[table.name].name(row) if is_known else change.key
    if change.before is None or change.now is None:
        done = "added" if change.before is None else "removed"
        return ChangedRow(name, done, facts=_facts(table, row, sources))
    fields = [
        (
            _label(table, column),
            _cell(table, column, old, sources),
            _cell(table, column, new, sources),
        )
        for column, old, new in change.fields
    ]
    return ChangedRow(name, "", fields=fields)


def _facts(table: Table[Any], row: Row, sources: Mapping[str, Source]) -> list[tuple[str, str]]:
    """What a whole row says, but for blank cells and what it is known by: its name has that."""
    said = ((column, cell) for column, cell in row.items() if cell and column not in table.key)
    return [(_label(table, column), _cell(table, column, cell, sources)) for column, cell in said]


def _label(table: Table[Any], column: str) -> str:
    field = fields_of(table).get(column)
    return field.label if field else column


def _cell(table: Table[Any], column: str, cell: str, sources: Mapping[str, Source]) -> str:
    field = fields_of(table).get(column)
    if field is None:
        return cell
    if field.kind == "source" and cell in sources:
        return sources[cell].title
    return shown_cell(field, cell)
