"""`careers-site users`: exit status, and what it prints."""

from __future__ import annotations

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from careers_site.accounts.models import ADMIN, Account
from careers_site.platform.extensions import db
from tests.accounts.hands import (
    OTHER,
    PASSWORD,
    account,
    again,
    audited,
    is_signed_in,
    link_in,
    try_password,
)
from tests.editor.conftest import EDITOR_EMAIL, Browser


def users(app: Flask, *words: str, stdin: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["users", *words], input=stdin)


def test_adding_somebody_prints_a_link_for_them(app: Flask, browser: Browser) -> None:
    done = users(app, "add", "Editor@Example.org", "--role", "editor")
    assert done.exit_code == 0
    assert done.stdout.startswith("http://localhost/sign-in/link?token=")
    assert browser.get(link_in(done.stdout)).status_code == 200
    assert audited() == [("command line", "invited", EDITOR_EMAIL)]


def test_a_password_from_standard_input_is_set(app: Flask, browser: Browser) -> None:
    words = ("add", EDITOR_EMAIL, "--role", "editor", "--password-stdin")
    done = users(app, *words, stdin=f"{PASSWORD}\r\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert try_password(browser).status_code == 303


def test_a_poor_password_adds_nobody(app: Flask) -> None:
    done = users(app, "add", EDITOR_EMAIL, "--role", "admin", "--password-stdin", stdin="short")
    assert done.exit_code == 1
    assert "at least 12 characters" in done.stderr
    assert db.session.scalars(select(Account)).all() == []


def test_what_cannot_be_done_changes_nothing(app: Flask) -> None:
    account()
    for words, status in [
        (("add", "no-address", "--role", "editor"), 1),
        (("add", EDITOR_EMAIL, "--role", "admin"), 1),
        (("add", "new@example.org"), 2),
        (("add", "new@example.org", "--role", "owner"), 2),
        (("add",), 2),
        (("reset", "edit@example.org"), 1),
        (("reset",), 2),
        (("remove", EDITOR_EMAIL), 2),
    ]:
        assert users(app, *words).exit_code == status
        assert [a.email for a in db.session.scalars(select(Account))] == [EDITOR_EMAIL]


def test_a_name_that_is_nearly_right_is_asked_about(app: Flask) -> None:
    account()
    said = users(app, "reset", "edtor@example.org").stderr
    assert said == f'There is no account "edtor@example.org" (did you mean "{EDITOR_EMAIL}"?)\n'


def test_a_reset_ends_sessions_password_and_second_factor(app: Flask, browser: Browser) -> None:
    account()
    try_password(browser)
    db.session.expire_all()
    again().totp_secret = "A" * 32
    db.session.commit()
    done = users(app, "reset", EDITOR_EMAIL.upper())
    assert done.exit_code == 0
    assert "1 hour" in done.stderr
    assert again().totp_secret is None
    assert again().password_hash is None
    assert not is_signed_in(browser)
    assert browser.get(link_in(done.stdout)).status_code == 200


def test_a_reset_with_a_password_needs_no_link(app: Flask, browser: Browser) -> None:
    account(role=ADMIN)
    done = users(app, "reset", EDITOR_EMAIL, "--password-stdin", stdin=f"{OTHER}\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert try_password(browser, password=OTHER).status_code == 303
    assert browser.get("/editor").location == "/editor/account/second-factor"


def test_the_list_says_how_accounts_stand(app: Flask) -> None:
    account()
    account("a@example.org", ADMIN, active=False)
    account("b@example.org", ADMIN, password_hash=None)
    assert users(app, "list").stdout.splitlines() == [
        "a@example.org  admin  closed, with a second factor",
        "b@example.org  admin  waits for a password, with a second factor",
        "editor@example.org  editor  with a password",
    ]
