"""A draft becomes a revision: once, however often and from wherever it is asked for."""

from __future__ import annotations

from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.review import fingerprint, proposals
from careers_site.publishing import publish as publishing


class ChangedError(Exception):
    """The draft is not what was reviewed: somebody changed or discarded it meanwhile."""


def publish(draft_id: int, who: str, comment: str, reviewed: str, confirmed: str) -> int:
    """Publish the draft that was `reviewed`; the number of the revision, also of an earlier time.

    Raises ChangedError, and what `publishing.publish` raises; then nothing has changed.
    """
    with publishing.turn():
        draft = drafts.read(draft_id)
        if draft is not None and draft.revision is not None:
            documents.give_back()
            return draft.revision
        if draft is None or draft.state != drafts.OPEN or fingerprint(draft) != reviewed:
            raise ChangedError
        number = publishing.publish(proposals(draft), who, comment, confirmed)
        draft.state, draft.revision, draft.comment = drafts.PUBLISHED, number, comment
        changes = draft.texts()
    publishing.follow(changes)
    return number
