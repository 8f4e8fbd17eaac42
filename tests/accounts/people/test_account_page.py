"""An editor's own account: password, sessions and their ends."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from flask import Flask
from sqlalchemy import select

from careers_site.accounts.models import SignedIn
from careers_site.accounts.sessions import sessions
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from tests.accounts.hands import (
    OTHER,
    PASSWORD,
    account,
    again,
    audited,
    is_signed_in,
    new_browser,
    sessions_open,
    try_password,
)
from tests.editor.conftest import EDITOR_EMAIL, Browser, read_csrf, send

PASSWORD_PAGE = "/editor/account/password"


def change(browser: Browser, now_: str = PASSWORD, new: str = OTHER) -> int:
    return send(browser, PASSWORD_PAGE, password=now_, new_password=new, again=new).status_code


def test_changing_the_password_signs_out_every_other_browser(app: Flask) -> None:
    account()
    browser, thief = new_browser(app), new_browser(app)
    try_password(browser)
    try_password(thief)
    with browser.session_transaction() as cookie:
        before = cookie[sessions.TOKEN]
    assert change(browser) == 303
    assert is_signed_in(browser)
    assert not is_signed_in(thief)
    with browser.session_transaction() as cookie:
        assert cookie[sessions.TOKEN] != before
    assert try_password(thief).status_code == 400
    assert try_password(thief, password=OTHER).status_code == 303
    assert (EDITOR_EMAIL, "changed the password", EDITOR_EMAIL) in audited()


def test_a_password_is_not_changed_without_the_old_and_a_good_new_one(signed_in: Browser) -> None:
    for now_, new in ((OTHER, OTHER), (PASSWORD, "short"), ("", OTHER), (PASSWORD, EDITOR_EMAIL)):
        assert change(signed_in, now_, new) == 400
    assert try_password(new_browser(signed_in.application)).status_code == 303


def test_the_old_password_cannot_be_guessed_in_a_stolen_session(signed_in: Browser) -> None:
    statuses = [change(signed_in, OTHER, OTHER) for _ in range(6)]
    assert statuses == [400] * 5 + [429]


def test_a_stolen_cookie_is_useless_after_signing_out(app: Flask) -> None:
    account()
    browser, thief = new_browser(app), new_browser(app)
    try_password(browser)
    with browser.session_transaction() as cookie:
        stolen = dict(cookie)
    with thief.session_transaction() as cookie:
        cookie.update(stolen)
    assert is_signed_in(thief)
    send(browser, "/sign-out", form="/editor/account")
    assert not is_signed_in(thief)
    assert sessions_open() == 0


def test_signing_out_twice_and_without_an_account_is_fine(browser: Browser) -> None:
    token = read_csrf(browser, "/sign-in")
    for _ in range(2):
        assert browser.post("/sign-out", data={"csrf_token": token}).location == "/sign-in"


def test_signing_out_everywhere_else_leaves_this_browser(app: Flask) -> None:
    account()
    browser, other = new_browser(app), new_browser(app)
    try_password(browser)
    assert "In this browser only" in browser.get("/editor/account").text
    try_password(other)
    assert "In 2 browsers" in browser.get("/editor/account").text
    send(browser, "/editor/account/sessions", form="/editor/account")
    assert is_signed_in(browser)
    assert not is_signed_in(other)


def age(created: timedelta, seen: timedelta) -> None:
    row = db.session.scalars(select(SignedIn)).one()
    row.created, row.seen = now() - created, now() - seen
    db.session.commit()


def test_a_session_ends_after_two_idle_hours_and_after_twelve(signed_in: Browser) -> None:
    for created, seen, is_open in (
        (timedelta(hours=1), timedelta(minutes=119), True),
        (timedelta(hours=3), timedelta(minutes=121), False),
        (timedelta(hours=11, minutes=59), timedelta(0), True),
        (timedelta(hours=12, minutes=1), timedelta(0), False),
    ):
        age(created, seen)
        assert is_signed_in(signed_in) is is_open


def test_use_is_noted_once_a_minute(signed_in: Browser) -> None:
    for idle, noted in ((timedelta(seconds=30), False), (timedelta(minutes=5), True)):
        age(timedelta(hours=1), idle)
        is_signed_in(signed_in)
        db.session.expire_all()
        seen = db.session.scalars(select(SignedIn)).one().seen
        assert (now() - seen < timedelta(seconds=20)) is noted


def test_ended_sessions_are_forgotten_at_the_next_sign_in(app: Flask) -> None:
    account()
    try_password(new_browser(app))
    age(timedelta(hours=13), timedelta(hours=13))
    try_password(new_browser(app))
    assert sessions_open() == 1


def test_a_closed_account_is_signed_out_at_once(signed_in: Browser) -> None:
    again().active = False
    db.session.commit()
    assert not is_signed_in(signed_in)


def test_a_cookie_signed_with_another_key_opens_nothing(signed_in: Browser, app: Flask) -> None:
    with signed_in.session_transaction() as cookie:
        token = cookie[sessions.TOKEN]
    app.secret_key = "another key of sixteen"
    other = new_browser(app)
    with other.session_transaction() as cookie:
        cookie[sessions.TOKEN] = token
    app.secret_key = app.config["SETTINGS"].secret_key
    assert not is_signed_in(other)


def test_a_token_of_any_shape_opens_nothing(browser: Browser) -> None:
    for token in [None, 1, {"a": 1}, "", "\x00"]:
        with browser.session_transaction() as cookie:
            cookie[sessions.TOKEN] = token
        assert not is_signed_in(browser)


def test_a_form_that_was_opened_before_signing_out_keeps_what_was_typed(signed_in: Browser) -> None:
    token = read_csrf(signed_in, "/editor/account")
    signed_in.post("/sign-out", data={"csrf_token": token})
    answer = signed_in.post(
        "/editor/documents/save", data={"csrf_token": token, "text": "An hour of <work>"}
    )
    assert answer.status_code == 401
    assert "An hour of &lt;work&gt;</textarea>" in answer.text


def test_a_forged_token_is_refused_and_what_was_typed_is_kept(editor: Browser) -> None:
    for token in ["", "forged\x00"]:
        answer = editor.post(PASSWORD_PAGE, data={"csrf_token": token, "note": "Mine\x0b\x00 ￾"})
        assert answer.status_code == 400
        assert "Mine" in answer.text


def test_the_token_of_another_browser_is_refused(editor: Browser, app: Flask) -> None:
    token = read_csrf(new_browser(app), "/sign-in")
    answer = editor.post("/editor/account/sessions", data={"csrf_token": token})
    assert answer.status_code == 400


def test_what_is_too_long_to_show_is_said_so(browser: Browser) -> None:
    answer = browser.post("/editor/documents", data={"text": "x" * 5_900_000})
    assert (answer.status_code, "</textarea>" in answer.text) == (401, True)
    answer = browser.post("/editor/imports/new", data={"text": "x" * 7_000_000})
    assert (answer.status_code, "too long to show" in answer.text) == (401, True)


def test_the_name_of_a_file_that_was_sent_is_kept(browser: Browser) -> None:
    fields = {"file": (BytesIO(b"a,b"), "term.csv"), "note": "Mine"}
    answer = browser.post("/editor/imports/new", data=fields)
    assert "Choose the file “term.csv” again" in answer.text
    assert "Mine" in answer.text
