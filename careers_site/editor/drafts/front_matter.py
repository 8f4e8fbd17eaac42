"""The front matter of a page as fields of a form, and the form as the text of the page.

What no field shows stays as it was written: keys that are not known here, comments, and the order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError
from wtforms import HiddenField, TextAreaField

from careers_site.content.pages.pages import FrontMatter
from careers_site.content.parsing import ROUTES
from careers_site.content.sources import Source
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts.fields import line
from careers_site.editor.drafts.form_problems import add_problem
from careers_site.editor.drafts.forms import TextForm
from careers_site.editor.drafts.source_input import SourcesField
from careers_site.platform.text.formatting import day
from careers_site.platform.text.numbers import whole_number

FENCE = "+++"
COMPARED = "compared"
# Of the table that compares all ways in: label and hint by key.
_COMPARED = {
    "time": ("Time it takes", "Such as 3 months to 2 years."),
    "cost": ("Cost", "Such as free under 19."),
    "earning": ("Do you earn?", "Such as no: placements are unpaid."),
    "needs": ("What you need", "Such as 2 to 5 GCSEs, or equivalent."),
    "best_if": ("Best if", "Goes on from “Best if”, such as you want to learn at work."),
}
_MONTHS = {"shortest": "Shortest, in months", "longest": "Longest, in months"}
_ENTER = {
    "title": "Enter a title.",
    "summary": "Enter a summary.",
    "checked": "Enter a day, such as 25 November 2026.",
}


class PageTextForm(TextForm):
    """A page: its front matter in fields, and `body`, its words. `matter` is the front matter as it
    was when the form was opened."""

    matter = HiddenField()
    title = line("Title")
    summary = line("Summary", hint="One sentence. Search engines and the home page show it.")
    checked = line("Checked", hint="The day on which you compared the page with its sources.")
    compared_shortest, compared_longest = map(line, _MONTHS.values())
    compared_time, compared_cost, compared_earning, compared_needs, compared_best_if = (
        line(label, hint=hint) for label, hint in _COMPARED.values()
    )
    body = TextAreaField("Text")

    @property
    def compared(self) -> list[Any]:
        """The fields of the comparison of all ways in; none for a page that is no way in."""
        return [field for field in self if field.name.startswith(COMPARED)]

    @property
    def words(self) -> TextAreaField:
        return self.body

    def document(self) -> str:
        return _whole_text(self)


def page_form(path: str, known: Mapping[str, Source], /, **more: Any) -> PageTextForm:
    """The form of a page, with what was sent, or the data in `more`."""
    hint = "For the whole page. Type some words of a source and choose it."
    field = SourcesField("Sources", hint, known)
    form: PageTextForm = type("PageForm", (PageTextForm,), {"sources": field})(**more)
    if not path.startswith(ROUTES):
        for name in [one.name for one in form.compared]:
            del form[name]
    return form


def fields_of(path: str, text: str) -> dict[str, Any] | None:
    """The data of the form for a text; None where its front matter is not in shape."""
    start, _, rest = text.partition("\n")
    matter, fence, body = rest.partition(f"\n{FENCE}\n")
    if not path.endswith(".md") or start.strip() != FENCE or not fence:
        return None
    try:
        return {"matter": f"{matter}\n", "body": body, **_shown(tomllib.loads(matter))}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def check(form: PageTextForm) -> bool:
    """Whether the fields say what a page needs; each problem is put beside its field."""
    for text in form.sources.data or ():
        try:
            text and form.sources.find(text)
        except ValueError as error:
            add_problem(form, "sources", str(error))
    compared = _typed_compared(form)
    values = {**_typed(form), "sources": [], COMPARED: compared if any(compared.values()) else None}
    try:
        FrontMatter.model_validate(values)
    except ValidationError as error:
        for one in error.errors():
            add_problem(form, *_problem(one["loc"], one["type"]))
    return not any(field.errors for field in form)


def _whole_text(form: PageTextForm) -> str:
    """The text of the page that the form makes, whatever was typed."""
    document = _parsed(form.matter.data or "")
    for key, value in _typed(form).items():
        _set(document, key, value)
    compared = _typed_compared(form)
    if not any(compared.values()):
        # A page that is no way in keeps what it has.
        document.pop(COMPARED, None) if form.compared else None
    elif isinstance(document.get(COMPARED), dict):
        for key, value in compared.items():
            _set(document[COMPARED], key, value)
    else:
        document[COMPARED] = compared
    matter = tomlkit.dumps(document)
    end = "" if matter.endswith("\n") else "\n"
    return f"{FENCE}\n{matter}{end}{FENCE}\n{form.body.data or ''}"


def _problem(loc: tuple[int | str, ...], kind: str) -> tuple[str, str]:
    """The field that a problem is about, and what to do."""
    if "months" in loc:
        name = f"{COMPARED}_{'longest' if loc[-1] == 1 else 'shortest'}"
        return name, "Enter a whole number of months, such as 6."
    name = "_".join(map(str, loc))
    if kind == "string_too_long":
        return name, "Use at most 500 characters."
    return name, _ENTER.get(name, "Enter this, or leave all of the comparison blank.")


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    """Values of the front matter as fields show them. Raises where they are not in shape."""
    compared = data.get(COMPARED, {})
    shortest, longest = compared.get("months") or ("", "")
    if not isinstance(data.get("sources", []), list):
        raise TypeError("sources")
    checked = data.get("checked", "")
    return {
        "title": str(data.get("title", "")),
        "summary": str(data.get("summary", "")),
        "checked": day(checked) if type(checked) is date else str(checked),
        "sources": [str(one) for one in data.get("sources", ())],
        "compared_shortest": str(shortest),
        "compared_longest": str(longest),
        **{f"{COMPARED}_{key}": str(compared.get(key, "")) for key in _COMPARED},
    }


def _parsed(matter: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(matter.replace("\r\n", "\n"))
    except (ValueError, RecursionError, TOMLKitError):
        # It was sent by something else than our form: the fields say all that is kept.
        return tomlkit.document()


def _set(table: Any, key: str, value: Any) -> None:
    """Set what has changed; all else stays as it was written."""
    if table.get(key, "") != value:
        table[key] = value


def _typed(form: PageTextForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "summary": form.summary.data or "",
        "checked": _day(form.checked.data or ""),
        "sources": [_found(form.sources, text) for text in form.sources.data or () if text],
    }


def _typed_compared(form: PageTextForm) -> dict[str, Any]:
    if not form.compared:
        return {}
    words = {key: form[f"{COMPARED}_{key}"].data or "" for key in _COMPARED}
    months = [form[f"{COMPARED}_{name}"].data or "" for name in _MONTHS]
    return {**words, "months": [_number(one) for one in months] if any(months) else []}


def _day(text: str) -> date | str:
    """What cannot be read stays as it was typed."""
    try:
        return date.fromisoformat(as_cell("date", text))
    except ValueError:
        return text


def _number(text: str) -> int | str:
    number = whole_number(text, most=1_000)
    return text if number is None else number


def _found(field: SourcesField, text: str) -> str:
    try:
        return field.find(text)
    except ValueError:
        return text
