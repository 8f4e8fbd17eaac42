"""A draft becomes a revision: once, however often and from wherever it is asked for."""

from __future__ import annotations

from careers_site.content.library import holder
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review import fingerprint, proposals
from careers_site.platform.extensions import db
from careers_site.publishing import publish as publishing


class ChangedError(Exception):
    """The draft is not what was reviewed: somebody changed or discarded it meanwhile."""


def publish(draft_id: int, who: str, comment: str, reviewed: str, confirmed: str) -> int:
    """Publish the draft that was `reviewed`; the number of the revision, also of an earlier time.

    Raises ChangedError, and what `publishing.publish` raises; then nothing has changed.
    """
    while True:
        try:
            return _publish(draft_id, who, comment, reviewed, confirmed)
        except publishing.OutdatedError:
            # Somebody else has published while the content was read: read it again.
            continue


def _publish(draft_id: int, who: str, comment: str, reviewed: str, confirmed: str) -> int:
    """All content is read before the turn of the publishers begins, which is short."""
    db.session.rollback()
    draft = _reviewed(draft_id, reviewed)
    if draft.revision is not None:
        return draft.revision
    found = publishing.dry_run(proposals(draft), draft.moves)
    with publishing.publishing_lock():
        draft = _reviewed(draft_id, reviewed)
        if draft.revision is not None:
            documents.release_lock()
            return draft.revision
        published = publishing.publish(found, who, comment, confirmed)
        number = published.revision
        draft.state, draft.revision, draft.comment = drafts.PUBLISHED, number, comment
    holder().take(published)
    return number


def _reviewed(draft_id: int, reviewed: str) -> Draft:
    """The draft, as it was reviewed or published already."""
    draft = drafts.read(draft_id)
    if draft is None:
        raise ChangedError
    is_same = draft.state == drafts.OPEN and fingerprint(draft) == reviewed
    if draft.revision is None and not is_same:
        raise ChangedError
    return draft
