"""`/editor/audit`: who did what and when, for admins; to read and to download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select

from careers_site.accounts.sessions.guard import admins_only
from careers_site.audit import AuditEntry
from careers_site.platform.clock import LONDON
from careers_site.platform.csv_safety import guard
from careers_site.platform.errors import BadQueryError, refuse_unknown
from careers_site.platform.extensions import db
from careers_site.platform.pagination import paging

bp = Blueprint("audit", __name__, url_prefix="/editor/audit")

PER_PAGE = 50
# Rows that a download reads at a time.
CHUNK = 1000
KEYS = ("who", "from", "to", "page")
# Days that a calendar here can hold.
YEARS = range(2000, 2100)
HEADINGS = ("at", "who", "action", "subject", "detail")


@dataclass(frozen=True)
class Wanted:
    """Which entries: by whom, and from which day to which, both included; all where empty."""

    who: str = ""
    first: date | None = None
    last: date | None = None

    def narrow(self, rows: Select[AuditEntry]) -> Select[AuditEntry]:
        if self.who:
            rows = rows.where(AuditEntry.who == self.who)
        if self.first:
            rows = rows.where(AuditEntry.at >= _midnight(self.first))
        if self.last:
            rows = rows.where(AuditEntry.at < _midnight(self.last) + timedelta(days=1))
        return rows

    def query(self) -> dict[str, Any]:
        days = {"from": self.first, "to": self.last}
        given = {"who": self.who, **{key: str(day) for key, day in days.items() if day}}
        return {key: value for key, value in given.items() if value}


@bp.get("")
@admins_only
def entries() -> ResponseReturnValue:
    wanted = _wanted()
    total = db.session.scalar(wanted.narrow(select(func.count(AuditEntry.id)))) or 0
    pages = paging(total, PER_PAGE)
    rows = wanted.narrow(select(AuditEntry)).order_by(AuditEntry.id.desc())
    return render_template(
        "accounts/audit.html",
        entries=db.session.scalars(rows.limit(PER_PAGE).offset(pages.offset)).all(),
        people=_people(),
        wanted=wanted,
        paging=pages,
    )


@bp.get("/download")
@admins_only
def download() -> ResponseReturnValue:
    lines = stream_with_context(_lines(_wanted()))
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(lines, mimetype="text/csv", headers=headers)


def _lines(wanted: Wanted) -> Iterator[str]:
    # The first bytes tell a spreadsheet that it is UTF-8.
    yield "\ufeff" + _line(HEADINGS)
    below: int | None = None
    while True:
        rows = wanted.narrow(select(AuditEntry)).order_by(AuditEntry.id.desc()).limit(CHUNK)
        if below is not None:
            rows = rows.where(AuditEntry.id < below)
        chunk = db.session.scalars(rows).all()
        for entry in chunk:
            at = entry.at.isoformat(timespec="seconds")
            yield _line((at, entry.who, entry.action, entry.subject, entry.detail))
        if len(chunk) < CHUNK:
            return
        below = chunk[-1].id
        db.session.expunge_all()


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(guard(cell) for cell in cells)
    return out.getvalue()


def _people() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.who).distinct().order_by(AuditEntry.who)))


def _wanted() -> Wanted:
    """Raises BadQueryError."""
    for key in request.args:
        if key not in KEYS:
            raise refuse_unknown("filter", key, KEYS)
    who = request.args.get("who", "")
    if "\x00" in who:
        raise BadQueryError("Choose somebody from the list.")
    return Wanted(who, _day("from"), _day("to"))


def _day(key: str) -> date | None:
    text = request.args.get(key, "")
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.min
    if day and day.year not in YEARS:
        raise BadQueryError(f'"{key}" is not a day like 2026-11-21.')
    return day


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
