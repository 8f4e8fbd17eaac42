"""An editor who would wait for minutes for another writer is told so, on both databases."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import select, text

from careers_site.accounts.models import EDITOR
from careers_site.content.store import documents
from careers_site.courses.importing.load import QUEUE, import_lock
from careers_site.platform.database import connections
from careers_site.platform.extensions import db
from tests.editor.conftest import EDITOR_EMAIL, add_account, read_csrf, sign_in

UNDO = "/editor/history/1/undo"


@pytest.mark.parametrize("database", ["app", "app_on_postgresql"])
def test_who_waits_too_long_for_another_writer_is_told_and_nothing_is_lost(
    database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Flask = request.getfixturevalue(database)
    monkeypatch.setattr(connections, "REQUEST_MS", 300)
    editor = sign_in(app, add_account(EDITOR_EMAIL, EDITOR))
    token = read_csrf(editor, "/editor/history/1")
    fields = {"csrf_token": token, "key": "", "note": "My own words"}
    with db.engine.connect() as writer:
        writer.execute(text("UPDATE content_state SET revision = revision"))
        answer = editor.post(UNDO, data=fields)
        writer.rollback()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Somebody is saving something large" in answer.text
    assert "My own words</textarea>" in answer.text
    # The same press works as soon as the other has ended.
    assert editor.post(UNDO, data=fields).status_code == 303


def test_other_errors_of_the_database_are_no_wait(app: Flask) -> None:
    editor = sign_in(app, add_account(EDITOR_EMAIL, EDITOR))
    token = read_csrf(editor, "/editor/history/1")
    db.session.execute(text("DROP TABLE content_state"))
    db.session.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert editor.post(UNDO, data={"csrf_token": token, "key": ""}).status_code == 500


def test_commands_go_on_waiting_after_a_request_used_their_connection(app: Flask) -> None:
    with app.test_request_context(), db.engine.connect() as connection:
        asked = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    with db.engine.connect() as connection:
        after = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    assert (asked, after) == (connections.REQUEST_MS, connections.PATIENCE_MS)


def test_a_turn_that_breaks_off_lets_the_next_import_in(app_on_postgresql: Flask) -> None:
    with suppress(ZeroDivisionError), import_lock():
        raise ZeroDivisionError
    # The one that kept the turn, if any did, could take it again: so both are asked.
    with db.engine.connect() as one, db.engine.connect() as two:
        for connection in (one, two):
            assert connection.scalar(text(f"SELECT pg_try_advisory_lock({QUEUE})"))
            connection.scalar(text(f"SELECT pg_advisory_unlock({QUEUE})"))
    with import_lock(), db.engine.connect() as other:
        assert not other.scalar(text(f"SELECT pg_try_advisory_lock({QUEUE})"))
    assert db.session.scalar(select(documents.ContentState.revision)) == 1
