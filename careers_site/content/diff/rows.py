"""What changed in a small table: rows put in and taken out, and fields from old to new. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from careers_site.content.tables.labels import TABLES

# The columns that tell the rows of a table apart.
KEYS: Mapping[str, tuple[str, ...]] = {table.path: table.key for table in TABLES.values()}
Row = dict[str, str]


@dataclass(frozen=True)
class RowChange:
    """A row by its key. A row that was put in has no `before`, one that was taken out no `now`."""

    key: str
    before: Row | None
    now: Row | None

    @property
    def fields(self) -> list[tuple[str, str, str]]:
        """Each column that differs, with its old and its new cell."""
        before, now = self.before or {}, self.now or {}
        columns = dict.fromkeys([*now, *before])
        pairs = ((name, before.get(name, ""), now.get(name, "")) for name in columns)
        return [(name, old, new) for name, old, new in pairs if old != new]


def compare_rows(path: str, before: str | None, now: str | None) -> tuple[RowChange, ...] | None:
    """The rows that changed, in the order of the table as it is now.

    None for a document that is no table, or whose rows cannot be told apart: it is compared as a
    text instead.
    """
    old, new = _rows(path, before), _rows(path, now)
    if old is None or new is None:
        return None
    changes = [
        RowChange(", ".join(key), old.get(key), new.get(key))
        for key in dict.fromkeys([*new, *old])
        if old.get(key) != new.get(key)
    ]
    # The order, a column or the line ends changed: only the text shows it.
    return tuple(changes) or None


def _rows(path: str, text: str | None) -> dict[tuple[str, ...], Row] | None:
    if path not in KEYS:
        return None
    try:
        reader = csv.DictReader(io.StringIO(text or "", newline=""), strict=True)
        rows = [row for row in reader if any(row.values())]
        found = {tuple(row[name] for name in KEYS[path]): row for row in rows}
    except (csv.Error, KeyError):
        return None
    is_whole = all(None not in row and None not in row.values() for row in rows)
    return found if is_whole and len(found) == len(rows) else None
