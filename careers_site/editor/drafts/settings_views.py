"""What a draft is called, what is in it, and whether it goes on."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.sessions import guard
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.forms import TitleForm
from careers_site.editor.drafts.review import review
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.views import known
from careers_site.publishing import publish

bp = Blueprint("draft_settings", __name__, url_prefix="/editor/drafts/<int:draft_id>")


@bp.route("/rename", methods=["GET", "POST"])
def rename(draft_id: int) -> ResponseReturnValue:
    form = TitleForm(obj=known(draft_id))
    if not form.validate_on_submit():
        status = 400 if form.errors else 200
        return render_template("editor/drafts/rename.html", form=form, draft_id=draft_id), status
    with documents.exclusive():
        _open(draft_id).title = form.title.data or ""
    return _back(draft_id)


@bp.post("/take-out")
def take_out(draft_id: int) -> ResponseReturnValue:
    """Take a document out of the draft; the site keeps what is published of it."""
    with documents.exclusive():
        draft = _open(draft_id)
        kept = draft.document(request.form.get("path", ""))
        if kept is not None:
            draft.documents.remove(kept)
            flash(f"{kept.title} is no longer in this draft.")
    return _back(draft_id)


@bp.post("/move-courses")
def move_courses(draft_id: int) -> ResponseReturnValue:
    """Where the courses go of a step that the draft takes away; blank to leave that open."""
    step, to = request.form.get("step", ""), request.form.get("to", "")
    draft = _open(draft_id)
    found = publish.dry_run(review.proposals(draft), draft.moves)
    is_asked = step in draft.moves or any(use.step == step for use in found.unserved)
    steps = found.library.rules.steps if found.library else {}
    if not is_asked or (to and to not in steps):
        abort(404)
    with documents.exclusive():
        draft = _open(draft_id)
        others = {old: new for old, new in draft.moves.items() if old != step}
        draft.course_moves = {**others, step: to} if to else others
    return _back(draft_id)


@bp.route("/discard", methods=["GET", "POST"])
def discard(draft_id: int) -> ResponseReturnValue:
    """Asked once. The texts are kept, so that whoever was too quick opens it again."""
    draft = known(draft_id)
    if request.method == "GET":
        return render_template("editor/drafts/discard.html", draft=draft)
    with documents.exclusive():
        draft = known(draft_id)
        if draft.state == drafts.OPEN:
            draft.state = drafts.DISCARDED
            schedule.remove(draft_id)
            audit.record("discarded a draft", draft.title, f"draft {draft_id} of {draft.author}")
    flash("The draft is discarded. You can open it again.")
    return redirect(url_for("drafts.overview"), 303)


@bp.post("/reopen")
def reopen(draft_id: int) -> ResponseReturnValue:
    with documents.exclusive():
        draft = known(draft_id)
        if draft.state == drafts.DISCARDED:
            draft.state = drafts.OPEN
            who = guard.who()
            audit.record("opened a draft again", draft.title, f"draft {draft_id}", who)
    return _back(draft_id)


def _open(draft_id: int) -> Draft:
    draft = known(draft_id)
    if draft.state != drafts.OPEN:
        abort(409, f"This draft is {draft.state}: it cannot be changed.")
    return draft


def _back(draft_id: int) -> ResponseReturnValue:
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)
