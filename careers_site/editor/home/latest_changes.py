"""What was changed last, texts and courses together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from careers_site.content.store.documents import DocumentRevision, Revision
from careers_site.courses.changes.models import CatalogueChange
from careers_site.editor.drafts import document_info
from careers_site.platform.extensions import db

MOST = 10
MOST_NAMED = 2


@dataclass(frozen=True)
class Change:
    """One change: who made it, when, why, what it is about, and the address that shows it."""

    at: datetime
    who: str
    comment: str
    about: str
    url: str


def latest() -> list[Change]:
    """The newest changes, newest first."""
    return sorted([*_texts(), *_courses()], key=lambda change: change.at, reverse=True)[:MOST]


def _texts() -> Iterator[Change]:
    newest = select(Revision).order_by(Revision.number.desc()).limit(MOST)
    revisions = {one.number: one for one in db.session.scalars(newest)}
    paths: dict[int, list[str]] = {number: [] for number in revisions}
    columns = (DocumentRevision.revision, DocumentRevision.path)
    for number, path in db.session.execute(
        select(*columns).where(DocumentRevision.revision.in_(paths))
    ):
        paths[number].append(path)
    titles = document_info.titles(one for several in paths.values() for one in several)
    for number, one in revisions.items():
        names = ", ".join(titles[path] for path in paths[number]) or "nothing"
        about = f"{len(paths[number])} documents" if len(paths[number]) > MOST_NAMED else names
        yield Change(one.at, one.author, one.comment, about, f"/editor/history/{number}")


def _courses() -> Iterator[Change]:
    newest = select(CatalogueChange).order_by(CatalogueChange.id.desc()).limit(MOST)
    for one in db.session.scalars(newest):
        url = f"/editor/imports/changes/{one.id}"
        yield Change(one.at, one.who, one.comment, one.summary, url)
