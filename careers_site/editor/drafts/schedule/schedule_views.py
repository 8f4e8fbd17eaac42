"""`/editor/coming`: drafts that go live on a day; setting that day, and taking it away."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.sessions import guard
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.forms import PublishForm
from careers_site.editor.drafts.publish_draft import REFUSED, set_day
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.schedule.moments import MomentError, read_moment
from careers_site.editor.drafts.schedule.schedule import Schedule
from careers_site.editor.drafts.views import is_filled, known, page
from careers_site.platform.text.formatting import moment

bp = Blueprint("schedule", __name__, url_prefix="/editor")


@bp.get("/coming")
def coming() -> ResponseReturnValue:
    return render_template(
        "editor/drafts/coming.html", planned=schedule.coming(), trouble=schedule.trouble
    )


@bp.post("/drafts/<int:draft_id>/schedule")
def schedule_it(draft_id: int) -> ResponseReturnValue:
    """Set the moment at which a draft is published, as it was reviewed."""
    draft = known(draft_id)
    form = PublishForm()
    is_good = is_filled(form, draft)
    wanted = _wanted(draft_id, form)
    if wanted is None or not is_good:
        return page(draft, form), 400
    said = moment(wanted.at)
    try:
        set_day(wanted)
    except tuple(REFUSED) as error:
        form.form_errors.append(REFUSED[type(error)])
        drafts.save_comment(draft_id, form.comment.data or "")
        return page(known(draft_id), form), 409
    flash(f"This draft will be published on {said}. Until then you can change or stop that.")
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


@bp.post("/drafts/<int:draft_id>/unschedule")
def unschedule(draft_id: int) -> ResponseReturnValue:
    """The draft stays, and is published when somebody does it."""
    with documents.exclusive():
        draft = known(draft_id)
        if schedule.remove(draft_id):
            audit.record("took a draft off the schedule", draft.title, f"draft {draft_id}")
    flash("This draft will not be published by itself.")
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


def _wanted(draft_id: int, form: PublishForm) -> Schedule | None:
    try:
        at = read_moment(form.day.data or "", form.time.data or "")
    except MomentError as error:
        form[error.field].errors = [str(error)]
        return None
    return Schedule(
        draft_id=draft_id,
        at=at,
        who=guard.who(),
        comment=form.comment.data or "",
        reviewed=form.reviewed.data or "",
        confirmed=form.confirmed.data or "",
        problem="",
    )
