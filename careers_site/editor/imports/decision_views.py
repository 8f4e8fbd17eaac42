"""`/editor/imports/<number>`: one uploaded file, from its check to its publishing."""

from __future__ import annotations

from codecs import BOM_UTF8
from itertools import chain

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    stream_with_context,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import update

from careers_site.courses.importing.preview import LISTINGS
from careers_site.courses.uploads import store
from careers_site.courses.uploads.jobs import merge_of
from careers_site.courses.uploads.models import (
    CHECKING,
    PUBLISHED,
    PUBLISHING,
    READY,
    REFUSED,
    CourseImport,
)
from careers_site.editor.imports import presentation
from careers_site.editor.imports.presentation import Upload
from careers_site.platform.extensions import db
from careers_site.platform.web.pagination import only_page

bp = Blueprint("import_decisions", __name__, url_prefix="/editor/imports")

CSV = "text/csv; charset=utf-8"
ONE = "/<int:number>"
A_PAGE = 20
FIRST_ONES = 5
PROBLEMS = "problems"
PROBLEMS_A_PAGE = 50
SEEN_ANOTHER = "What this file would do has changed since you looked. Check it again, then decide."
TICK = "Tick the box if these courses should be withdrawn"


@bp.get(ONE)
def one(number: int) -> ResponseReturnValue:
    return _page(presentation.find(number))


@bp.get(f"{ONE}/<any(added, changed, withdrawn, kept, problems):kind>")
def listing(number: int, kind: str) -> ResponseReturnValue:
    """All courses of one kind, or all problems, page by page."""
    shown = presentation.find(number)
    if kind == PROBLEMS:
        problems = shown.findings.get(PROBLEMS, [])
        pages = only_page(len(problems), PROBLEMS_A_PAGE)
        rows = problems[pages.offset :][:PROBLEMS_A_PAGE]
    elif shown.state != READY or shown.report is None:
        abort(404)
    else:
        pages = only_page(getattr(shown.report, kind), A_PAGE)
        rows = LISTINGS[kind](merge_of(shown.upload), A_PAGE, pages.offset)
    return render_template(
        "editor/imports_listing.html",
        shown=shown,
        kind=kind,
        rows=rows,
        paging=pages,
        label=presentation.label,
    )


@bp.get(f"{ONE}/bad-rows.csv")
def bad_rows(number: int) -> ResponseReturnValue:
    """The bad rows as they are, with a column ERRORS."""
    upload = presentation.find(number).upload
    if not (upload.findings or {}).get("bad_rows"):
        abort(404)
    rows = store.chunks(upload.id, store.BAD_ROWS)
    # The first bytes tell a spreadsheet that it is UTF-8.
    answer = Response(stream_with_context(chain([BOM_UTF8], rows)), content_type=CSV)
    answer.headers["Content-Disposition"] = 'attachment; filename="bad-rows.csv"'
    return answer


@bp.post(f"{ONE}/publish")
def publish(number: int) -> ResponseReturnValue:
    """Ask for it to be published. Sent twice, it is published once."""
    shown = presentation.find(number)
    if shown.state in {PUBLISHING, PUBLISHED}:
        return _to(number)
    if not shown.can_be_published:
        return _page(shown, "There is nothing to publish."), 409
    if request.form.get("seen") != shown.seen:
        return _page(shown, SEEN_ANOTHER), 409
    if shown.asks_about_withdrawals and request.form.get("withdraw") != "y":
        return _page(shown, TICK, at="withdraw"), 400
    upload = shown.upload
    row = update(CourseImport).where(
        CourseImport.id == number,
        CourseImport.state == upload.state,
        CourseImport.job_id == upload.job_id,
    )
    what = {"import": number, "report": upload.report}
    presentation.ask_once(
        "publish courses", what, lambda job: row.values(state=PUBLISHING, job_id=job)
    )
    return _to(number)


@bp.post(f"{ONE}/replace")
def replace_kept(number: int) -> ResponseReturnValue:
    """Courses that were edited here and are to be as the file says; none: all stay as edited."""
    shown = presentation.find(number)
    if shown.state != READY:
        return _page(shown, SEEN_ANOTHER), 409
    chosen = {run_id[:100] for run_id in request.form.getlist("run_id")[:A_PAGE]}
    before = shown.findings.get("replaced", []) if chosen else []
    upload = shown.upload
    upload.findings = {**shown.findings, "replaced": sorted({*before, *chosen})}
    upload.report = merge_of(upload).report().as_json()
    db.session.commit()
    return _to(number)


@bp.post(f"{ONE}/discard")
def discard(number: int) -> ResponseReturnValue:
    """Throw it away. Nothing of it was published."""
    shown = presentation.find(number)
    states = [CHECKING, READY, REFUSED]
    if shown.state != PUBLISHING and shown.upload.state == PUBLISHING:
        states.append(PUBLISHING)
    store.discard_upload(number, *states)
    return _to(number)


def _to(number: int) -> ResponseReturnValue:
    return redirect(f"{bp.url_prefix}/{number}", 303)


def _page(shown: Upload, error: str = "", at: str = "") -> str:
    first = {}
    if shown.state == READY and shown.report:
        merge = merge_of(shown.upload)
        first = {kind: listed(merge, FIRST_ONES, 0) for kind, listed in LISTINGS.items()}
    return render_template(
        "editor/imports_one.html",
        shown=shown,
        upload=shown.upload,
        first=first,
        error=error,
        at=at,
        is_overdue=presentation.is_overdue(shown.job),
        label=presentation.label,
    )
