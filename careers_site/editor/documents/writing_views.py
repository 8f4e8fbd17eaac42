"""While somebody writes: the text is kept in their own draft, and it is said how it reads."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from careers_site.accounts.sessions import guard
from careers_site.content.diff.text import TextError, plain_lines
from careers_site.editor.documents import wording
from careers_site.editor.drafts import drafts, saving, text_forms
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.forms import TextForm
from careers_site.editor.drafts.schedule import schedule
from careers_site.platform.clock import LONDON, now

bp = Blueprint("writing", __name__, url_prefix="/editor/documents")


@bp.post("/<path:path>/autosave")
def autosave(path: str) -> ResponseReturnValue:
    """Keep the text as saving would, if the draft is the editor's own and has no day.

    The answer is what to say, the draft with its version, and whether to stop.
    """
    form = text_forms.sent(path)
    draft = drafts.open_one(form.into.data)
    if not saving.is_known(path, draft):
        abort(404)
    if refusal := _refusal(draft):
        return jsonify(said=refusal, stop=True)
    if draft is None and plain_lines(form.document()) == saving.published(path)[0]:
        return jsonify(said="")
    try:
        return jsonify(_kept(path, form))
    except TextError as error:
        return jsonify(said=f"Not saved. {error}")
    except saving.ClosedError:
        return jsonify(said="Not saved: that draft is closed. Save to keep your text.", stop=True)
    except saving.NewerError as newer:
        said = f"Not saved: {newer.who} changed this draft after you opened it. Save to see both."
        return jsonify(said=said, stop=True)


@bp.post("/<path:path>/reads")
def reads(path: str) -> ResponseReturnValue:
    """How the text of the form reads; nothing is kept."""
    read = wording.read(text_forms.sent(path).document())
    return jsonify(html=render_template("editor/documents/reads.html", read=read))


def _refusal(draft: Draft | None) -> str:
    """Why a draft does not change before somebody presses a button; "" if it may."""
    if draft is None:
        return ""
    if draft.author != guard.who():
        return f"This draft is {draft.author}’s. It changes when you save."
    if schedule.of(draft.id):
        return "This draft has a day on which it is published. It changes when you save."
    return ""


def _kept(path: str, form: TextForm) -> dict[str, object]:
    draft = drafts.read(saving.save(path, text_forms.typed(form), guard.who()))
    kept = draft.document(path) if draft else None
    if draft is None or kept is None:
        raise saving.ClosedError
    said = f"Saved to your draft at {now().astimezone(LONDON):%H:%M}"
    return {"said": said, "draft": draft.id, "title": draft.title, "version": kept.version}
