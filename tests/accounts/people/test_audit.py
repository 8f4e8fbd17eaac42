"""What was done stays as it was written."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from careers_site import audit
from careers_site.audit import AuditEntry
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from tests.editor.conftest import ADMIN_EMAIL, Browser

CHANGES = [
    "UPDATE audit_entry SET who = 'nobody'",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
    "UPDATE audit_entry SET detail = detail",
]


def refuses(statement: str) -> None:
    audit.record("published", "content/pages/about.md", who="editor@example.org")
    db.session.commit()
    before = db.session.execute(text("SELECT * FROM audit_entry ORDER BY id")).all()
    with pytest.raises(DBAPIError, match="cannot be changed or removed"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert db.session.execute(text("SELECT * FROM audit_entry ORDER BY id")).all() == before


def test_entries_cannot_be_changed(app: Flask) -> None:
    for statement in [
        *CHANGES,
        "INSERT OR REPLACE INTO audit_entry SELECT id, at, 'x', '', '', '' FROM audit_entry",
        "UPDATE OR REPLACE audit_entry SET id = 1",
    ]:
        refuses(statement)


def test_entries_cannot_be_changed_on_postgresql(on_postgresql: Flask) -> None:
    for statement in [*CHANGES, "TRUNCATE audit_entry"]:
        refuses(statement)


def test_an_entry_says_who_did_what_and_when(app: Flask) -> None:
    audit.record("published", "a page", "why", who="editor@example.org")
    audit.record("imported courses", "term.csv")
    db.session.commit()
    first, second = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[-2:]
    assert (first.who, first.action, first.subject, first.detail) == (
        *("editor@example.org", "published", "a page", "why"),
    )
    assert second.who == "command line"
    assert now() - first.at < timedelta(minutes=1)


def test_an_entry_goes_with_its_change(app: Flask) -> None:
    before = len(db.session.scalars(select(AuditEntry)).all())
    audit.record("published", "a page")
    db.session.rollback()
    assert len(db.session.scalars(select(AuditEntry)).all()) == before


def test_long_and_broken_texts_are_taken_as_they_fit(app: Flask, on_postgresql: Flask) -> None:
    audit.record("x" * 999, "s\x00" * 999, "d\x00" * 99_999, who="w" * 999)
    db.session.commit()


def fill(number: int) -> None:
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    rows = [
        AuditEntry(
            at=start + timedelta(days=n // 100),
            who=f"person-{n % 3}@example.org",
            action="published",
            subject=f"subject-{n}",
            detail="=1+1",
        )
        for n in range(number)
    ]
    db.session.add_all(rows)
    db.session.commit()


def test_the_audit_is_newest_first_and_paged(admin: Browser) -> None:
    fill(120)
    first = admin.get("/editor/audit").text
    assert first.index("subject-119") < first.index("subject-118")
    assert "subject-10<" not in first
    assert "subject-10<" in admin.get("/editor/audit?page=3").text
    assert admin.get("/editor/audit?page=9").status_code == 400


def test_the_audit_is_narrowed_by_who_and_by_days(admin: Browser) -> None:
    fill(300)
    page = admin.get("/editor/audit?who=person-1@example.org&from=2026-01-02&to=2026-01-02").text
    assert "34 entries" in page
    assert ">subject-100<" in page
    assert ">subject-101<" not in page
    assert 'value="2026-01-02"' in page
    assert "1 entry" in admin.get("/editor/audit?q=PUBLISHED+subject-299").text


def test_what_cannot_be_asked_is_said_so(admin: Browser) -> None:
    for query in [
        "from=x",
        "to=9999-12-31",
        "from=0001-01-01",
        "whom=x",
        "who=%00",
    ]:
        assert admin.get(f"/editor/audit?{query}").status_code == 400
        assert admin.get(f"/editor/audit/download?{query}").status_code in {200, 400}


def test_somebody_unknown_did_nothing(admin: Browser) -> None:
    assert "0 entries" in admin.get("/editor/audit?who=nobody").text


def test_the_download_has_every_entry_and_runs_nothing(admin: Browser) -> None:
    fill(2500)
    audit.record("published", " =cmd", "@x", who="-x")
    db.session.commit()
    answer = admin.get("/editor/audit/download")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "private, no-store"
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [rows[0][key] for key in ("who", "subject", "detail")] == ["'-x", "' =cmd", "'@x"]
    subjects = [row["subject"] for row in rows if row["subject"].startswith("subject-")]
    assert subjects == [f"subject-{n}" for n in reversed(range(2500))]
    assert {row["detail"] for row in rows[1:2501]} == {"'=1+1"}


def test_the_download_is_narrowed_as_the_page_is(admin: Browser) -> None:
    fill(300)
    answer = admin.get("/editor/audit/download?who=person-1@example.org&from=2026-01-02")
    assert len(answer.text.splitlines()) == 1 + 67


def test_an_admin_reads_what_they_did(admin: Browser, app: Flask) -> None:
    assert ADMIN_EMAIL in admin.get("/editor/audit").text
    assert f"{ADMIN_EMAIL}</dd>" not in admin.get("/editor/audit").text
