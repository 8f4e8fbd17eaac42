"""The form of a row, made from the shape of its table."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Form, HiddenField

from careers_site.content.sources import Source
from careers_site.content.tables.labels import ASKED, OWN, SHARED, Field, fields_of
from careers_site.content.tables.rows import Cells
from careers_site.content.tables.tables import Checks, Table
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts.draft_texts import into_input
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.fields import input_for
from careers_site.editor.drafts.form_problems import add_problem, as_typed, labelled
from careers_site.editor.drafts.review.row_labels import shown
from careers_site.editor.drafts.source_fields import enter, new_source_inputs
from careers_site.platform.text.numbers import YEARLY, typed_range

LONGEST_CELL = 2_000
LONGEST_CHOICE = 90


def order(table: Table[Any], *, adding: bool) -> list[str]:
    """The columns as the form has them. What a row is known by is typed once, when it is added."""
    own = [name for name in OWN[table.name] if name in table.columns]
    shared = [name for name in table.columns if name not in own and name != "id"]
    names = [*own, *shared, *(["id"] if "id" in table.columns else [])]
    return [name for name in names if adding or name not in table.key]


def form_class(
    table: Table[Any],
    names: Sequence[str],
    sources: Mapping[str, Source],
    draft: Draft | None,
) -> type[Form]:
    fields = fields_of(table)
    inputs: dict[str, Any] = {}
    for name in names:
        field = fields[name]
        if field.kind == "source":
            inputs |= source_inputs(sources)
        else:
            label = field.label if field.required and name != "id" else f"{field.label} (optional)"
            inputs[name] = input_for(field.kind, label, field.hint, field.choices)
    inputs |= {"into": into_input(table.path, draft), "was": HiddenField()}
    return type("RowForm", (Form,), inputs)


def source_inputs(sources: Mapping[str, Source]) -> dict[str, Any]:
    """The choice of a source by its title, and the fields of a new one."""
    choice = input_for("source", *SHARED["source"], source_choices(sources))
    return {"source": choice, **new_source_inputs()}


def source_choices(sources: Mapping[str, Source]) -> dict[str, str]:
    """The sources by their titles."""
    titles = {id: _source(source) for id, source in sources.items()}
    return dict(sorted(titles.items(), key=lambda one: one[1].lower()))


def _source(source: Source) -> str:
    words = f"{source.title}, {source.publisher}, {source.dated}"
    return words if len(words) <= LONGEST_CHOICE else f"{words[: LONGEST_CHOICE - 1]}…"


def as_shown(table: Table[Any], cells: Mapping[str, str]) -> Cells:
    return {
        name: shown(field.kind, cells.get(name, "")) for name, field in fields_of(table).items()
    }


def typed_cells(form: Form, table: Table[Any], names: Sequence[str], base: Cells) -> Cells:
    """The cells that the form holds, over those that it does not show."""
    cells = {name: base.get(name, "") for name in table.columns}
    for name in names:
        cells[name] = as_cell(fields_of(table)[name].kind, form[name].data or "")
    return cells


def check(form: Form, table: Table[Any], cells: Cells, known: Collection[str], day: date) -> Any:
    """The typed row, or None with every problem beside its field."""
    row, problems = table.check(cells, Checks(known, day))
    for problem in problems:
        name, _, cause = problem.partition(": ")
        cause = as_typed(form, name, cells[name], cause)
        add_problem(form, name, in_words(fields_of(table)[name], cells[name], cause))
    for name, cell in cells.items():
        if len(cell) > LONGEST_CELL:
            add_problem(
                form, name, f"It is {len(cell):,} characters long; at most {LONGEST_CELL:,}"
            )
            row = None
    return row


# How the checks of files write days, and how people do.
EXAMPLES = {
    "such as 2026-11-21": "such as 21 November 2026",
    "such as 2025-06-29, 2025-06, 2025 or about 2025": (
        "such as 29 June 2025, June 2025, 2025 or about 2025"
    ),
}

# Where pay from least to most is typed as one figure.
RANGE = ("minimum", "maximum")
IN_TWO_FIELDS = "Put the lower figure in Minimum pay and the higher in Maximum pay"


def in_words(field: Field, cell: str, cause: str) -> str:
    if field.required and not cell:
        if field.kind == "source":
            return "Choose a source, or add a new one below"
        if field.choices:
            return labelled(field.label, "choose one")
        return ASKED.get(field.name) or enter(field.label)
    if field.name in RANGE and (pay := typed_range(cell, YEARLY)) and pay[0] != pay[1]:
        return labelled(field.label, f"“{cell}” is 2 figures. {IN_TWO_FIELDS}")
    said = re.sub(r'"([^"]*)"', r"“\1”", cause)
    for in_files, for_people in EXAMPLES.items():
        said = said.replace(in_files, for_people)
    if said.startswith(("is ", "holds ")):
        return f"{field.label} {said}"
    return labelled(field.label, said)
