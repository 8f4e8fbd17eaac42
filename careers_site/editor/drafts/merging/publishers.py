"""Who published what a draft has to be combined with."""

from __future__ import annotations

from careers_site.content.store import documents
from careers_site.editor.drafts.drafts import DraftDocument


def publishers(kept: DraftDocument, who: str) -> str:
    """By whom the document was published since it was taken: "bo@site.example and you"."""
    found = documents.revisions_since(kept.path, kept.base_revision)
    authors = dict.fromkeys(one.author for one in reversed(found))
    others = [author for author in authors if author != who]
    if who in authors:
        others.append("you" if others else "you, in another draft")
    return " and ".join(others) or "somebody"
