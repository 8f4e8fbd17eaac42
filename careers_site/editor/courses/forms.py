"""The form of a course, made from the columns of the course file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wtforms import Form, HiddenField

from careers_site.content.tables.typed_input import as_cell
from careers_site.courses import steps
from careers_site.courses.importing.column_guidance import COLUMN, TYPED, Column
from careers_site.courses.importing.course_cells import clean
from careers_site.courses.importing.course_row import COLUMNS, CourseRow, read_row, write_row
from careers_site.courses.models import Course
from careers_site.editor.drafts import form_problems
from careers_site.editor.drafts.fields import input_for, line
from careers_site.editor.drafts.review.row_labels import shown
from careers_site.platform.sheets.csv_rows import short
from careers_site.platform.text.text_safety import did_you_mean

Cells = dict[str, str]
# The form's parts, each with its columns; a course's run id is never typed.
PARTS: Mapping[str, tuple[str, ...]] = {
    "The course": ("title", "provider", "url", "level", "qualification", "awarding_body", "step"),
    "When and how": (
        *("learning_mode", "start_date", "duration"),
        *("study_time", "attendance", "hours"),
    ),
    "What it costs": ("cost", "cost_note"),
    "Where": ("national", "venue", "town", "postcode", "nation"),
    "What readers are told": ("description", "entry_requirements"),
    "Where this comes from": ("source_url", "as_of", "evidence", "checked"),
    "More, seldom needed": ("regions", "latitude", "longitude", "unconfirmed_fields"),
}
# Folded until something in it is wrong.
FOLDED = "More, seldom needed"
NAMES = tuple(name for names in PARTS.values() for name in names)
LONGEST_COMMENT = 500
# How the input of a column looks.
KINDS = {name: TYPED.get(name, COLUMN[name].kind) for name in NAMES}


def course_form(cells: Mapping[str, str], hidden: Mapping[str, str], sent: Any = None) -> Form:
    """The form filled with the cells; `hidden` are what it carries on."""
    inputs: dict[str, Any] = {}
    for name in NAMES:
        column = COLUMN[name]
        choices = steps.step_titles() if name == "step" else column.allowed
        can_be_blank = not column.required and column.kind != "yes or no"
        inputs[name] = input_for(
            column.kind, column.label, column.means, choices, can_be_blank=can_be_blank
        )
    more = {name: HiddenField() for name in hidden}
    comment = line("Why?", hint="Shown in the history of the course.")
    kind: type[Form] = type("CourseForm", (Form,), {**inputs, **more, "comment": comment})
    return kind(sent, data={**as_shown(cells), **hidden})


def cells_of(course: Course) -> Cells:
    """The cells of a course, as they are typed: without the apostrophe of a file."""
    values = {column.name: getattr(course, column.name) for column in Course.__table__.columns}
    return {name: clean(cell) for name, cell in zip(COLUMNS, write_row(values), strict=True)}


def as_shown(cells: Mapping[str, str]) -> Cells:
    return {name: shown(TYPED.get(name, ""), cells.get(name, "")) for name in NAMES}


def typed_cells(form: Form, run_id: str) -> Cells:
    typed = {name: as_cell(TYPED.get(name, "text"), form[name].data or "") for name in NAMES}
    return {**typed, "run_id": run_id}


def check(form: Form, cells: Mapping[str, str]) -> CourseRow | None:
    """The course, or None with every problem beside its field."""
    course, problems = read_row(cells)
    step = cells["step"]
    if step and step not in (known := steps.step_titles()):
        problems = [*problems, f'step: there is no step "{step}"{did_you_mean(step, known)}']
    check_comment(form)
    for problem in problems:
        name, _, cause = problem.partition(": ")
        cause = form_problems.as_typed(form, name, cells[name], cause, short)
        form_problems.add_problem(form, name, _in_words(COLUMN[name], cause))
    return None if form_problems.has_problems(form) else course


def check_comment(form: Form) -> None:
    """Say it where the reason is too long."""
    length = len(form["comment"].data or "")
    if length > LONGEST_COMMENT:
        said = f"The reason is {length:,} characters long; at most {LONGEST_COMMENT}"
        form_problems.add_problem(form, "comment", said)


def _in_words(column: Column, cause: str) -> str:
    if cause == "is blank":
        return f"Enter the {column.label.lower()}"
    said = re.sub(r'"([^"]*)"', r"“\1”", cause)
    said = said.replace("such as 2026-11-21", "such as 21 November 2026")
    if said.startswith(("is ", "has ", "holds ")):
        return f"{column.label} {said}"
    return form_problems.labelled(column.label, said)
