"""What was changed last, texts and courses together."""

from __future__ import annotations

from collections.abc import Mapping
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
    """One change: who made it, when, why, and the address that shows it."""

    at: datetime
    who: str
    comment: str
    about: str
    url: str


def latest() -> list[Change]:
    """The newest changes, newest first."""
    return sorted([*_texts(), *_courses()], key=lambda change: change.at, reverse=True)[:MOST]


def _texts() -> list[Change]:
    newest = select(Revision).order_by(Revision.number.desc()).limit(MOST)
    revisions = list(db.session.scalars(newest))
    numbers = [revision.number for revision in revisions]
    paths: dict[int, list[str]] = {}
    columns = (DocumentRevision.revision, DocumentRevision.path)
    for number, path in db.session.execute(
        select(*columns).where(DocumentRevision.revision.in_(numbers))
    ):
        paths.setdefault(number, []).append(path)
    titles = document_info.titles(one for several in paths.values() for one in several)
    return [
        Change(
            at=revision.at,
            who=revision.author,
            comment=revision.comment,
            about=_about(paths.get(revision.number, []), titles),
            url=f"/editor/history/{revision.number}",
        )
        for revision in revisions
    ]


def _courses() -> list[Change]:
    newest = select(CatalogueChange).order_by(CatalogueChange.id.desc()).limit(MOST)
    return [
        Change(
            at=change.at,
            who=change.who,
            comment=change.comment,
            about=change.summary,
            url=f"/editor/imports/changes/{change.id}",
        )
        for change in db.session.scalars(newest)
    ]


def _about(paths: list[str], titles: Mapping[str, str]) -> str:
    """The names of a document or two, or how many there are."""
    if len(paths) > MOST_NAMED:
        return f"{len(paths)} documents"
    return ", ".join(titles[path] for path in paths) or "nothing"
