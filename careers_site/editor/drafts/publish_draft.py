"""A draft becomes a revision: once, however often and from wherever it is asked for."""

from __future__ import annotations

from datetime import datetime

from careers_site.content.library import holder
from careers_site.content.problems import ContentError
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.merging.draft_with_published import combined
from careers_site.editor.drafts.review.review import fingerprint, proposals
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.schedule.schedule import Schedule
from careers_site.editor.drafts.second_look import looks
from careers_site.platform.extensions import db
from careers_site.publishing import publish as publishing

# Added to the comment of a revision.
COMBINED = " (combined with what was published meanwhile)"


class ChangedError(Exception):
    """The draft is not what was reviewed: somebody changed or discarded it meanwhile."""


class UnlookedError(Exception):
    """The site asks for a second pair of eyes, and nobody else has looked at the draft as it is."""


class NotDueError(Exception):
    """The draft was taken off the schedule, or given another moment, meanwhile."""


# Why a draft was not published, in words for who tried.
REFUSED: dict[type[Exception], str] = {
    ChangedError: "Somebody changed this draft after you opened it. Check it again, then publish.",
    publishing.OvertakenError: "A change to the same document was published meanwhile. "
    "Combine the two first.",
    publishing.UnconfirmedError: "The list of people who get a different result has changed. "
    "Check it again.",
    publishing.NothingChangesError: "All of this is published already.",
    UnlookedError: "Somebody else has to look at this draft first. Ask them on this page.",
    ContentError: "Correct the problems listed below first.",
}


def publish(
    draft_id: int,
    who: str,
    comment: str,
    reviewed: str,
    confirmed: str,
    at: datetime | None = None,
) -> int:
    """Publish the draft that was `reviewed`; the number of the revision, also of an earlier time.

    With `at` only while the draft is scheduled for that moment, and combined with what was
    published meanwhile where the two do not change the same place. Raises ChangedError,
    NotDueError, and what `publishing.publish` raises; then nothing has changed.
    """
    while True:
        try:
            return _publish(draft_id, who, comment, reviewed, confirmed, at)
        except publishing.OutdatedError:
            # Somebody else has published while the content was read: read it again.
            continue


def _publish(
    draft_id: int, who: str, comment: str, reviewed: str, confirmed: str, at: datetime | None
) -> int:
    """All content is read before the turn of the publishers begins, which is short."""
    db.session.rollback()
    draft = _reviewed(draft_id, reviewed)
    if draft.revision is not None:
        return draft.revision
    now = documents.published()
    wanted = proposals(draft) if at is None else combined(draft, now)
    found = publishing.dry_run(wanted, draft.moves)
    if at is not None and any(one.theirs != now.get(one.path) for one in found.overtaken):
        raise publishing.OutdatedError
    with documents.publishing():
        draft = _reviewed(draft_id, reviewed)
        if draft.revision is not None:
            documents.release_lock()
            return draft.revision
        if at is not None and ((planned := schedule.of(draft_id)) is None or planned.at != at):
            raise NotDueError
        if looks.is_needed(draft, who):
            raise UnlookedError
        rebased = [one for one in draft.documents if one.base_text != wanted[one.path].base]
        for one in rebased:
            # The draft shows what it publishes.
            drafts.set_base(one)
            one.text = wanted[one.path].text
        comment += COMBINED if rebased else ""
        published = publishing.publish(found, who, comment, confirmed)
        number = published.revision
        draft.state, draft.revision, draft.comment = drafts.PUBLISHED, number, comment
        schedule.remove(draft_id)
    holder().take(published)
    return number


def set_day(wanted: Schedule) -> None:
    """Schedule a draft that could be published now. Raises what `publish` does."""
    draft = _reviewed(wanted.draft_id, wanted.reviewed)
    publishing.check(publishing.dry_run(proposals(draft), draft.moves), wanted.confirmed)
    with documents.exclusive():
        draft = _reviewed(wanted.draft_id, wanted.reviewed)
        if draft.revision is not None:
            raise ChangedError
        if looks.is_needed(draft, wanted.who):
            raise UnlookedError
        schedule.put(wanted)


def _reviewed(draft_id: int, reviewed: str) -> Draft:
    """The draft, as it was reviewed or published already."""
    draft = drafts.read(draft_id)
    if draft is None:
        raise ChangedError
    is_same = draft.state == drafts.OPEN and fingerprint(draft) == reviewed
    if draft.revision is None and not is_same:
        raise ChangedError
    return draft
