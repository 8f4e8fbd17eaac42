"""What happened to one row of a table: each revision that changed it, in the words of its form."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from careers_site.content.diff.rows import RowChange
from careers_site.content.store.documents import DocumentRevision, Revision
from careers_site.content.tables.rows import Key, keyed_rows
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts.review import changed_rows
from careers_site.editor.drafts.review.changed_rows import ChangedRow
from careers_site.platform.extensions import db

# So many of the newest revisions of a table are read.
MOST = 200


def history(table: Table[Any], key: Key) -> list[tuple[Revision, ChangedRow]]:
    """The revisions that changed the row and what each did, newest first."""
    found = db.session.execute(
        select(Revision, DocumentRevision.text)
        .join(DocumentRevision, DocumentRevision.revision == Revision.number)
        .where(DocumentRevision.path == table.path)
        .order_by(Revision.number.desc())
        .limit(MOST + 1)
    ).all()
    cells = [(keyed_rows(text or "", table) or {}).get(key) for _, text in found]
    revisions, changes = [], []
    for (revision, _), now, before in zip(found, cells, [*cells[1:], None], strict=True):
        if now != before:
            revisions.append(revision)
            changes.append(RowChange(", ".join(key), before, now))
    return list(zip(revisions, changed_rows.in_words(table.path, changes), strict=True))
