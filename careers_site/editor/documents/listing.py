"""The list of documents: by group, each with its title, the day it was checked and its change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from careers_site.content.store.documents import Document, Revision
from careers_site.editor.drafts import document_info
from careers_site.editor.drafts.document_info import address_of
from careers_site.platform.extensions import db


@dataclass(frozen=True)
class Listed:
    """A document as the list shows it."""

    path: str
    title: str
    url: str
    checked: date | None
    changed: datetime
    author: str


def listed(wanted: str) -> dict[str, list[Listed]]:
    """Every published document that holds the wanted words in its title, path or text, by group."""
    words = wanted.casefold().split()
    found: dict[str, list[Listed]] = {name: [] for name in document_info.GROUPS}
    rows = db.session.execute(
        select(Document.path, Document.text, Revision.at, Revision.author)
        .join(Revision, Revision.number == Document.revision)
        .where(Document.text.is_not(None))
        .order_by(Document.path)
    )
    for path, text, at, author in rows:
        title = document_info.title(path, text)
        held = f"{path} {title} {text}".casefold()
        if all(word in held for word in words):
            day = document_info.checked(path, text)
            one = Listed(path, title, address_of(path), day, at, author)
            found[document_info.group(path)].append(one)
    return {name: rows for name, rows in found.items() if rows}
