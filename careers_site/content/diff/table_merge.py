"""Two changes of one table put together, row by row and field by field. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from careers_site.content.diff.merge import Choice, Merge, merge
from careers_site.content.diff.rows import BY_PATH
from careers_site.content.tables import rows
from careers_site.content.tables.rows import Cells, Key
from careers_site.content.tables.tables import Table


@dataclass(frozen=True)
class TableConflict:
    """One field of a row that both changed, each in another way.

    Without a `column` it is the row: one removed what the other changed.
    """

    key: Key
    column: str
    base: Cells | None
    mine: Cells | None
    theirs: Cells | None


@dataclass(frozen=True)
class TableMerge:
    """What `mine` changes in the text of `theirs`; None is a row that goes."""

    table: Table[Any]
    theirs: str
    changes: dict[Key, Cells | None]
    conflicts: tuple[TableConflict, ...]

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """The result, with one choice for each conflict. Raises ValueError if one is missing."""
        changes = dict(self.changes)
        for one, choice in zip(self.conflicts, choices, strict=True):
            if choice == "mine" and one.column and one.mine:
                row = changes.get(one.key) or one.theirs or {}
                changes[one.key] = {**row, one.column: one.mine[one.column]}
            elif choice == "mine":
                changes[one.key] = one.mine
        return rows.put(self.theirs, self.table, changes)


def merge_documents(path: str, base: str, mine: str, theirs: str) -> Merge | TableMerge:
    """Both changes of a document put together: by rows and fields in a table, else by lines."""
    rows = merge_tables(BY_PATH[path], base, mine, theirs) if path in BY_PATH else None
    return rows or merge(base, mine, theirs)


def merge_tables(table: Table[Any], base: str, mine: str, theirs: str) -> TableMerge | None:
    """Both changes of a table put together.

    None where a text is not the table, or where no row of mine changed: then lines are merged.
    """
    before, ours, others = (rows.keyed_rows(text, table) for text in (base, mine, theirs))
    if before is None or ours is None or others is None or before == ours:
        return None
    changes: dict[Key, Cells | None] = {}
    conflicts: list[TableConflict] = []
    for key in dict.fromkeys([*before, *ours]):
        old, own, other = before.get(key), ours.get(key), others.get(key)
        if own in (old, other):
            continue
        if other == old:
            changes[key] = own
        elif own is None or other is None:
            conflicts.append(TableConflict(key, "", old, own, other))
        else:
            fields, contested = _fields(old or {}, own, other)
            conflicts += [TableConflict(key, column, old, own, other) for column in contested]
            if fields:
                changes[key] = {**other, **fields}
    return TableMerge(table, theirs, changes, tuple(conflicts))


def _fields(old: Cells, own: Cells, other: Cells) -> tuple[Cells, list[str]]:
    """What I changed and they did not, and the columns that both changed, each in another way."""
    fields, contested = {}, []
    for column, cell in own.items():
        was, theirs = old.get(column, ""), other[column]
        if cell not in (was, theirs):
            if theirs == was:
                fields[column] = cell
            else:
                contested.append(column)
    return fields, contested
