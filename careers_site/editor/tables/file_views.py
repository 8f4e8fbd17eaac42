"""`/editor/tables/<name>/file`: a table as a spreadsheet, and a spreadsheet into a draft of it."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FileField, Form, RadioField

from careers_site.content.diff.text import TextError
from careers_site.content.store import documents
from careers_site.content.tables import new_source, sheets
from careers_site.content.tables.labels import fields_of
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts import draft_texts, form_problems, source_fields
from careers_site.editor.drafts.draft_texts import draft_of_address, into_input
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.fields import as_choices
from careers_site.editor.drafts.review.row_labels import WORDS
from careers_site.editor.tables import file_form
from careers_site.editor.tables.file_form import MendForm
from careers_site.editor.tables.uploaded_rows import (
    ADDED,
    CHANGED,
    UNCHANGED,
    Comparison,
    FileRow,
    read_file,
)
from careers_site.editor.tables.views import table_named
from careers_site.platform.sheets.columns import SheetError
from careers_site.platform.sheets.writing import XLSX
from careers_site.platform.text.formatting import count_of
from careers_site.platform.text.text_safety import one_line

bp = Blueprint("table_files", __name__, url_prefix="/editor/tables")

PART, WHOLE = "part", "whole"
EXTENTS = {
    PART: "Only some rows: rows that are not in it stay",
    WHOLE: "Every row: rows that are not in it are removed",
}
NOTHING_NEW = "The site has all of this already: the file changes nothing"


@bp.get("/<name>/file.xlsx")
def download(name: str) -> ResponseReturnValue:
    """The table as it is published, or as the draft of the address has it."""
    table, draft = table_named(name), draft_of_address()
    data = sheets.workbook(table, draft_texts.text_of(table.path, draft))
    answer = Response(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@bp.route("/<name>/file", methods=["GET", "POST"])
def load(name: str) -> ResponseReturnValue:
    table, draft = table_named(name), draft_of_address()
    if request.method == "GET":
        return _Page(table, draft).show_upload()
    with documents.exclusive():
        target, is_closed = draft_texts.draft_of_form()
        page = _Page(table, target, request.form)
        return page.show_upload(draft_texts.CLOSED, at="into") if is_closed else page.answer()


def _counts(comparison: Comparison) -> list[tuple[str, int]]:
    """Of how many rows becomes what; nothing where no row can be compared with the table yet."""
    counts = [(fate, comparison.count(fate)) for fate in (ADDED, CHANGED, UNCHANGED)]
    return counts if any(count for _, count in counts) else []


class _Page:
    """A file beside a table, as a draft or else as what is published has it."""

    def __init__(self, table: Table[Any], draft: Draft | None, sent: Any = None) -> None:
        self.table, self.draft, self.sent = table, draft, sent or {}
        self.text = draft_texts.text_of(table.path, draft)
        self.sources = draft_texts.sources_of(draft)
        self.file_name = one_line(self.sent.get("file_name"), 200)
        self.notes: list[str] = []

    def answer(self) -> ResponseReturnValue:
        """Keep the rows in a draft, or show what keeps them from it."""
        try:
            file_rows = self._rows()
        except SheetError as error:
            row = f"row {error.row} " if error.row else ""
            return self.show_upload(f"The file {row and f'({row.strip()}) '}{error.words}")
        except ValueError as error:
            return self.show_upload(f"{error}. Choose the file again")
        texts, given = self._new_source()
        left_out = file_form.left_out(self.sent)
        added = given["source"] if texts else ""
        comparison = Comparison(
            self.table, self.text, self.sources, file_rows, given, left_out, added
        )
        if comparison.bad:
            return self._show_mending(comparison, file_rows)
        merged = comparison.merged(is_whole=self.sent.get("extent") == WHOLE)
        if merged == self.text:
            return self.show_upload(NOTHING_NEW)
        return self._keep(comparison, {**texts, self.table.path: merged})

    def _rows(self) -> list[FileRow]:
        """Raises SheetError for a file, and ValueError for a form that cannot be read."""
        if "rows" in self.sent:
            return file_form.unpack(self.sent, self.table, self.sources)
        file = request.files.get("file")
        if not (file and file.filename):
            raise ValueError("No file was chosen")
        self.file_name = one_line(re.split(r"[/\\]", file.filename)[-1], 200)
        return read_file(file.stream, self.table, self.sources, self.notes)

    def _new_source(self) -> tuple[dict[str, str], dict[str, str]]:
        """The document of a source that was typed, and the cells for every row."""
        given = file_form.given(self.sent, self.table, self.sources)
        form = type("SourceForm", (Form,), source_fields.new_source_inputs())(self.sent)
        id, texts = source_fields.new_source_of(form, self.draft, self.sources)
        if not id or form_problems.has_problems(form):
            return {}, given
        return texts, {**given, "source": id}

    def _keep(self, comparison: Comparison, texts: dict[str, str]) -> ResponseReturnValue:
        title = f"{WORDS[self.table.name].title} from {self.file_name or 'a file'}"
        try:
            number = draft_texts.keep(self.draft, title, texts)
        except TextError as error:
            return self.show_upload(str(error))
        counts = (f"{comparison.count(fate):,} {fate}" for fate in (ADDED, CHANGED, UNCHANGED))
        flash(f"{count_of(len(comparison.judged), 'row')} of the file: {', '.join(counts)}.")
        left = sorted(comparison.left_out)
        if left:
            flash(f"Left out: row{'s' if len(left) > 1 else ''} {', '.join(map(str, left))}.")
        for note in self.notes:
            flash(f"{note}.")
        return redirect(url_for("drafts.review", draft_id=number), 303)

    def _show_mending(
        self, comparison: Comparison, file_rows: list[FileRow]
    ) -> ResponseReturnValue:
        carried = {
            **{name: text for name, text in self.sent.items() if name.startswith("new_source_")},
            "rows": file_form.pack(file_rows),
            "file_name": self.file_name,
            "extent": self.sent.get("extent", PART),
        }
        mend = MendForm(comparison, self.draft, carried)
        added = ""
        if "source" in mend.needed:
            added, _ = source_fields.new_source_of(mend.form, self.draft, self.sources)
        form_problems.make_printable(mend.form)
        page = render_template(
            "editor/tables_mend.html",
            mend=mend,
            form=mend.form,
            counts=_counts(comparison),
            notes=self.notes,
            has_new_source=bool(added),
            **self._shared(),
        )
        return page, 400

    def show_upload(self, problem: str = "", at: str = "file") -> ResponseReturnValue:
        fields = {
            "file": FileField("Spreadsheet", description="A spreadsheet (.xlsx) or a CSV file."),
            "extent": RadioField(
                "What does the file hold?",
                choices=as_choices(EXTENTS),
                validate_choice=False,
            ),
            "into": into_input(self.table.path, self.draft),
        }
        kind: type[Form] = type("FileForm", (Form,), fields)
        form = kind(data={"extent": self.sent.get("extent", PART)})
        if problem:
            form_problems.add_problem(form, at, problem)
        page = render_template("editor/tables_file.html", form=form, **self._shared())
        return page, 400 if problem else 200

    def _shared(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "words": WORDS[self.table.name],
            "fields": fields_of(self.table),
            "source_fields": new_source.FIELDS,
            "draft_id": self.draft.id if self.draft else None,
        }
