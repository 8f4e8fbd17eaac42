"""`/editor/imports/<number>/left-out`: courses of a file that lead to no step, to be chosen."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.courses import steps
from careers_site.courses.uploads import without_step
from careers_site.courses.uploads.models import READY
from careers_site.editor.imports import presentation
from careers_site.editor.imports.presentation import Upload
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of, noun
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.pagination import paging

bp = Blueprint("left_out_courses", __name__, url_prefix="/editor/imports/<int:number>/left-out")

A_PAGE = 25
LONGEST_WORDS = 200
LEAVE_OUT = "none"


@bp.get("")
def listing(number: int) -> ResponseReturnValue:
    return _page(_ready(number), _words())


@bp.post("")
def choose(number: int) -> ResponseReturnValue:
    """The ticked courses lead to the step; none of them does for `none`."""
    shown, words = _ready(number), _words()
    run_ids, step = set(request.form.getlist("run_id")[:A_PAGE]), request.form.get("step", "")
    if not run_ids:
        return _page(shown, words, "Tick the courses first", at=""), 400
    if step != LEAVE_OUT and step not in steps.step_titles():
        return _page(shown, words, "Choose the step that the courses lead to", run_ids), 400
    if len(without_step.chosen_of(shown.upload)) + len(run_ids) > without_step.MOST:
        said = f"You can choose {without_step.MOST:,} courses of a file. For more, change the rules"
        return _page(shown, words, said, run_ids), 400
    done = without_step.choose(shown.upload, run_ids, "" if step == LEAVE_OUT else step)
    db.session.commit()
    is_out = step == LEAVE_OUT
    will = noun(done, "is", "are") + " left out" if is_out else "will be loaded"
    flash(f"{count_of(done, 'course')} {will} when you publish this file.")
    page = request.args.get("page", type=int)
    return redirect(url_for(".listing", number=number, q=words or None, page=page), 303)


def _page(
    shown: Upload, words: str, error: str = "", ticked: set[str] | None = None, at: str = "#step"
) -> str:
    pages = paging(without_step.count(shown.upload, words), A_PAGE)
    return render_template(
        "editor/imports_left_out.html",
        shown=shown,
        q=words,
        rows=without_step.rows(shown.upload, words, A_PAGE, pages.offset),
        paging=pages,
        steps=steps.step_titles(),
        leave_out=LEAVE_OUT,
        chosen=len(without_step.chosen_of(shown.upload)),
        errors=[{"text": error, "href": at} if at else {"text": error}] if error else [],
        ticked=ticked or set(),
        step=request.form.get("step", ""),
    )


def _words() -> str:
    return one_line(request.args.get("q"), LONGEST_WORDS)


def _ready(number: int) -> Upload:
    shown = presentation.find(number)
    if shown.state != READY or shown.report is None:
        abort(404)
    return shown
