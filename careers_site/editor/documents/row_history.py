"""What happened to one row of a table: each revision that changed it, in the words of its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from careers_site.content.diff.rows import RowChange
from careers_site.content.library import library
from careers_site.content.store.documents import DocumentRevision, Revision
from careers_site.content.tables.rows import Key, keyed_rows
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts.review import changed_rows
from careers_site.editor.drafts.review.changed_rows import ChangedRow
from careers_site.platform.extensions import db

# So many of the newest revisions of a table are read.
MOST = 200


@dataclass(frozen=True)
class RowRevision:
    """A revision that changed the row, and what it changed in it."""

    revision: Revision
    change: ChangedRow


def history(table: Table[Any], key: Key) -> list[RowRevision]:
    """The revisions that changed the row, newest first; empty for a row that never was."""
    return list(_changes(table, key))


def _changes(table: Table[Any], key: Key) -> Iterator[RowRevision]:
    found = db.session.execute(
        select(Revision, DocumentRevision.text)
        .join(DocumentRevision, DocumentRevision.revision == Revision.number)
        .where(DocumentRevision.path == table.path)
        .order_by(Revision.number.desc())
        .limit(MOST + 1)
    ).all()
    cells = [(keyed_rows(text or "", table) or {}).get(key) for _, text in found]
    for (revision, _), now, before in zip(found, cells, [*cells[1:], None], strict=True):
        if now != before:
            change = RowChange(", ".join(key), before, now)
            [row] = changed_rows.in_words(table.path, [change], library().sources)
            yield RowRevision(revision, row)
