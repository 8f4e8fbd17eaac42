"""`/editor/drafts`: drafts, and the page that shows what publishing one would do."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.accounts.sessions import guard
from careers_site.editor.drafts import document_info, drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.forms import PublishForm
from careers_site.editor.drafts.merging.draft_with_published import publishers
from careers_site.editor.drafts.publish_draft import REFUSED, publish
from careers_site.editor.drafts.review import review as reviewing
from careers_site.editor.drafts.review.questions import agreement, questions
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.second_look import looks, outside_links
from careers_site.editor.drafts.shown_at import shown_at

bp = Blueprint("drafts", __name__, url_prefix="/editor/drafts")

WITH_A_DAY = "Press “Publish on that day”. To publish now, leave the day blank."


@bp.get("")
def overview() -> ResponseReturnValue:
    who = guard.who()
    return render_template(
        "editor/drafts/list.html",
        mine=[one for one in drafts.open_drafts(who) if one.author == who],
        others=[one for one in drafts.open_drafts(who) if one.author != who],
        closed=drafts.latest_closed(),
    )


@bp.get("/<int:draft_id>")
def review(draft_id: int) -> ResponseReturnValue:
    draft = known(draft_id)
    planned = schedule.of(draft_id)
    comment = planned.comment if planned else draft.comment
    agreed = request.args.get("agreed") == agreement(draft, guard.who())
    return page(draft, PublishForm(formdata=None, comment=comment, agreed=agreed))


@bp.post("/<int:draft_id>/publish")
def publish_it(draft_id: int) -> ResponseReturnValue:
    draft = known(draft_id)
    if draft.revision is not None:
        # The form was sent twice, or in another tab.
        return _published(draft.revision)
    form = PublishForm()
    is_good = is_filled(form, draft)
    if form.day.data:
        # Enter in that field presses the first button of the form.
        form.day.errors = [WITH_A_DAY]
    if form.day.data or not is_good:
        return page(draft, form), 400
    comment = form.comment.data or ""
    seen = form.reviewed.data or "", form.confirmed.data or ""
    try:
        return _published(publish(draft_id, guard.who(), comment, *seen))
    except tuple(REFUSED) as error:
        form.form_errors.append(REFUSED[type(error)])
    drafts.save_comment(draft_id, comment)
    return page(known(draft_id), form), 409


def is_filled(form: PublishForm, draft: Draft) -> bool:
    """Whether all is said and ticked that the draft asks for before it is published."""
    is_good = bool(form.validate_on_submit())
    if questions(draft) and not form.agreed.data:
        form.agreed.errors = ["Tick the box if this is right, or change the draft."]
        is_good = False
    if form.confirmed.data and not form.changes.data:
        form.changes.errors = ["Tick the box if these changes are right, or change the draft."]
        is_good = False
    return is_good


def _published(number: int) -> ResponseReturnValue:
    flash(f"Published as revision {number}. Readers will see it within a second.")
    return redirect(url_for("history.revision", number=number), 303)


def known(draft_id: int) -> Draft:
    """The draft of that number as it is now; there is no such page if there is none."""
    return drafts.read(draft_id) or abort(404)


def still_open(draft_id: int) -> Draft:
    """The draft of that number while it can be changed."""
    draft = known(draft_id)
    if draft.state != drafts.OPEN:
        abort(409, f"This draft is {draft.state}: it cannot be changed.")
    return draft


def to_draft(draft_id: int) -> ResponseReturnValue:
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


def page(draft: Draft, form: PublishForm, typed: Mapping[str, str] | None = None) -> str:
    """The draft with what publishing it would do, and the form to publish it.

    `typed` are comments that could not be kept, by the document that they are about.
    """
    who = guard.who()
    if draft.state != drafts.OPEN:
        return render_template(
            "editor/drafts/closed.html",
            draft=draft,
            differences=reviewing.differences(
                (one.path, one.base_text, one.text) for one in draft.documents
            ),
        )
    found = reviewing.review(draft)
    form.reviewed.data = reviewing.fingerprint(draft)
    form.confirmed.data = found.findings.confirmation
    return render_template(
        "editor/drafts/review.html",
        draft=draft,
        form=form,
        review=found,
        questions=questions(draft),
        titles={one.path: one.title for one in found.differences},
        publishers={
            one.path: publishers(one, who) for one in draft.documents if one.path in found.overtaken
        },
        changed_at=document_info.changed_at,
        pages=shown_at(draft, found.findings.library),
        is_mine=draft.author == who,
        is_own=all(one.changed_by == who for one in draft.documents),
        looks=looks.of(draft.id),
        needs_look=looks.is_needed(draft, who),
        others=looks.others(who),
        comments=looks.comments(draft.id),
        typed=typed or {},
        links=outside_links.of(draft.id),
        days=outside_links.DAYS,
        planned=schedule.of(draft.id),
        beside=schedule.beside(draft),
        trouble=schedule.trouble,
    )


@bp.get("/<int:draft_id>/documents")
def add(draft_id: int) -> ResponseReturnValue:
    """Choose another document for the draft."""
    return redirect(url_for("documents.overview", draft=known(draft_id).id), 302)
