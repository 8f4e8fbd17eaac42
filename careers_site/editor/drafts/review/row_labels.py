"""What the small tables and their rows are called, and what a list says of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from careers_site.content.tables.cells import as_of_words
from careers_site.content.tables.labels import Field, fields_of
from careers_site.content.tables.rows import Cells
from careers_site.content.tables.tables import Table
from careers_site.platform.text.numbers import whole_number


@dataclass(frozen=True)
class TableWords:
    """`one` is what a row is called; `page` shows what is published."""

    title: str
    one: str
    about: str
    page: str
    name: Callable[[Cells], str]
    made_from: Callable[[Cells], str]
    in_short: tuple[str, ...]


def _workshop(cells: Cells) -> str:
    parts = (cells["title"], cells["place"], shown("date", cells["starts"]))
    return ", ".join(part for part in parts if part)


def _salary(cells: Cells) -> str:
    """With its age: an employer has a row for each year."""
    parts = (cells["employer"], cells["title"], shown("as of", cells["as_of"]))
    return ", ".join(part for part in parts if part)


WORDS: Mapping[str, TableWords] = {
    "salaries": TableWords(
        "Salaries",
        "Salary",
        "What employers and guides say the job pays in a full-time year.",
        "/salary",
        _salary,
        lambda cells: f"{cells['employer']} {cells['as_of'][:4]}",
        ("minimum", "maximum", "hours", "as_of", "kind"),
    ),
    "pay_points": TableWords(
        "Pay points",
        "Pay point",
        "The national pay spine that councils use, year by year.",
        "/salary",
        lambda cells: f"{cells['spine']} point {cells['point']}, {cells['year']}",
        lambda _cells: "",
        ("annual", "hours", "confidence"),
    ),
    "workshops": TableWords(
        "Workshops",
        "Workshop",
        "Portage workshops with a date. Readers find them in the course search too.",
        "/workshops",
        _workshop,
        lambda cells: f"{cells['place'] or cells['title']} {cells['starts']}",
        ("starts", "ends", "place", "host", "price"),
    ),
    "services": TableWords(
        "Services",
        "Service",
        "Portage services, with what a source says about each.",
        "/services",
        lambda cells: cells["name"],
        lambda cells: cells["area"],
        ("area", "nation", "ages", "as_of"),
    ),
}


# What tells rows apart that are known by an id: two that have all of it alike are one and the same.
TELLING: Mapping[str, tuple[str, ...]] = {
    "salaries": ("title", "employer", "kind", "as_of", "minimum", "maximum"),
    "workshops": ("title", "starts", "place"),
    "services": ("name", "area"),
}


def what_tells(table: Table[Any], cells: Mapping[str, str]) -> tuple[str, ...]:
    """The cells that tell a row from others; none for a table whose key does."""
    return tuple(cells.get(name, "").casefold() for name in TELLING.get(table.name, ()))


def shown(kind: str, cell: str) -> str:
    """A cell as people write it, which `typed.as_cell` reads as the same."""
    if kind in {"date", "as of"} and re.fullmatch(r"\d{4}(~|-(0[1-9]|1[0-2])(-\d\d)?)?", cell):
        return as_of_words(cell)
    return cell


def shown_cell(field: Field, cell: str) -> str:
    """A cell to be read: pounds with their sign, a choice in a word."""
    if field.kind == "pounds" and (pounds := whole_number(cell)) is not None:
        return f"£{pounds:,}"
    return (
        field.choices[cell].partition(":")[0] if cell in field.choices else shown(field.kind, cell)
    )


def facts(table: Table[Any], cells: Cells) -> list[tuple[str, str]]:
    """The label and the words of what a list says about a row; blank cells are passed over."""
    found = []
    for name in WORDS[table.name].in_short:
        field, cell = fields_of(table)[name], cells[name]
        found.append((field.label, shown_cell(field, cell)))
    return [(label, words) for label, words in found if words]


def is_over(table: Table[Any], cells: Cells, today: date) -> bool:
    """Whether it is a workshop whose last day is past."""
    last = (cells.get("ends") or cells.get("starts", "")) if table.name == "workshops" else ""
    return bool(last) and last < today.isoformat()


def is_old(cells: Cells, today: date) -> bool:
    """Whether nobody compared the row with its source for 12 months."""
    a_year_ago = f"{today.year - 1}{today.isoformat()[4:]}"
    return cells["checked"] < a_year_ago
