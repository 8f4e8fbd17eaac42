"""Two editors on one document: what the first one changed, and both changes put together."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from careers_site.accounts.sessions import guard
from careers_site.content.diff.merge import CHOICES, Choice, Merge, merge
from careers_site.content.diff.text import TextError
from careers_site.content.store import documents
from careers_site.content.store.documents import DocumentRevision, Revision
from careers_site.editor.drafts import drafts, review, saving
from careers_site.editor.drafts.drafts import DraftDocument
from careers_site.platform.extensions import db

# What can be decided, and what is said then.
DECISIONS = {
    "mine": "This draft now has both changes.",
    "text": "This draft now has both changes.",
    "theirs": "Their version stays.",
}

bp = Blueprint("merging", __name__, url_prefix="/editor/drafts/<int:draft_id>/merge")


@bp.get("/<path:path>", endpoint="merge")
def show(draft_id: int, path: str) -> ResponseReturnValue:
    return _page(_kept(draft_id, path), None)


@bp.post("/<path:path>")
def settle(draft_id: int, path: str) -> ResponseReturnValue:
    """Show the text that the choices make, to be read and changed; or keep what was decided."""
    decision, typed = request.form.get("do"), request.form.get("text")
    try:
        if decision == "choose":
            return _page(*_put_together(draft_id, path))
        if decision in DECISIONS:
            with documents.exclusive():
                _decide(draft_id, path, decision, typed or "")
            flash(DECISIONS[decision])
            return redirect(url_for("drafts.review", draft_id=draft_id), 303)
    except _PublishedAgainError:
        again = "Somebody has published again. Check the changes once more."
        return _page(_kept(draft_id, path), typed, again), 409
    except TextError as error:
        return _page(_kept(draft_id, path), typed, str(error)), 400
    return _page(_kept(draft_id, path), None), 400


class _PublishedAgainError(Exception):
    """What is published is no longer what the editor has seen."""


def _put_together(draft_id: int, path: str) -> tuple[DraftDocument, str | None]:
    """The text that the choices make; nothing is kept."""
    kept, theirs = _kept(draft_id, path), _seen(path)
    if kept.text is None or theirs is None:
        abort(400)
    merged = merge(kept.base_text or "", kept.text, theirs)
    return kept, merged.text(_choices(merged))


def _decide(draft_id: int, path: str, decision: str, typed: str) -> None:
    """The decision into the draft, which from now on is made from what is published.

    Called while nobody else publishes: what the editor has seen is what it is made from.
    """
    kept = _kept(draft_id, path)
    _seen(path)
    draft = drafts.read(kept.draft_id)
    if draft is None:
        abort(404)
    if decision == "theirs":
        draft.documents.remove(kept)
        return
    drafts.put(draft, path, kept.text if decision == "mine" else typed, guard.who())
    drafts.set_base(kept)


def _seen(path: str) -> str | None:
    """The published text, if it is the one that the form was made from."""
    text, revision = saving.published(path)
    if request.form.get("revision") != str(revision):
        raise _PublishedAgainError
    return text


def _kept(draft_id: int, path: str) -> DraftDocument:
    draft = drafts.read(draft_id)
    kept = draft.document(path) if draft and draft.state == drafts.OPEN else None
    if kept is None:
        abort(404)
    return kept


def _choices(merged: Merge) -> list[Choice]:
    """What was chosen for each conflict; both where nothing was, so that nothing is lost."""
    asked = [request.form.get(f"part-{number}") for number in range(len(merged.conflicts))]
    return [next((one for one in CHOICES if one == word), "both") for word in asked]


def _page(kept: DraftDocument, result: str | None, refused: str = "") -> str:
    text, revision = saving.published(kept.path)
    both = kept.text is not None and text is not None
    merged = merge(kept.base_text or "", kept.text or "", text or "") if both else None
    if result is None and merged is not None and merged.is_clean:
        result = merged.text()
    return render_template(
        "editor/drafts/merge.html",
        kept=kept,
        published=text,
        revision=revision,
        by=_revisions(kept.path, kept.base_revision),
        theirs=review.difference(kept.path, kept.base_text, text),
        mine=review.difference(kept.path, kept.base_text, kept.text),
        merged=merged,
        result=result,
        difference=None if result is None else review.difference(kept.path, text, result),
        refused=refused,
    )


def _revisions(path: str, after: int) -> list[Revision]:
    """Who published the document since the draft was taken, newest first."""
    return list(
        db.session.scalars(
            select(Revision)
            .join(DocumentRevision, DocumentRevision.revision == Revision.number)
            .where(DocumentRevision.path == path, Revision.number > after)
            .order_by(Revision.number.desc())
            .limit(20)
        )
    )
