"""A small table as a spreadsheet: what its columns are called, and its cells as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from careers_site.content.sources import Source
from careers_site.content.tables import rows
from careers_site.content.tables.labels import Field, fields_of
from careers_site.content.tables.tables import Table
from careers_site.content.tables.typed_input import as_cell, as_choice
from careers_site.platform.sheets import writing
from careers_site.platform.sheets.columns import Columns, simple
from careers_site.platform.text.numbers import whole_number

# What people call a column, beside its name and its label.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "point": ("scp", "spinal column point", "spinal point", "pay point", "spine point"),
    "annual": ("salary", "annual salary", "per annum", "annual pay", "p a"),
    "hours": ("hours a week", "hours per week"),
    "minimum": ("from", "min", "minimum salary"),
    "maximum": ("to", "max", "maximum salary"),
    "starts": ("start", "start date", "date"),
    "ends": ("end", "end date"),
    "booking_url": ("booking", "link"),
    "website": ("web page", "url"),
    "phone": ("telephone", "tel"),
    "checked": ("date checked", "last checked"),
}


def columns_of(table: Table[Any]) -> Columns:
    """How columns are found in a file: two of them are enough."""
    labels = {simple(field.label): name for name, field in fields_of(table).items()}
    others = {
        other: name
        for name, several in OTHER_NAMES.items()
        for other in several
        if name in table.columns
    }
    needed = {name: field.label for name, field in fields_of(table).items() if field.required}
    return Columns(table.columns, {**others, **labels}, at_least=2, labels=needed)


def typed(table: Table[Any], cells: Mapping[str, str], sources: Mapping[str, Source]) -> rows.Cells:
    """Cells as people write them in a spreadsheet, as the table has them."""
    fields = fields_of(table)
    return {name: _typed(fields[name], cell.strip(), sources) for name, cell in cells.items()}


def _typed(field: Field, cell: str, sources: Mapping[str, Source]) -> str:
    if field.kind == "source":
        return as_choice({id: source.title for id, source in sources.items()}, cell)
    return as_choice(field.choices, cell) if field.choices else as_cell(field.kind, cell)


def workbook(table: Table[Any], text: str) -> bytes:
    """The rows of a table as an Excel file, its columns by their labels."""
    fields = fields_of(table)
    headings = [field.label for field in fields.values()]
    found = (
        [_value(field, cells[name]) for name, field in fields.items()]
        for cells in rows.rows(text, table)
    )
    return writing.write(table.name, headings, found)


def _value(field: Field, cell: str) -> str | int | date:
    if field.kind in {"pounds", "number"} and (number := whole_number(cell)) is not None:
        return number
    if field.kind == "date":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell
