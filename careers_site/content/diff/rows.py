"""What changed in a small table: rows put in and taken out, and fields from old to new. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from careers_site.content.tables.labels import TABLES
from careers_site.content.tables.rows import Cells, keyed_rows
from careers_site.content.tables.tables import Table

BY_PATH: Mapping[str, Table[Any]] = {table.path: table for table in TABLES.values()}


@dataclass(frozen=True)
class RowChange:
    """A row by its key. A row that was put in has no `before`, one that was taken out no `now`."""

    key: str
    before: Cells | None
    now: Cells | None

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
    if path not in BY_PATH:
        return None
    old, new = (keyed_rows(text or "", BY_PATH[path]) for text in (before, now))
    if old is None or new is None:
        return None
    changes = [
        RowChange(", ".join(key), old.get(key), new.get(key))
        for key in dict.fromkeys([*new, *old])
        if old.get(key) != new.get(key)
    ]
    # The order, a blank column or the line ends changed: only the text shows it.
    return tuple(changes) or None
