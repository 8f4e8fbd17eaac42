"""What a draft leaves to be changed elsewhere is put into it, as far as the editor ticks it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.accounts.sessions import guard
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts, saving
from careers_site.editor.drafts.review import follow_ups, review
from careers_site.platform.formatting import count_of
from careers_site.publishing import publish

bp = Blueprint("follow_ups", __name__, url_prefix="/editor/drafts/<int:draft_id>/follow-ups")


@bp.post("")
def put_in(draft_id: int) -> ResponseReturnValue:
    draft = drafts.open_one(str(draft_id)) or abort(404)
    found = publish.dry_run(review.proposals(draft), draft.moves)
    keys, takes_all = set(request.form.getlist("follow-up")), request.form.get("all") == "y"
    offered = follow_ups.follow_ups(draft, found)
    wanted = [one for one in offered if takes_all or one.key in keys]
    with documents.exclusive():
        draft = drafts.open_one(str(draft_id)) or abort(404)
        done = sum(_put_in(draft, one) for one in wanted)
    if done:
        flash(f"{count_of(done, 'change')} put into this draft.")
    else:
        flash("Tick what to change.", "notice")
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


def _put_in(draft: drafts.Draft, one: follow_ups.FollowUp) -> bool:
    """Whether the document changed: by now it may be other than when it was looked at."""
    kept = draft.document(one.path)
    before = kept.text if kept else saving.published(one.path)[0]
    if before is None or one.mend is None:
        return False
    try:
        after = one.mend(before)
    except LookupError:
        return False
    if after != before:
        drafts.put(draft, one.path, after, guard.who())
    return after != before
