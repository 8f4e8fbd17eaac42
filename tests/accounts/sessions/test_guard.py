"""Everything under /editor is closed, and what was sent is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from careers_site.accounts.models import SignedIn
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser

CLOSED = ["/editor/", "/editor/no-such-page", "/editor%2Faccount"]


@pytest.mark.parametrize("address", CLOSED)
def test_nobody_opens_a_page_of_the_editors_without_signing_in(
    address: str, browser: Browser
) -> None:
    answer = browser.get(address)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


def test_a_form_that_is_sent_without_signing_in_shows_what_was_sent(browser: Browser) -> None:
    fields = {"text": "Long <b>work</b>\nof mine", "password": "a secret", "csrf_token": "x"}
    answer = browser.post("/editor/account", data=fields)
    assert answer.status_code == 401
    assert "Long &lt;b&gt;work&lt;/b&gt;\nof mine</textarea>" in answer.text
    assert "a secret" not in answer.text


def test_a_form_without_its_token_is_refused_and_shows_what_was_sent(editor: Browser) -> None:
    answer = editor.post("/sign-out", data={"text": "My work"})
    assert answer.status_code == 400
    assert "My work</textarea>" in answer.text


def test_a_page_does_not_wait_for_somebody_who_writes_for_long(app: Flask, editor: Browser) -> None:
    db.session.execute(update(SignedIn).values(seen=now() - timedelta(minutes=5)))
    db.session.commit()
    with db.engine.connect() as writer:
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        assert editor.get("/editor/account").status_code == 200
        writer.rollback()
