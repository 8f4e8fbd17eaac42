"""The form in which rows of a file are put right: all rows go with it, good ones unseen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from wtforms import BooleanField, Form, HiddenField

from careers_site.content.sources import Source
from careers_site.content.tables import sheets
from careers_site.content.tables.labels import fields_of
from careers_site.content.tables.rows import Cells
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts import source_fields
from careers_site.editor.drafts.draft_texts import into_input
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.fields import input_for
from careers_site.editor.drafts.form_problems import add_problem
from careers_site.editor.drafts.review.row_labels import shown
from careers_site.editor.tables import row_forms
from careers_site.editor.tables.uploaded_rows import Comparison, FileRow, Judged, column_and_words

# So many bad rows are shown at a time.
MOST_SHOWN = 30
_CELL = re.compile(r"row(\d{1,7})_([a-z_]+)")
_LEAVE = re.compile(r"leave(\d{1,7})")
_ROWS = TypeAdapter(list[tuple[int, dict[str, str], list[str]]])


def pack(file_rows: list[FileRow]) -> str:
    return json.dumps([(row.number, row.cells, list(row.problems)) for row in file_rows])


def unpack(
    sent: Mapping[str, str], table: Table[Any], sources: Mapping[str, Source]
) -> list[FileRow]:
    """The rows that the form carried, with what was typed into it. Raises ValueError."""
    try:
        kept = _ROWS.validate_json(sent.get("rows", ""))
    except ValidationError:
        raise ValueError("The form was not complete") from None
    typed: dict[int, Cells] = {}
    for name, cell in sent.items():
        if (found := _CELL.fullmatch(name)) and found[2] in table.columns:
            typed.setdefault(int(found[1]), {})[found[2]] = cell
    return [
        FileRow(
            number,
            {
                **{name: cell for name, cell in cells.items() if name in table.columns},
                **sheets.typed(table, typed.get(number, {}), sources),
            },
            problems,
        )
        for number, cells, problems in kept
    ]


def given(sent: Mapping[str, str], table: Table[Any], sources: Mapping[str, Source]) -> Cells:
    """The cells that were typed once for every row."""
    cells = {name: sent[f"all_{name}"].strip() for name in table.columns if sent.get(f"all_{name}")}
    return sheets.typed(table, cells, sources)


def left_out(sent: Mapping[str, str]) -> set[int]:
    return {int(found[1]) for name in sent if (found := _LEAVE.fullmatch(name))}


class MendForm:
    """The form of what keeps rows of a file from the table, row by row."""

    def __init__(
        self, comparison: Comparison, draft: Draft | None, carried: Mapping[str, str]
    ) -> None:
        self.comparison = comparison
        self.table = comparison.table
        self.needed = comparison.needed
        self.rows = [one for one in comparison.bad if self._own_problems(one)]
        self.shown = self.rows[:MOST_SHOWN]
        self.form = self._form(draft, carried)

    def columns_of(self, one: Judged) -> list[str]:
        """The columns of a row that can be put right here, each once."""
        names = dict.fromkeys(name for name, _ in self._own_problems(one))
        return [name for name in names if name]

    def _own_problems(self, one: Judged) -> list[tuple[str, str]]:
        pairs = [column_and_words(self.table, problem) for problem in one.problems]
        return [(name, words) for name, words in pairs if name not in self.needed]

    def _form(self, draft: Draft | None, carried: Mapping[str, str]) -> Form:
        inputs: dict[str, Any] = {name: HiddenField() for name in ("rows", "file_name", "extent")}
        data = dict(carried)
        cells = {f"all_{name}": (name, self.comparison.given.get(name, "")) for name in self.needed}
        for one in self.shown:
            for name in self.columns_of(one):
                cells[f"row{one.number}_{name}"] = name, one.cells[name]
            inputs[f"leave{one.number}"] = BooleanField("Leave this row out")
        for as_name, (name, cell) in cells.items():
            field = fields_of(self.table)[name]
            choices = field.choices
            if field.kind == "source":
                choices = row_forms.source_choices(self.comparison.sources)
            inputs[as_name] = input_for(field.kind, field.label, field.hint, choices)
            data[as_name] = shown(field.kind, cell)
        if "source" in self.needed:
            inputs |= source_fields.new_source_inputs()
        inputs["into"] = into_input(self.table.path, draft)
        kind_of_form: type[Form] = type("MendForm", (Form,), inputs)
        form = kind_of_form(data=data)
        self._add_problems(form)
        return form

    def _add_problems(self, form: Form) -> None:
        """Those of a row beside its cells; of a column that all rows need, the first."""
        for one in self.shown:
            for name, words in self._own_problems(one):
                at = f"row{one.number}_{name}" if name else f"leave{one.number}"
                add_problem(form, at, f"Row {one.number}: {self._in_words(name, one, words)}")
        said: dict[str, str] = {}
        for one in self.comparison.bad:
            for name, words in (column_and_words(self.table, text) for text in one.problems):
                said.setdefault(name, self._in_words(name, one, words))
        for name in self.needed:
            if name in self.comparison.given and name in said:
                add_problem(form, f"all_{name}", said[name])

    def _in_words(self, name: str, one: Judged, words: str) -> str:
        if not name:
            return words
        return row_forms.in_words(fields_of(self.table)[name], one.cells[name], words)
