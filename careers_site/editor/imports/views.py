"""`/editor/imports`: files of courses uploaded, and what was done to the courses."""

from __future__ import annotations

import csv
import io
import uuid

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy import func, select
from werkzeug.exceptions import ClientDisconnected, HTTPException

from careers_site.accounts.sessions import guard
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.changes.recording import REMEMBERED
from careers_site.courses.importing.column_guidance import COLUMN
from careers_site.courses.importing.format_choice import NATIVE, SOURCE_NAME
from careers_site.courses.uploads import store
from careers_site.courses.uploads.models import BROKEN_OFF, REFUSED, UNDECIDED, CourseImport
from careers_site.editor.drafts.fields import as_choices
from careers_site.editor.imports import presentation
from careers_site.editor.imports.forms import PART, UploadForm, source_choices
from careers_site.platform.extensions import db
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.web.pagination import only_page

bp = Blueprint("imports", __name__, url_prefix="/editor/imports")

A_PAGE = 20
MOST_MEGABYTES = 100


@bp.get("")
def overview() -> ResponseReturnValue:
    """Files that wait for somebody, and every change of courses, newest first."""
    total = db.session.scalar(select(func.count()).select_from(CatalogueChange)) or 0
    pages = only_page(total, A_PAGE)
    newest = select(CatalogueChange).order_by(CatalogueChange.id.desc())
    changes = list(db.session.scalars(newest.limit(A_PAGE).offset(pages.offset)))
    open_ones = CourseImport.state.in_((*UNDECIDED, REFUSED, BROKEN_OFF))
    waiting = db.session.scalars(
        select(CourseImport).where(open_ones).order_by(CourseImport.id.desc()).limit(A_PAGE)
    )
    return render_template(
        "editor/imports.html",
        changes=changes,
        files=presentation.files_of([change.id for change in changes]),
        waiting=list(waiting),
        words=presentation.WORDS,
        broken_off=BROKEN_OFF,
        paging=pages,
        remembered=REMEMBERED,
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    """`?of=N`: the corrected bad rows of an import, so that nothing else is withdrawn."""
    form = UploadForm(token=str(uuid.uuid4()))
    before = _of()
    if before:
        form.form.data, form.source.data, form.extent.data = before.form, before.source, PART
        form.takes_all.data = before.takes_all
    return _form(form)


@bp.post("/new")
def upload() -> ResponseReturnValue:
    form = UploadForm(request.form.copy())
    for field in (form.courses, form.providers, form.lars):
        field.data = request.files.get(field.name)
    if not form.validate():
        return _form(form), 400
    kept = store.receive(form.wanted(guard.who()), form.files())
    return redirect(url_for("import_decisions.one", number=kept.id), 303)


@bp.get("/template.csv")
def template() -> ResponseReturnValue:
    """The headings, and a course as an example, which is to be replaced."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMN)
    writer.writerow([column.example for column in COLUMN.values()])
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="courses.csv"'
    return answer


@bp.get("/columns")
def columns() -> ResponseReturnValue:
    return render_template("editor/imports_columns.html", columns=list(COLUMN.values()))


def _of() -> CourseImport | None:
    number = whole_number(request.args.get("of"))
    return db.session.get(CourseImport, number) if number else None


def _form(form: UploadForm) -> str:
    choices, given = source_choices(), form.source.data or ""
    if SOURCE_NAME.fullmatch(given) and given not in choices:
        # None of its courses is listed: all were bad rows, say.
        choices = {given: given, **choices}
    form.source.choices = as_choices(choices)
    return render_template("editor/imports_new.html", form=form, native=NATIVE)


@bp.errorhandler(413)
def _too_large(_error: HTTPException) -> ResponseReturnValue:
    form = UploadForm(token=str(uuid.uuid4()))
    message = f"The files are larger than {MOST_MEGABYTES} MB together. Send them in parts."
    form.courses.errors = [message]
    return _form(form), 413


@bp.errorhandler(ClientDisconnected)
@bp.errorhandler(CSRFError)
def _broken_off(error: CSRFError) -> ResponseReturnValue:
    """Of a form that broke off nothing can be read, not even its token.

    Nobody reads this answer: the list tells it to who comes back.
    """
    if isinstance(error, CSRFError) and (request.form or not request.content_length):
        return guard.forged(error)
    store.note_broken_off(str(uuid.uuid4()), guard.who())
    return render_template("errors/400.html", message="The upload broke off.", allowed=[]), 400
