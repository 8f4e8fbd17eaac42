"""`/editor/imports/changes/<number>`: what one change of courses did, and undoing it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import update

from careers_site.courses.changes import history
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.changes.recording import REMEMBERED
from careers_site.courses.changes.undo import would_undo
from careers_site.editor.imports import presentation
from careers_site.jobs.models import Job
from careers_site.platform.extensions import db
from careers_site.platform.web.pagination import only_page

bp = Blueprint("course_changes", __name__, url_prefix="/editor/imports/changes")

ONE = "/<int:number>"
A_PAGE = 20
LEFT_SHOWN = 20


@bp.get(ONE)
def one(number: int) -> ResponseReturnValue:
    change = db.get_or_404(CatalogueChange, number)
    pages = only_page(change.touched if change.is_remembered else 0, A_PAGE)
    job = _job(change)
    is_working = job is not None and not job.is_over
    return render_template(
        "editor/course_change.html",
        change=change,
        file=presentation.files_of([number]).get(number),
        undoing=db.session.get(CatalogueChange, change.undone_by) if change.undone_by else None,
        job=job,
        is_working=is_working,
        is_overdue=presentation.is_overdue(job),
        would=would_undo(change) if change.can_be_undone and not is_working else None,
        left_shown=LEFT_SHOWN,
        happened=history.of_change(number, limit=A_PAGE, offset=pages.offset),
        paging=pages,
        label=presentation.label,
        remembered=REMEMBERED,
    )


@bp.post(f"{ONE}/undo")
def undo(number: int) -> ResponseReturnValue:
    """Ask for it to be undone. Sent twice, it is undone once."""
    change = db.get_or_404(CatalogueChange, number)
    job = _job(change)
    if change.can_be_undone and (job is None or job.is_over):
        is_the_same = CatalogueChange.undo_job.is_not_distinct_from(change.undo_job)
        row = update(CatalogueChange).where(CatalogueChange.id == number, is_the_same)
        what = {"change": number}
        presentation.ask_once("undo courses", what, lambda job: row.values(undo_job=job))
    return redirect(url_for(".one", number=number), 303)


def _job(change: CatalogueChange) -> Job | None:
    return db.session.get(Job, change.undo_job) if change.undo_job else None
