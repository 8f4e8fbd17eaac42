"""Texts from forms into drafts: once each, and never over a newer one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careers_site.content.diff.text import normalise
from careers_site.content.pages.redirects import REDIRECTS
from careers_site.content.store import documents
from careers_site.content.store.documents import Document
from careers_site.editor.drafts import document_info, drafts
from careers_site.editor.drafts.drafts import Draft, DraftDocument
from careers_site.editor.drafts.forms import KEY
from careers_site.platform.extensions import db


@dataclass(frozen=True)
class Typed:
    """What a form sent: the text, the draft it goes to, and what the editor had seen.

    `seen` is the published revision that the form was opened at, `version` that of the draft's
    text; None where there was none. `key` names the form, so that it counts once.
    """

    text: str
    into: int | None
    seen: int | None
    version: int | None
    key: str


class NewerError(Exception):
    """The draft holds a newer text than the one that was changed; `kept` is that document."""

    def __init__(self, kept: DraftDocument) -> None:
        super().__init__(kept.path)
        self.draft_id = kept.draft_id
        self.text, self.version, self.who = kept.text, kept.version, kept.changed_by


class ClosedError(Exception):
    """The draft was published or discarded meanwhile, or never was."""


def save(path: str, typed: Typed, who: str) -> int:
    """Put a text into a draft; the draft's number.

    Raises TextError, NewerError or ClosedError; then nothing has changed.
    """
    text = normalise(typed.text)
    with documents.exclusive():
        draft = _draft(path, text, typed, who)
        kept = draft.document(path)
        if kept is None or kept.text != text:
            if kept is not None and kept.version != typed.version:
                raise NewerError(kept)
            drafts.put(draft, path, text, who, _seen(path, typed.seen))
        return draft.id


def save_set(
    title: str,
    texts: Mapping[str, str | None],
    who: str,
    key: str,
    seen: Mapping[str, int] | None = None,
    questions: Sequence[str] = (),
) -> int:
    """Start a draft with several documents; the one that this form has started, if it did.

    `seen` are the published revisions that the texts were made from, where they are known, and
    `questions` what has to be confirmed before it is published.
    """
    seen = seen or {}
    with documents.exclusive():
        # Without a key that a form was given, nothing tells it from another.
        draft = drafts.start(title, who, key if KEY.fullmatch(key) else None)
        for path, text in texts.items():
            if draft.document(path) is None:
                drafts.put(draft, path, text, who, _seen(path, seen.get(path)))
        drafts.add_questions(draft, questions)
        return draft.id


def is_known(path: str, draft: Draft | None) -> bool:
    """A document that is or was published, or that the draft makes. Never a path on a disk."""
    if path == REDIRECTS or (draft and draft.document(path)):
        return True
    return db.session.get(Document, path) is not None


def _draft(path: str, text: str, typed: Typed, who: str) -> Draft:
    if typed.into is None:
        draft: Draft | None = drafts.start(document_info.title(path, text), who, typed.key or None)
    else:
        draft = drafts.read(typed.into)
    if draft is None or draft.state != drafts.OPEN:
        raise ClosedError
    return draft


def _seen(path: str, revision: int | None) -> int | None:
    """The revision that the form was opened at, if it is one that changed the document."""
    if revision is None or revision == 0:
        return revision
    found = db.session.get(documents.DocumentRevision, (revision, path))
    return None if found is None else revision


def published(path: str) -> tuple[str | None, int]:
    """A document as it is published and the revision that made it so; (None, 0) if it never was."""
    document = db.session.get(Document, path)
    return (document.text, document.revision) if document else (None, 0)
