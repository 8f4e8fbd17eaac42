"""The types of fields: each between the value in the file and what a form shows and sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from wtforms import SelectMultipleField

from careers_site.content.rules.editing import asked_tree
from careers_site.content.rules.editing.asked_tree import ALL, Group
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts.fields import as_choices, input_for
from careers_site.editor.drafts.review.row_labels import shown as shown_cell
from careers_site.editor.drafts.source_input import SourcesField, source_words
from careers_site.editor.rules.inputs import RowsField, TreeField
from careers_site.editor.rules.kinds import Field
from careers_site.editor.rules.vocabulary import Vocabulary, words
from careers_site.platform.text.numbers import typed_amount, whole_number

UNKNOWN = "unknown"
LONGEST = 5_000
_SEVERAL = ("several", "steps")


def made(field: Field, vocabulary: Vocabulary) -> Any:
    """The unbound input of a field."""
    label = field.label if field.needed else f"{field.label} (optional)"
    choices: Any = getattr(vocabulary, field.of) if field.of else field.choices
    if field.type in ("asked", "list"):
        return TreeField(label, field.hint, choices, flat=field.type == "list")
    if field.type == "sources":
        return SourcesField(label, field.hint, vocabulary.sources)
    if field.type == "rows":
        return RowsField(label, field.hint, choices)
    if field.type in _SEVERAL:
        return SelectMultipleField(
            label, description=field.hint, choices=as_choices(choices), validate_choice=False
        )
    kind = "long text" if field.type == "page" else field.type
    return input_for(kind, label, field.hint, choices, can_be_blank=not field.needed)


def shown(field: Field, value: Any) -> Any:
    """A value of the file as the form shows it. Raises ValueError for one not in shape."""
    if field.type in ("asked", "list"):
        return asked_tree.from_table(value or {})
    if field.type in (*_SEVERAL, "sources"):
        return [one["step"] if isinstance(one, dict) else str(one) for one in value or ()]
    if field.type == "rows":
        return [{name: one.get(name, "") for name in field.choices} for one in value or ()]
    if value is None:
        return ""
    if field.type in ("pounds", "span"):
        amounts = value if isinstance(value, list) else [value]
        return "not known" if value == UNKNOWN else " to ".join(f"{one:,}" for one in amounts)
    if isinstance(value, bool):
        return "true" if value else "false"
    kind = "as of" if field.type == "month" else field.type
    return shown_cell(kind, str(value))


def typed(field: Field, data: Any, before: Any, entry: Any) -> Any:
    """The value of what was typed, None for nothing. Raises ValueError with a sentence."""
    read = _READ.get(field.type)
    value = read(field, data, before, entry) if read else _text(data)
    if field.needed and value in (None, [], {}):
        if field.type in ("choice", "yes or no", *_SEVERAL, "list", "asked"):
            raise ValueError(f"{field.label.rstrip('?')}: choose one")
        raise ValueError(f"Enter this: {field.label}")
    # Where the file has an empty one, and the lists of steps of a way in, it stays.
    is_kept = field.type == "steps" or (value == {} and before == {})
    return None if value in (None, [], {}) and not is_kept else value


def said(field: Field, value: Any, vocabulary: Vocabulary) -> str:
    """A value in a line, to tell two editors what each changed."""
    data = shown(field, value)
    if isinstance(data, Group):
        known = words(getattr(vocabulary, field.of))
        return asked_tree.sentence(data, known, vocabulary.rules.scales)
    if field.type == "sources":
        known_sources = vocabulary.sources
        return "; ".join(source_words(known_sources[i]) if i in known_sources else i for i in data)
    if field.type == "rows":
        return "; ".join(", ".join(filter(None, row.values())) for row in data)
    choices = getattr(vocabulary, field.of) if field.of else field.choices
    if isinstance(data, list):
        return ", ".join(choices.get(one, one) for one in data)
    return choices.get(data, data) if isinstance(choices, Mapping) else data


def _text(data: Any) -> str | None:
    text = (data or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST:
        raise ValueError(f"It is {len(text):,} characters long; at most {LONGEST:,}")
    return text or None


def _number(_field: Field, data: Any, _before: Any, _entry: Any) -> int | None:
    text = _text(data)
    if text is None:
        return None
    if (number := whole_number(text, most=1_000)) is None:
        raise ValueError(f"“{text}” is not a whole number, such as 6")
    return number


def _day(_field: Field, data: Any, _before: Any, _entry: Any) -> date | None:
    text = _text(data)
    try:
        return date.fromisoformat(as_cell("date", text)) if text else None
    except ValueError:
        raise ValueError(f"“{text}” is not a day, such as 21 November 2026") from None


def _dated(
    pattern: str, example: str, _field: Field, data: Any, _before: Any, _entry: Any
) -> str | None:
    text = _text(data)
    cell = as_cell("as of", text) if text else None
    if cell and not re.fullmatch(pattern, cell, re.ASCII):
        raise ValueError(f"“{text}” is not {example}")
    return cell


def _yes_no(_field: Field, data: Any, before: Any, _entry: Any) -> bool | None:
    if data not in ("true", "false"):
        return None
    # What is not in the file means no.
    return None if data == "false" and before is None and not _field.needed else data == "true"


def _several(field: Field, data: Any, before: Any, entry: Any) -> list[Any]:
    """In the order of the file, what is new behind it; entries with more than an id stay whole."""
    known = {value for value, *_ in entry.iter_choices()}
    wanted = [one for one in data or () if one in known]
    kept = [one for one in before or () if _id(one) in wanted]
    new = [one for one in wanted if one not in map(_id, kept)]
    return [*kept, *(int(one) if field.of == "months" else one for one in new)]


def _id(one: Any) -> str:
    return str(one["step"] if isinstance(one, dict) else one)


def _sources(_field: Field, data: Any, _before: Any, entry: Any) -> list[str]:
    return list(dict.fromkeys(entry.find(text) for text in data or () if text))


def _rows(_field: Field, data: Any, before: Any, _entry: Any) -> list[dict[str, Any]]:
    """The rows with what they hold besides the columns of the form."""
    known = {one.get("id"): one for one in before or ()}
    columns = set(_field.choices)
    found = []
    for row in data or ():
        if any(row.values()):
            extra = known.get(row.get("id"), {})
            kept = {name: one for name, one in extra.items() if name not in columns}
            found.append({**{name: one for name, one in row.items() if one}, **kept})
    return found


def _asked(field: Field, data: Any, before: Any, _entry: Any) -> dict[str, Any]:
    tree = data if isinstance(data, Group) else Group()
    table = asked_tree.to_table(Group(ALL, tree.parts) if field.type == "list" else tree)
    if field.type == "list" and asked_tree.ALL in table:
        raise ValueError("Choose only one level of each thing")
    # As it was written, where it says the same.
    same = before and asked_tree.to_table(asked_tree.from_table(before)) == table
    return before if same and list(before) == list(table) else table


def _span(_field: Field, data: Any, _before: Any, _entry: Any) -> Any:
    text = _text(data)
    if text is None:
        return None
    if text.casefold() in ("not known", UNKNOWN):
        return UNKNOWN
    amounts = [typed_amount(part) for part in re.split(r"\s*(?:–|-|\bto\b)\s*", text, maxsplit=1)]
    whole = [int(one) for one in amounts if one is not None and one == int(one)]
    if len(whole) != len(amounts):
        raise ValueError(f"“{text}” is not a figure, such as 1200 or 900 to 1500")
    return whole[0] if len(whole) == 1 else whole


_READ: Mapping[str, Callable[..., Any]] = {
    "number": _number,
    "date": _day,
    "month": partial(_dated, r"\d{4}-\d{2}", "a month, such as September 2027"),
    "as of": partial(_dated, r"\d{4}-\d{2}(-\d{2})?", "a month or a day, such as 29 June 2025"),
    "yes or no": _yes_no,
    "several": _several,
    "steps": _several,
    "sources": _sources,
    "rows": _rows,
    "asked": _asked,
    "list": _asked,
    "pounds": _span,
    "span": _span,
}
