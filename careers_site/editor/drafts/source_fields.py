"""The fields of a source that is not in the list yet, as several forms have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from careers_site.content.sources import Source
from careers_site.content.tables import new_source
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts import draft_texts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.fields import input_for
from careers_site.editor.drafts.form_problems import add_problem
from careers_site.platform.text.text_safety import new_id

# Before the fields of a new source, which have names that rows have too.
NEW_SOURCE = "new_source_"


def new_source_inputs() -> dict[str, Any]:
    return {
        NEW_SOURCE + name: input_for("text", label, hint, {})
        for name, (label, hint) in new_source.FIELDS.items()
    }


def typed_source(form: Form) -> dict[str, str]:
    """The new source that was typed; empty if none was."""
    kinds = {"url": "address"}
    values = {
        name: as_cell(kinds.get(name, "text"), form[NEW_SOURCE + name].data or "")
        for name in new_source.FIELDS
    }
    return values if any(values.values()) else {}


def new_source_of(
    form: Form, draft: Draft | None, sources: Mapping[str, Source]
) -> tuple[str, dict[str, str]]:
    """The id of the source that was typed and the document that holds it; blank and empty if none.

    What is wrong with it is put beside its fields.
    """
    values = typed_source(form)
    if not values:
        return "", {}
    for name, cause in new_source.problems(values).items():
        label = new_source.FIELDS[name][0]
        said = enter(label) if cause == "is blank" else f"{label} {cause}"
        add_problem(form, NEW_SOURCE + name, said)
    id = new_id(f"{values['publisher']} {values['title']}", sources)
    before = draft_texts.text_of(new_source.PATH, draft)
    return id, {new_source.PATH: new_source.add(before, id, values)}


def enter(label: str) -> str:
    return f"Enter the {label[0].lower()}{label[1:]}"
