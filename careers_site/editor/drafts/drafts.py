"""Drafts: texts that an editor is working on, published together or not at all.

Every change of a document goes through a draft. Nothing here commits; the caller does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careers_site.content.diff.text import TextError, normalise
from careers_site.content.parsing import DOCUMENT
from careers_site.content.store import documents
from careers_site.content.store.documents import Document
from careers_site.editor.drafts import document_info
from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db
from careers_site.platform.text.numbers import whole_number

OPEN, PUBLISHED, DISCARDED = "open", "published", "discarded"
MOST_TITLE = 200


class Draft(db.Model):  # type: ignore[name-defined, misc]
    """Some documents as one editor would have them. `revision` is the one that it became.

    `course_moves` are steps that the draft takes away, and the step that their courses move to.
    `questions` are sentences that the editor says yes to before it is published. `key` is that of
    the form that started it, so that a form sent twice starts one draft.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    author: Mapped[str] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(20), index=True)
    changed: Mapped[datetime] = mapped_column(UtcTime)
    questions: Mapped[list[str]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text)
    revision: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))
    course_moves: Mapped[dict[str, str] | None] = mapped_column(JSON)

    documents: Mapped[list[DraftDocument]] = relationship(
        order_by="DraftDocument.path", cascade="all, delete-orphan"
    )

    @property
    def moves(self) -> dict[str, str]:
        return self.course_moves or {}

    def document(self, path: str) -> DraftDocument | None:
        return next((one for one in self.documents if one.path == path), None)

    def texts(self) -> dict[str, str | None]:
        """path -> text, or None for a document that the draft retires."""
        return {one.path: one.text for one in self.documents}


class DraftDocument(db.Model):  # type: ignore[name-defined, misc]
    """A document in a draft. `base_text` was published, by `base_revision`, when it was taken.

    `version` counts its changes, so that an old tab does not write over a newer one.
    """

    __tablename__ = "draft_document"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)
    base_text: Mapped[str | None] = mapped_column(Text)
    base_revision: Mapped[int]
    version: Mapped[int]
    changed_by: Mapped[str] = mapped_column(String(255))

    @property
    def title(self) -> str:
        """What it is called, or was before it is retired."""
        text = self.base_text if self.text is None else self.text
        return document_info.title(self.path, text)


def start(title: str, author: str, key: str | None = None) -> Draft:
    """A new draft without documents; or the one that a form with this `key` has started."""
    same_form = select(Draft).where(Draft.key == key)
    started: Draft | None = db.session.scalar(same_form) if key else None
    if started:
        return started
    draft = Draft(
        key=key,
        title=" ".join(title.split())[:MOST_TITLE],
        author=author,
        state=OPEN,
        changed=now(),
        questions=[],
        comment="",
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def put(
    draft: Draft, path: str, text: str | None, who: str | None = None, seen: int | None = None
) -> DraftDocument:
    """Give a document of the draft a text, or None to retire it; `who` did it, else the author.

    The first time, the published text is remembered as what the draft was taken from: the one
    that is published now, or that of the revision `seen` by who made the text.
    Raises TextError for a text that cannot be kept, or a path that no document can have, and
    LookupError for a revision that did not change the document.
    """
    if not DOCUMENT.fullmatch(path):
        raise TextError(f'"{path}" is not a document that the site knows.')
    kept = draft.document(path)
    if kept is None:
        kept = DraftDocument(path=path, version=0)
        set_base(kept, seen)
        draft.documents.append(kept)
    kept.text = None if text is None else normalise(text)
    kept.version += 1
    kept.changed_by = who or draft.author
    draft.changed = now()
    db.session.flush()
    return kept


def set_base(kept: DraftDocument, seen: int | None = None) -> None:
    """Set the base text and revision: what is published, or was by revision `seen`.

    Raises LookupError if that revision gave the document no text.
    """
    published = db.session.get(Document, kept.path)
    kept.base_text = published.text if published else None
    kept.base_revision = published.revision if published else 0
    if seen is not None and seen != kept.base_revision:
        # A form that was opened before anything was published saw nothing.
        kept.base_text = documents.text_at(kept.path, seen) if seen else None
        kept.base_revision = seen


def add_questions(draft: Draft, sentences: Sequence[str]) -> None:
    """Add sentences that have to be confirmed on the review page before publishing."""
    draft.questions = list(dict.fromkeys([*draft.questions, *sentences]))
    db.session.flush()


def open_drafts(who: str) -> list[Draft]:
    """Every open draft: those of `who` first, then the newest first."""
    found = db.session.scalars(
        select(Draft).where(Draft.state == OPEN).order_by(Draft.changed.desc(), Draft.id.desc())
    )
    return sorted(found, key=lambda draft: draft.author != who)


def read(draft_id: int) -> Draft | None:
    """A draft as it is now in the database."""
    return db.session.get(Draft, draft_id, populate_existing=True)


def open_one(text: str | None) -> Draft | None:
    """The open draft of that number; None for another word or a closed draft."""
    found = whole_number(text)
    draft = db.session.get(Draft, found) if found else None
    return draft if draft and draft.state == OPEN else None


def save_comment(draft_id: int, comment: str) -> None:
    """Store the comment of a draft that could not be published, if it is open. Commits."""
    draft = read(draft_id)
    if draft is not None and draft.state == OPEN:
        draft.comment = comment
    db.session.commit()


def latest_closed() -> list[Draft]:
    """The drafts that were published or discarded last."""
    found = select(Draft).where(Draft.state != OPEN).order_by(Draft.changed.desc()).limit(20)
    return list(db.session.scalars(found))
