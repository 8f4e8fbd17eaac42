"""The form in which a document is written: a page in fields and its words, all else as a text."""

from __future__ import annotations

from typing import Any

from flask import request

from careers_site.content.library import library
from careers_site.editor.drafts import front_matter
from careers_site.editor.drafts.forms import NEW, TextForm
from careers_site.editor.drafts.saving import Typed
from careers_site.platform.numbers import whole_number

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


def typed(form: TextForm) -> Typed:
    return Typed(
        text=form.document(),
        into=None if form.into.data in {NEW, None} else whole_number(form.into.data) or -1,
        seen=whole_number(form.seen.data),
        version=whole_number(form.version.data),
        key=(form.key.data or "")[:36],
    )
