"""While somebody writes: their draft is kept, how it reads is said, and what can be put in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from careers_site.accounts.sessions import guard
from careers_site.content.diff.text import TextError, plain_lines
from careers_site.content.pages.passages import passages
from careers_site.content.pages.readability import (
    LONGEST_SENTENCE,
    OLDEST_READING_AGE,
    long_sentences,
    reading_age,
)
from careers_site.content.parsing import Library
from careers_site.editor.drafts import draft_texts, drafts, text_forms
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.forms import TextForm
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.source_input import source_words
from careers_site.platform.clock import LONDON, now
from careers_site.site_search.entries import CERTIFICATE, PAGE, POST, STEP, TOOL, WAY_IN, entries

bp = Blueprint("writing", __name__, url_prefix="/editor/documents")


@dataclass(frozen=True)
class Wording:
    """The reading age, 0 where there are no words, and each long sentence with its words."""

    age: float
    long: list[tuple[int, str]]
    oldest: int = OLDEST_READING_AGE
    most_words: int = LONGEST_SENTENCE


def read(text: str) -> Wording:
    found = passages(text)
    return Wording(
        reading_age(found), [one for each in found for one in long_sentences(each.words)]
    )


def links(here: Library) -> dict[str, str]:
    """Each page and each part of one as a link, with the name of its page."""
    return _named(here, (PAGE, WAY_IN, TOOL))


def terms(here: Library) -> dict[str, str]:
    """Courses and other steps, certificates and person specifications, linked to what they are."""
    return _named(here, (STEP, CERTIFICATE, POST))


def cited(here: Library) -> dict[str, str]:
    """Each source as it is cited, before its words."""
    return {f"[^{one.id}] {source_words(one)}": "" for one in here.sources.values()}


def _named(here: Library, kinds: tuple[str, ...]) -> dict[str, str]:
    return {
        f"[{one.title}]({one.address})": one.within[0] if one.within else one.kind
        for one in entries(here)
        if one.kind in kinds
    }


@bp.post("/<path:path>/autosave")
def autosave(path: str) -> ResponseReturnValue:
    """Keep the text as saving would, if the draft is the editor's own and has no day.

    The answer is what to say, the draft with its version, and whether to stop.
    """
    form = text_forms.sent(path)
    draft = drafts.open_one(form.into.data)
    if not draft_texts.is_known(path, draft):
        abort(404)
    if refusal := _refusal(draft):
        return jsonify(said=refusal, stop=True)
    if draft is None and plain_lines(form.document()) == draft_texts.published(path)[0]:
        return jsonify(said="")
    try:
        return jsonify(_kept(path, form))
    except TextError as error:
        return jsonify(said=f"Not saved. {error}")
    except text_forms.ClosedError:
        return jsonify(said="Not saved: that draft is closed. Save to keep your text.", stop=True)
    except text_forms.NewerError as newer:
        said = f"Not saved: {newer.who} changed this draft after you opened it. Save to see both."
        return jsonify(said=said, stop=True)


@bp.post("/<path:path>/reads")
def reads(path: str) -> ResponseReturnValue:
    """How the text of the form reads; nothing is kept."""
    found = read(text_forms.sent(path).document())
    return jsonify(html=render_template("editor/documents/reads.html", read=found))


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
    draft = drafts.read(text_forms.save(path, form))
    kept = draft.document(path) if draft else None
    if draft is None or kept is None:
        raise text_forms.ClosedError
    said = f"Saved to your draft at {now().astimezone(LONDON):%H:%M}"
    return {"said": said, "draft": draft.id, "title": draft.title, "version": kept.version}
