"""Inputs made from the words about columns: one for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import choices as wtforms_choices

from careers_site.platform.text.text_safety import one_line

# So many choices stand below each other; more are folded into one input.
MOST_RADIOS = 4


def input_for(
    kind: str, label: str, hint: str, choices: Mapping[str, str], *, can_be_blank: bool = False
) -> Any:
    """The unbound field. Choices are checked with the row, not here.

    What can be blank is no radio buttons: nobody could take such a choice back.
    """
    if kind == "long text":
        return TextAreaField(label, description=hint)
    if not choices and kind not in {"choice", "source"}:
        return StringField(label, description=hint)
    if 0 < len(choices) <= MOST_RADIOS and not can_be_blank:
        return RadioField(
            label, description=hint, choices=as_choices(choices), validate_choice=False
        )
    first = "Not known, or none" if can_be_blank else "Choose one"
    listed = as_choices({"": first, **choices})
    return SelectField(label, description=hint, choices=listed, validate_choice=False)


def line(label: str, *checks: Any, hint: str = "") -> StringField:
    """An input of one line, with single spaces."""
    return StringField(label, checks, filters=[one_line], description=hint)


def as_choices(choices: Mapping[str, str]) -> list[Any]:
    # The stubs do not know it yet.
    choice = wtforms_choices.SelectChoice  # type: ignore[attr-defined]
    return [choice(value, label) for value, label in choices.items()]
