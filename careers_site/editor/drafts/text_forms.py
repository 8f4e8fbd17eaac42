"""The form in which a document is written, and its text kept in a draft.

A page is written in fields and its words, all else as a text.
"""

from __future__ import annotations

from typing import Any

from flask import request

from careers_site import audit
from careers_site.content.diff.text import normalise
from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.editor.drafts import document_info, draft_texts, drafts, front_matter
from careers_site.editor.drafts.drafts import DraftDocument
from careers_site.editor.drafts.forms import NEW, TextForm
from careers_site.platform.text.numbers import whole_number

# What the form carries besides the text.
CARRIED = ("seen", "version", "key", "into", "address")
AS_TEXT, AS_FIELDS = "text", "fields"


def opened(path: str, text: str, *, in_fields: bool = True, **carried: str) -> TextForm:
    """The form filled with a text: in fields where its front matter can be shown so."""
    data = front_matter.fields_of(path, text) if in_fields else None
    if data is None:
        return TextForm(formdata=None, text=text, **carried)
    return front_matter.page_form(path, library().sources, formdata=None, **data, **carried)


def sent(path: str) -> TextForm:
    """The form as it was sent; fields are told by the words that stand apart from them."""
    if "body" in request.form:
        return front_matter.page_form(path, library().sources)
    return TextForm()


def shown_otherwise(path: str, form: TextForm, do: str) -> TextForm:
    """The same text in the other form, as the button asks; one for more inputs changes nothing."""
    if do not in (AS_TEXT, AS_FIELDS):
        return form
    carried: dict[str, Any] = {name: form[name].data for name in CARRIED}
    other = opened(path, form.document(), in_fields=do == AS_FIELDS, **carried)
    if do == AS_FIELDS and not isinstance(other, front_matter.PageTextForm):
        other.text.errors = ["Put the lines between the 2 lines +++ right first."]
    return other


class NewerError(Exception):
    """The draft holds a newer text than the one that was changed; `kept` is that document."""

    def __init__(self, kept: DraftDocument) -> None:
        super().__init__(kept.path)
        self.draft_id = kept.draft_id
        self.text, self.version, self.who = kept.text, kept.version, kept.changed_by


class ClosedError(Exception):
    """The draft was published or discarded meanwhile, or never was."""


def save(path: str, form: TextForm) -> int:
    """Put the text of the form into the draft that it names, or into a new one; its number.

    Raises TextError, NewerError or ClosedError; then nothing has changed.
    """
    text, who, into = normalise(form.document()), audit.actor(), form.into.data
    with documents.exclusive():
        draft = (
            drafts.start(document_info.title(path, text), who, form.key.data or None)
            if into in {NEW, None}
            else drafts.read(whole_number(into) or -1)
        )
        if draft is None or draft.state != drafts.OPEN:
            raise ClosedError
        kept = draft.document(path)
        if kept is None or kept.text != text:
            if kept is not None and kept.version != whole_number(form.version.data):
                raise NewerError(kept)
            seen = draft_texts.seen_revision(path, whole_number(form.seen.data))
            drafts.put(draft, path, text, who, seen)
        return draft.id
