"""Asking for a second pair of eyes, saying what one saw, and private links for people outside."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue

from careers_site.accounts.people import mail
from careers_site.accounts.sessions import guard
from careers_site.content.store import documents
from careers_site.editor.drafts.forms import PublishForm
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.editor.drafts.second_look import looks, outside_links
from careers_site.editor.drafts.views import known, page, still_open, to_draft
from careers_site.platform.extensions import db
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.text.text_safety import one_line, showable

bp = Blueprint("looks", __name__, url_prefix="/editor/drafts/<int:draft_id>")

MOST_COMMENT = 2_000
WRITE = f"Write a comment of at most {MOST_COMMENT:,} characters."
SEEN_ANOTHER = "Somebody changed this draft after you opened it. Look at it again."


@bp.post("/ask")
def ask(draft_id: int) -> ResponseReturnValue:
    """Ask another editor to look, by mail too where the site sends any."""
    who, asked = guard.who(), request.form.get("who", "")
    if asked not in looks.others(who):
        return _again(draft_id, "Choose who should look.")
    with documents.exclusive():
        looks.ask(still_open(draft_id), asked, who)
    flash(f"{asked} finds this draft on the overview.{_mail(draft_id, asked, who)}")
    return to_draft(draft_id)


@bp.post("/look")
def look(draft_id: int) -> ResponseReturnValue:
    """Keep that somebody has looked, and what they say."""
    verdict = request.form.get("verdict", "")
    if verdict not in {looks.RIGHT, looks.CHANGE}:
        return _again(draft_id, "Say whether this is right.")
    with documents.exclusive():
        draft = still_open(draft_id)
        is_same = fingerprint(draft) == request.form.get("reviewed")
        if is_same:
            looks.answer(draft, guard.who(), verdict)
    if not is_same:
        return _again(draft_id, SEEN_ANOTHER, 409)
    flash("We have noted that. Whoever works on this draft can see it.")
    return to_draft(draft_id)


@bp.post("/comment")
def comment(draft_id: int) -> ResponseReturnValue:
    """Add a comment to one document of a draft."""
    path, text = request.form.get("path", ""), typed_comment()
    if known(draft_id).document(path) is None:
        abort(404)
    if not 0 < len(text) <= MOST_COMMENT:
        return _again(draft_id, WRITE, typed={path: text})
    looks.add_comment(draft_id, path, guard.who(), text)
    db.session.commit()
    return to_draft(draft_id)


@bp.post("/comments/<int:number>/done")
def done(draft_id: int, number: int) -> ResponseReturnValue:
    found = db.session.get(looks.Comment, number)
    if found is None or found.draft_id != draft_id:
        abort(404)
    found.done = True
    db.session.commit()
    return to_draft(draft_id)


@bp.post("/links")
def make_link(draft_id: int) -> ResponseReturnValue:
    """A private link, shown this once."""
    name = one_line(request.form.get("name"))[: outside_links.LONGEST_NAME]
    days = whole_number(request.form.get("days"))
    if not name or days not in outside_links.DAYS:
        return _again(draft_id, "Say who the link is for.")
    draft = still_open(draft_id)
    address = outside_links.make(draft, name, days, guard.who())
    db.session.commit()
    return render_template("editor/drafts/link.html", draft=draft, address=address, name=name)


@bp.post("/links/<int:number>/end")
def end_link(draft_id: int, number: int) -> ResponseReturnValue:
    known(draft_id)
    outside_links.end(draft_id, number)
    db.session.commit()
    flash("The link no longer works.")
    return to_draft(draft_id)


def typed_comment() -> str:
    return showable(request.form.get("comment", "")).replace("\r\n", "\n").strip()


def _mail(draft_id: int, to: str, who: str) -> str:
    """What became of the mail, if the site sends any."""
    if not mail.is_set_up():
        return ""
    url = f"{current_app.config['SETTINGS'].site_url}/editor/drafts/{draft_id}"
    try:
        mail.send(to, "Please look at a draft", f"{who} asks you to look at this draft:\n\n{url}")
    except mail.MailError as error:
        return f" We could not send an email: {error}."
    return " We have sent an email too."


def _again(
    draft_id: int, sentence: str, status: int = 400, typed: dict[str, str] | None = None
) -> ResponseReturnValue:
    draft = known(draft_id)
    form = PublishForm(formdata=None, comment=draft.comment)
    form.form_errors.append(sentence)
    return page(draft, form, typed), status
