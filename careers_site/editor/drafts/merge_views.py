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

bp = Blueprint("merging", __name__, url_prefix="/editor/drafts/<int:draft_id>/merge")


@bp.get("/<path:path>", endpoint="merge")
def show(draft_id: int, path: str) -> ResponseReturnValue:
    return _page(_kept(draft_id, path), None)


@bp.post("/<path:path>")
def settle(draft_id: int, path: str) -> ResponseReturnValue:
    """Show the text that the choices make, to be read and changed; or keep what was decided."""
    kept = _kept(draft_id, path)
    text, revision = saving.published(path)
    if request.form.get("revision") != str(revision):
        return _page(
            kept, request.form.get("text"), "Somebody published once more. Look again."
        ), 409
    match request.form.get("do"):
        case "choose" if kept.text is not None and text is not None:
            merged = merge(kept.base_text or "", kept.text, text)
            return _page(kept, merged.text(_choices(merged)))
        case "theirs":
            return _keep(draft_id, path, text, take_out=True)
        case "mine":
            return _keep(draft_id, path, kept.text)
        case "text":
            return _keep(draft_id, path, request.form.get("text", ""))
    return _page(kept, None), 400


def _keep(
    draft_id: int, path: str, text: str | None, *, take_out: bool = False
) -> ResponseReturnValue:
    """The decision into the draft, which from now on is made from what is published."""
    who = guard.who()
    try:
        with documents.alone():
            draft = drafts.read(draft_id)
            kept = draft.document(path) if draft and draft.state == drafts.OPEN else None
            if draft is None or kept is None:
                abort(404)
            if take_out:
                draft.documents.remove(kept)
            else:
                drafts.put(draft, path, text, who)
                drafts.take(kept)
    except TextError as error:
        return _page(_kept(draft_id, path), text, str(error)), 400
    flash("Both changes are put together in this draft." if not take_out else "Theirs is kept.")
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


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
