"""A database that is busy, full, gone or damaged: what readers see, and that nothing is lost."""

from __future__ import annotations

import logging
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from careers_site.accounts.models import EDITOR
from careers_site.platform.extensions import db, upgrade_database
from tests.conftest import make_app
from tests.editor.conftest import EDITOR_EMAIL, add_account, sign_in

DATABASE = "site.db"


@pytest.fixture
def instance(app: Flask) -> Path:
    found: Path = app.config["SETTINGS"].instance
    return found


@contextmanager
def locked(instance: Path) -> Iterator[None]:
    other = sqlite3.connect(instance / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def test_a_sign_in_waits_a_second_for_a_locked_database_and_is_told_so(
    app: Flask, instance: Path
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with locked(instance):
        page = app.test_client().post("/sign-in", data={"email": "a@example.org", "password": "x"})
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "Somebody is saving something large" in page.text


def test_a_command_waits_longer(app: Flask) -> None:
    def patience() -> int:
        with db.engine.connect() as connection:
            return int(connection.scalar(text("PRAGMA busy_timeout")) or 0)

    assert patience() == 60_000
    with app.test_request_context("/"):
        assert patience() == 1_000
    assert patience() == 60_000


def test_pages_and_health_do_not_wait_for_a_locked_database(app: Flask, instance: Path) -> None:
    with locked(instance):
        # Whoever waited for it would give up and answer 503.
        for address in ("/healthz", "/readyz", "/", "/courses?q=early"):
            assert app.test_client().get(address).status_code == 200, address


def test_a_database_that_was_removed_is_noticed_and_never_made_anew(
    app: Flask, instance: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = app.test_client()
    assert client.get("/courses").status_code == 200
    for file in instance.glob("site.db*"):
        if file.suffix != ".begun":
            file.unlink()
    time.sleep(0.6)
    with caplog.at_level(logging.ERROR):
        page = client.get("/courses")
    assert page.status_code == 503
    assert "cannot read its data" in page.text
    assert "docs/operating.md" in caplog.text
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert client.get("/healthz").status_code == 200
    assert client.get("/portage-home-visitor").status_code == 200
    with pytest.raises(Exception, match=r"site\.db is missing"):
        upgrade_database()
    assert not (instance / DATABASE).exists()


def test_without_the_mark_a_database_is_begun(app: Flask, instance: Path) -> None:
    db.engine.dispose()
    for file in instance.glob("site.db*"):
        file.unlink()
    upgrade_database()
    assert (instance / DATABASE).exists()


def test_a_damaged_database_is_named_and_not_shown_as_a_trace(
    app: Flask, instance: Path, caplog: pytest.LogCaptureFixture
) -> None:
    db.session.remove()
    db.engine.dispose()
    for file in instance.glob("site.db-*"):
        file.unlink()
    (instance / DATABASE).write_bytes(b"no database" * 1000)
    client = make_app(instance).test_client()
    page = client.get("/courses")
    assert page.status_code == 503
    assert "cannot read its data" in page.text
    assert "file is not a database" in caplog.text
    assert "Traceback" not in caplog.text
    assert client.get("/readyz").status_code == 503


def test_a_full_disk_gives_the_typed_text_back(
    app: Flask,
) -> None:
    @app.post("/editor/fill")
    def fill() -> str:
        with db.engine.begin() as connection:
            size = connection.scalar(text("PRAGMA page_count"))
            connection.execute(text(f"PRAGMA max_page_count={size}"))
            connection.execute(text("CREATE TABLE filler (data BLOB)"))
            connection.execute(text("INSERT INTO filler VALUES (zeroblob(1000000))"))
        return "saved"

    app.config["WTF_CSRF_ENABLED"] = False
    page = sign_in(app, add_account(EDITOR_EMAIL, EDITOR)).post(
        "/editor/fill", data={"text": "An hour of work."}
    )
    assert page.status_code == 503
    assert "There is no room left" in page.text
    assert "An hour of work." in page.text


def test_what_the_site_keeps_is_readable_by_its_user_alone(instance: Path) -> None:
    assert stat.S_IMODE((instance / DATABASE).stat().st_mode) == 0o600


def test_an_error_of_the_database_tells_no_values(app: Flask) -> None:
    with pytest.raises(Exception, match="no such table") as caught, db.engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "Tintagel"})
    assert "Tintagel" not in str(caught.value)


def test_a_page_waits_a_second_for_a_lock_of_postgresql(
    new_postgresql: str, tmp_path: Path
) -> None:
    app = make_app(tmp_path, database_url=new_postgresql)

    @app.get("/wait")
    def wait() -> str:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE one SET number = 2"))
        return "done"

    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("CREATE TABLE one AS SELECT 1 AS number"))
        with db.engine.begin() as other:
            other.execute(text("UPDATE one SET number = 3"))
            error = app.test_client().get("/wait")
        db.engine.dispose()
    assert error.status_code == 503
