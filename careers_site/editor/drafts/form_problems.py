"""Problems of a form, beside the field that each is about."""

from __future__ import annotations

from collections.abc import Callable

from wtforms import Form

from careers_site.platform.text.text_safety import showable

NOTHING_CHANGED = (
    "You have not changed anything. If you compared it with its source, press “I checked it today”."
)


def add_problem(form: Form, name: str, sentence: str) -> None:
    """Add an error to the field, or to the form as a whole where it has no such field."""
    if name in form:
        form[name].errors = [*form[name].errors, showable(sentence)]
    else:
        form.form_errors.append(showable(f"{name}: {sentence}" if name else sentence))


def as_typed(
    form: Form, name: str, cell: str, cause: str, quoted: Callable[[str], str] = str
) -> str:
    """What is wrong with a cell, quoting what was typed: nobody knows the cell it was read as.

    `quoted` is how the cause quotes a cell.
    """
    typed = (form[name].data or "").strip() if name in form else cell
    return cause.replace(f'"{quoted(cell)}"', f'"{quoted(typed)}"')


def make_printable(form: Form) -> None:
    """Leave out what no page can show of what was typed."""
    for field in form:
        if isinstance(field.data, str):
            field.data = showable(field.data)


def has_problems(form: Form) -> bool:
    return bool(form.form_errors) or any(field.errors for field in form)


def labelled(label: str, said: str) -> str:
    """ "Price: “x” is not …"; a question keeps its mark and the answer begins a sentence."""
    return f"{label} {said[0].upper()}{said[1:]}" if label.endswith("?") else f"{label}: {said}"
