"""Documents and their revisions: what is published, kept in the database.

A document is a path and a text. A revision publishes a set of documents together, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

# What a set of documents changes: path -> new text, or None to retire the document.
Changes = Mapping[str, str | None]


class ContentState(db.Model):  # type: ignore[name-defined, misc]
    """One row: the newest revision. Updating it first makes publishers queue."""

    __tablename__ = "content_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]


class Revision(db.Model):  # type: ignore[name-defined, misc]
    """A set of documents that was published together: who, when and why."""

    __tablename__ = "revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime)
    author: Mapped[str] = mapped_column(String(255))
    comment: Mapped[str] = mapped_column(Text)


class DocumentRevision(db.Model):  # type: ignore[name-defined, misc]
    """The text that one revision gave to one document; no text means retired."""

    __tablename__ = "document_revision"

    revision: Mapped[int] = mapped_column(ForeignKey("revision.number"), primary_key=True)
    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)


class Document(db.Model):  # type: ignore[name-defined, misc]
    """A published text. `file_hash` is the hash of its file when it was last loaded, if it was."""

    __tablename__ = "document"

    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(ForeignKey("revision.number"))
    file_hash: Mapped[str | None] = mapped_column(String(64))


def current_revision() -> int:
    """The number of the newest revision; 0 while nothing was published."""
    return db.session.scalar(select(ContentState.revision)) or 0


def changed() -> dict[str, datetime]:
    """When each document was last published."""
    newest = select(DocumentRevision.path, func.max(Revision.at)).join(
        Revision, Revision.number == DocumentRevision.revision
    )
    grouped = newest.group_by(DocumentRevision.path)
    return dict(db.session.execute(grouped).all())


def published() -> dict[str, str]:
    """Every published document, path -> text; retired ones are left out."""
    rows = db.session.execute(select(Document.path, Document.text).order_by(Document.path))
    return {path: text for path, text in rows if text is not None}


def publish(changes: Changes, author: str, comment: str, hashes: Mapping[str, str | None]) -> int:
    """Publish a set of documents as one revision, and return its number.

    `hashes` gives, for documents that come from files, the hash of the file. The caller has
    checked the content under `lock()` and commits; until then nobody sees the revision.
    """
    number = current_revision()
    revision = Revision(number=number, at=now(), author=author, comment=comment)
    db.session.add(revision)
    db.session.flush()
    for path, text in changes.items():
        db.session.add(DocumentRevision(revision=number, path=path, text=text))
        document = db.session.get(Document, path)
        if document is None:
            document = Document(path=path, revision=number)
            db.session.add(document)
        document.text, document.revision = text, number
        if path in hashes:
            document.file_hash = hashes[path]
    return number


def lock() -> None:
    """Take the next revision number; other publishers wait until this transaction ends."""
    db.session.execute(update(ContentState).values(revision=ContentState.revision + 1))


def release_lock() -> None:
    """Give back the revision number that `lock()` took, where nothing was published."""
    db.session.execute(update(ContentState).values(revision=ContentState.revision - 1))


@contextmanager
def publishing() -> Iterator[None]:
    """A transaction with the next revision number, in which nobody else publishes.

    Rolled back on any error.
    """
    db.session.rollback()
    try:
        lock()
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def exclusive() -> Iterator[None]:
    """A transaction in which nobody else publishes or changes a draft; rolled back on any error."""
    with publishing():
        yield
        release_lock()


def text_at(path: str, revision: int) -> str | None:
    """The text that a revision gave to a document. Raises LookupError if it gave none."""
    found = db.session.get(DocumentRevision, (revision, path))
    if found is None:
        raise LookupError(f"revision {revision} did not change {path}")
    return found.text


def text_before(path: str, revision: int) -> str | None:
    """The text of a document before a revision; None where it was not there."""
    text: str | None = db.session.scalar(
        select(DocumentRevision.text)
        .where(DocumentRevision.path == path, DocumentRevision.revision < revision)
        .order_by(DocumentRevision.revision.desc())
        .limit(1)
    )
    return text


def revisions_since(path: str, number: int) -> list[Revision]:
    """The revisions that changed a document after this one, newest first."""
    return list(
        db.session.scalars(
            select(Revision)
            .join(DocumentRevision, DocumentRevision.revision == Revision.number)
            .where(DocumentRevision.path == path, Revision.number > number)
            .order_by(Revision.number.desc())
        )
    )
