"""The form of a rule, made from the fields of its kind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Form, HiddenField, SelectField

from careers_site.content.rules.editing.toml_items import ItemError
from careers_site.content.tables.cells import as_of_words
from careers_site.editor.drafts import form_problems
from careers_site.editor.drafts.merging.changed_meanwhile import Cells
from careers_site.editor.drafts.source_fields import new_source_inputs
from careers_site.editor.rules import fields
from careers_site.editor.rules.entries import value_of
from careers_site.editor.rules.kinds import Field
from careers_site.editor.rules.vocabulary import Vocabulary
from careers_site.platform.clock import today

Item = Mapping[str, Any]


def form_class(shown: Sequence[Field], vocabulary: Vocabulary, into: SelectField) -> type[Form]:
    inputs: dict[str, Any] = {one.name: fields.made(one, vocabulary) for one in shown}
    if "sources" in inputs:
        inputs |= new_source_inputs()
        inputs["today"] = BooleanField("I compared this with its source today")
    return type("RuleForm", (Form,), {**inputs, "into": into, "was": HiddenField()})


def filled(shown: Sequence[Field], item: Item) -> dict[str, Any]:
    """The data of the form for a rule. Raises ItemError for one that no form can show."""
    try:
        return {one.name: fields.shown(one, value_of(item, one)) for one in shown}
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise ItemError(f"a value is not of the kind that it should be ({error})") from error


def typed_values(form: Form, shown: Sequence[Field], item: Item) -> dict[str, Any]:
    """What was typed, by field; problems are put beside their fields."""
    found: dict[str, Any] = {}
    for one in shown:
        entry = form[one.name]
        try:
            found[one.name] = fields.typed(one, entry.data, value_of(item, one), entry)
        except ValueError as error:
            form_problems.add_problem(form, one.name, str(error))
    if "today" in form and form["today"].data:
        found["checked"] = today()
        form["checked"].data = as_of_words(today().isoformat())
    return found


def cells(shown: Sequence[Field], values: Mapping[str, Any]) -> Cells:
    """Values as texts that can be compared."""
    return {
        one.name: json.dumps(values.get(one.name), default=str, sort_keys=True) for one in shown
    }


def in_words(shown: Sequence[Field], texts: Cells, vocabulary: Vocabulary) -> Cells:
    """The same texts as people read them."""
    by_name = {one.name: one for one in shown}
    return {
        name: fields.said(by_name[name], json.loads(text), vocabulary)
        for name, text in texts.items()
        if name in by_name
    }


def put_back(form: Form, shown: Sequence[Field], texts: Cells) -> None:
    """Fill the form with values that were merged."""
    for one in shown:
        if one.name in texts:
            form[one.name].data = fields.shown(one, json.loads(texts[one.name]))
