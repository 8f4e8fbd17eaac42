"""A draft and what was published since: by whom, and the two combined where that is clear."""

from __future__ import annotations

from collections.abc import Mapping

from careers_site.content.diff.table_merge import merge_documents
from careers_site.content.store import documents
from careers_site.editor.drafts.drafts import Draft, DraftDocument
from careers_site.publishing.publish import Proposal

Texts = Mapping[str, str | None]


def combined(draft: Draft, published: Texts) -> dict[str, Proposal]:
    """The proposals of a draft, made from what is published where that needs no decision.

    A document with a conflict keeps its own text and base, so that publishing refuses it.
    """
    return {one.path: _combined(one, published.get(one.path)) for one in draft.documents}


def has_conflict(draft: Draft, published: Texts) -> bool:
    return any(
        published.get(path) not in (one.base, one.text)
        for path, one in combined(draft, published).items()
    )


def _combined(kept: DraftDocument, theirs: str | None) -> Proposal:
    own = Proposal(kept.text, kept.base_text)
    if kept.text is None or theirs is None or theirs in (kept.base_text, kept.text):
        return own
    merged = merge_documents(kept.path, kept.base_text or "", kept.text, theirs)
    return own if merged.conflicts else Proposal(merged.text(), theirs)


def publishers(kept: DraftDocument, who: str) -> str:
    """By whom the document was published since it was taken: "bo@site.example and you"."""
    found = documents.revisions_since(kept.path, kept.base_revision)
    authors = dict.fromkeys(one.author for one in reversed(found))
    others = [author for author in authors if author != who]
    if who in authors:
        others.append("you" if others else "you, in another draft")
    return " and ".join(others) or "somebody"
