"""What a draft is called, what is put into it and taken out, and whether it goes on."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.sessions import guard
from careers_site.content.store import documents
from careers_site.editor.drafts import draft_texts, drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.forms import TitleForm
from careers_site.editor.drafts.review import review
from careers_site.editor.drafts.review.follow_up import FollowUp
from careers_site.editor.drafts.review.follow_ups import follow_ups
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.views import known, still_open, to_draft
from careers_site.platform.text.formatting import count_of
from careers_site.publishing import publish

bp = Blueprint("draft_settings", __name__, url_prefix="/editor/drafts/<int:draft_id>")


@bp.route("/rename", methods=["GET", "POST"])
def rename(draft_id: int) -> ResponseReturnValue:
    form = TitleForm(obj=known(draft_id))
    if not form.validate_on_submit():
        status = 400 if form.errors else 200
        return render_template("editor/drafts/rename.html", form=form, draft_id=draft_id), status
    with documents.exclusive():
        still_open(draft_id).title = form.title.data or ""
    return to_draft(draft_id)


@bp.post("/take-out")
def take_out(draft_id: int) -> ResponseReturnValue:
    """Take a document out of the draft; the site keeps what is published of it."""
    with documents.exclusive():
        draft = still_open(draft_id)
        kept = draft.document(request.form.get("path", ""))
        if kept is not None:
            draft.documents.remove(kept)
            flash(f"{kept.title} is no longer in this draft.")
    return to_draft(draft_id)


@bp.post("/move-courses")
def move_courses(draft_id: int) -> ResponseReturnValue:
    """Where the courses go of a step that the draft takes away; blank to leave that open."""
    step, to = request.form.get("step", ""), request.form.get("to", "")
    draft = still_open(draft_id)
    found = publish.dry_run(review.proposals(draft), draft.moves)
    is_asked = step in draft.moves or any(use.step == step for use in found.unserved)
    steps = found.library.rules.steps if found.library else {}
    if not is_asked or (to and to not in steps):
        abort(404)
    with documents.exclusive():
        draft = still_open(draft_id)
        others = {old: new for old, new in draft.moves.items() if old != step}
        draft.course_moves = {**others, step: to} if to else others
    return to_draft(draft_id)


@bp.post("/follow-ups")
def put_in(draft_id: int) -> ResponseReturnValue:
    """What the draft leaves to be changed elsewhere, as far as the editor ticked it."""
    draft = drafts.open_one(str(draft_id)) or abort(404)
    found = publish.dry_run(review.proposals(draft), draft.moves)
    keys, takes_all = set(request.form.getlist("follow-up")), request.form.get("all") == "y"
    offered = follow_ups(draft, found)
    wanted = [one for one in offered if takes_all or one.key in keys]
    with documents.exclusive():
        draft = drafts.open_one(str(draft_id)) or abort(404)
        done = sum(_put_in(draft, one) for one in wanted)
    if done:
        flash(f"{count_of(done, 'change')} put into this draft.")
    else:
        flash("Tick what to change.", "notice")
    return to_draft(draft_id)


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
            audit.record("opened a draft again", draft.title, f"draft {draft_id}")
    return to_draft(draft_id)


def _put_in(draft: Draft, one: FollowUp) -> bool:
    """Whether the document changed: by now it may be other than when it was looked at."""
    before = draft_texts.text_of(one.path, draft)
    try:
        after = one.mend(before) if one.mend else before
    except LookupError:
        return False
    if after != before:
        drafts.put(draft, one.path, after, guard.who())
    return after != before
