"""Where forms read documents from and put them: what is published, or an open draft over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careers_site.content.diff.text import normalise
from careers_site.content.problems import Problems
from careers_site.content.sources import FOLDER, Source, parse_sources
from careers_site.content.store import documents
from careers_site.content.store.documents import Document
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.platform.extensions import db
from careers_site.platform.formatting import moment

NEW = "new"


@dataclass(frozen=True)
class DraftRequest:
    """What to put into a draft: its title, texts by path, and doubts to be confirmed."""

    title: str
    texts: Mapping[str, str | None]
    doubts: Sequence[str] = ()


def text_of(path: str, draft: Draft | None) -> str:
    """The text of a document in the draft, or else as it is published; blank if there is none."""
    kept = draft.document(path) if draft else None
    if kept is not None:
        return kept.text or ""
    document = db.session.get(Document, path)
    return (document.text if document else "") or ""


def texts_of(draft: Draft | None) -> dict[str, str]:
    """Every document as the draft has it, or else as it is published."""
    texts = {**documents.published(), **(draft.texts() if draft else {})}
    return {path: text for path, text in texts.items() if text is not None}


def sources_of(draft: Draft | None) -> dict[str, Source]:
    """Every source that a row of the draft may name."""
    wanted = {path: text for path, text in texts_of(draft).items() if path.startswith(FOLDER)}
    return parse_sources(wanted, Problems())


def targets(path: str, who: str, chosen: Draft | None) -> dict[str, str]:
    """What a change can be put into: a new draft, and open ones that hold the document."""
    found = {
        str(draft.id): f"{draft.title} ({draft.author}, {moment(draft.changed)})"
        for draft in drafts.open_drafts(who)
        if draft.document(path) or (chosen and draft.id == chosen.id)
    }
    return {NEW: "A new draft", **found}


def keep(draft: Draft | None, who: str, wish: DraftRequest) -> int:
    """Put the texts into the draft, or into a new one; its number. Raises TextError.

    Where somebody has an open draft with just these texts, it is that one.
    """
    texts = {path: None if text is None else normalise(text) for path, text in wish.texts.items()}
    kept = draft or _same(who, texts) or drafts.start(wish.title, who)
    for path, text in texts.items():
        document = kept.document(path)
        if document is None or document.text != text:
            drafts.put(kept, path, text, who)
    drafts.add_questions(kept, wish.doubts)
    return kept.id


def _same(who: str, texts: Mapping[str, str | None]) -> Draft | None:
    mine = (draft for draft in drafts.open_drafts(who) if draft.author == who)
    return next((draft for draft in mine if draft.texts() == texts), None)
