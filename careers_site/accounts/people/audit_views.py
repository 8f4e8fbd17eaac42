"""`/editor/audit`: who did what and when, for admins; to read and to download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template, stream_with_context
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select

from careers_site.audit import AuditEntry
from careers_site.platform.extensions import db
from careers_site.platform.sheets.csv_safety import guard
from careers_site.platform.web.pagination import paging
from careers_site.platform.web.record_filter import RecordFilter

bp = Blueprint("audit", __name__, url_prefix="/editor/audit")

PER_PAGE = 50
# Rows that a download reads at a time.
CHUNK = 1000
HEADINGS = ("at", "who", "action", "subject", "detail")


@bp.get("")
def entries() -> ResponseReturnValue:
    wanted = RecordFilter.read()
    total = db.session.scalar(_narrow(wanted, select(func.count(AuditEntry.id)))) or 0
    pages = paging(total, PER_PAGE)
    rows = _narrow(wanted, select(AuditEntry)).order_by(AuditEntry.id.desc())
    return render_template(
        "accounts/audit.html",
        entries=db.session.scalars(rows.limit(PER_PAGE).offset(pages.offset)).all(),
        people=db.session.scalars(select(AuditEntry.who).distinct().order_by(AuditEntry.who)).all(),
        wanted=wanted,
        paging=pages,
    )


@bp.get("/download")
def download() -> ResponseReturnValue:
    lines = stream_with_context(_lines(RecordFilter.read()))
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(lines, mimetype="text/csv", headers=headers)


def _narrow(wanted: RecordFilter, rows: Select[Any]) -> Select[Any]:
    texts = (AuditEntry.action, AuditEntry.subject, AuditEntry.detail)
    return wanted.narrow(rows, AuditEntry.at, AuditEntry.who, texts)


def _lines(wanted: RecordFilter) -> Iterator[str]:
    # The first bytes tell a spreadsheet that it is UTF-8.
    yield "\ufeff" + _line(HEADINGS)
    rows = _narrow(wanted, select(AuditEntry)).order_by(AuditEntry.id.desc())
    for entry in db.session.scalars(rows.execution_options(yield_per=CHUNK)):
        at = entry.at.isoformat(timespec="seconds")
        yield _line((at, entry.who, entry.action, entry.subject, entry.detail))


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(guard(cell) for cell in cells)
    return out.getvalue()
