"""The second factor: set up with a code, each code once, recovery codes, and admins without one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, text

from careers_site.accounts.models import ADMIN, RecoveryCode, SignedIn
from careers_site.accounts.second_factor import codes as second_factor
from careers_site.accounts.sessions.sessions import hashed
from careers_site.platform.extensions import db
from tests.accounts.hands import (
    OTHER,
    PASSWORD,
    account,
    again,
    audited,
    code_of,
    is_signed_in,
    new_browser,
    try_password,
)
from tests.editor.conftest import ADMIN_EMAIL, EDITOR_EMAIL, Browser, read_csrf, send

HERE = "/editor/account/second-factor"


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is run while the app goes on to its next code."""
    moment = second_factor.now()
    monkeypatch.setattr(second_factor, "now", lambda: moment)


def with_factor() -> str:
    """An editor with a second factor; its secret."""
    secret = pyotp.random_base32()
    account(totp_secret=secret)
    return secret


def give(browser: Browser, code: str) -> int:
    return send(browser, "/sign-in/code", code=code).status_code


def set_up(browser: Browser) -> list[str]:
    """Set up a second factor as the pages say, and return the recovery codes."""
    if "pe-secret" not in (page := browser.get(HERE).text):
        assert send(browser, HERE, password=PASSWORD).status_code == 303
        page = browser.get(HERE).text
    secret = re.search(r'<code class="pe-secret">([A-Z2-7]{32})</code>', page)
    assert secret
    assert "<svg" in page
    done = send(browser, HERE, code=pyotp.TOTP(secret[1]).at(second_factor.now()))
    assert done.status_code == 200
    return re.findall(r"<code>([a-z0-9-]{19})</code>", done.text)


def has_set_up(browser: Browser) -> list[str]:
    """An editor who is signed in and sets up a second factor; the recovery codes."""
    account()
    try_password(browser)
    return set_up(browser)


def test_the_password_alone_opens_nothing_where_there_is_a_second_factor(browser: Browser) -> None:
    with_factor()
    answer = try_password(browser)
    assert answer.location == "/sign-in/code"
    assert browser.get("/editor").status_code == 302
    assert browser.post("/editor/account/sessions").status_code == 401
    assert give(browser, code_of(again())) == 303
    assert is_signed_in(browser)


def test_where_one_was_going_survives_both_steps(browser: Browser) -> None:
    with_factor()
    asked = browser.get("/editor/drafts").location
    fields = {"email": EDITOR_EMAIL, "password": PASSWORD}
    answer = browser.post(asked, data={**fields, "csrf_token": read_csrf(browser, asked)})
    code = {"code": code_of(again()), "csrf_token": read_csrf(browser, answer.location)}
    assert browser.post(answer.location, data=code).location == "/editor/drafts"


def test_a_code_works_once(app: Flask) -> None:
    with_factor()
    first, second = new_browser(app), new_browser(app)
    try_password(first)
    try_password(second)
    code = code_of(again())
    assert give(first, code) == 303
    assert give(second, code) == 400
    assert not is_signed_in(second)
    # An older code of the window is over too.
    assert give(second, code_of(again(), -1)) == 400
    assert give(second, code_of(again(), 1)) == 303


def test_of_two_who_send_one_code_at_once_one_gets_in(app: Flask) -> None:
    with_factor()
    browsers = [new_browser(app), new_browser(app)]
    for browser in browsers:
        try_password(browser)
    code, statuses = code_of(again()), []
    threads = [Thread(target=lambda b=b: statuses.append(give(b, code))) for b in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 400]


@pytest.mark.parametrize(("steps", "status"), [(-3, 400), (-1, 303), (1, 303), (3, 400)])
def test_a_clock_may_be_a_step_off_and_no_more(steps: int, status: int, browser: Browser) -> None:
    with_factor()
    try_password(browser)
    assert give(browser, code_of(again(), steps)) == status


def test_what_is_no_code_is_refused(browser: Browser) -> None:
    with_factor()
    try_password(browser)
    codes = ("", "12345", "١٢٣٤٥٦", "a\x00b", "x" * 100_000)
    assert {give(browser, code) for code in codes} == {400}


def test_codes_cannot_be_guessed_for_long(browser: Browser, app: Flask) -> None:
    with_factor()
    try_password(browser)
    assert [give(browser, "000000") for _ in range(6)] == [400] * 5 + [429]
    # Giving the password again does not help.
    other = new_browser(app)
    try_password(other)
    assert give(other, code_of(again())) == 429


def test_a_browser_that_signed_in_before_is_not_held_up_by_who_guesses_codes(
    browser: Browser, app: Flask
) -> None:
    with_factor()
    try_password(browser)
    give(browser, code_of(again(), -1))
    browser.post("/sign-out", data={"csrf_token": read_csrf(browser, "/editor/account")})
    thief = new_browser(app)
    try_password(thief)
    assert [give(thief, "000000") for _ in range(6)][-1] == 429
    try_password(browser)
    assert give(browser, code_of(again())) == 303


def test_setting_it_up_needs_the_password_and_a_code_of_the_app(app: Flask) -> None:
    account()
    browser, elsewhere = new_browser(app), new_browser(app)
    try_password(browser)
    try_password(elsewhere)
    assert send(browser, HERE, password=OTHER).status_code == 400
    assert "pe-secret" not in browser.get(HERE).text
    send(browser, HERE, password=PASSWORD)
    assert send(browser, HERE, code="000000").status_code == 400
    assert again().totp_secret is None
    assert len(set_up(browser)) == 10
    assert again().totp_secret is not None
    assert is_signed_in(browser)
    assert not is_signed_in(elsewhere)
    assert (EDITOR_EMAIL, "set up the second factor", EDITOR_EMAIL) in audited()


def test_the_code_that_confirmed_it_does_not_sign_in(browser: Browser, app: Flask) -> None:
    has_set_up(browser)
    other = new_browser(app)
    try_password(other)
    # The one before: the clock may have gone on to the next since.
    assert give(other, code_of(again(), -1)) == 400


def test_the_picture_is_of_the_secret_and_without_styles() -> None:
    first, second = second_factor.new_secret(), second_factor.new_secret()
    drawn = second_factor.code_image(first, EDITOR_EMAIL)
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert drawn != second_factor.code_image(second, EDITOR_EMAIL)


def test_a_recovery_code_works_once_instead_of_a_code(browser: Browser, app: Flask) -> None:
    codes = has_set_up(browser)
    for code, status in ((codes[0], 303), (codes[0], 400), (codes[1].upper(), 303)):
        other = new_browser(app)
        try_password(other)
        assert give(other, code) == status
    assert "You have 8 recovery codes left" in browser.get("/editor/account").text
    assert (EDITOR_EMAIL, "used a recovery code", EDITOR_EMAIL) in audited()


def test_recovery_codes_are_kept_as_hashes(browser: Browser) -> None:
    codes = has_set_up(browser)
    kept = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert kept == {hashed(code.replace("-", "")) for code in codes}


def test_the_recovery_code_of_another_is_worth_nothing(browser: Browser, app: Flask) -> None:
    account("other@example.org")
    try_password(browser, email="other@example.org")
    codes = set_up(browser)
    with_factor()
    mine = new_browser(app)
    try_password(mine)
    assert give(mine, codes[0]) == 400


def test_new_recovery_codes_need_the_password_and_end_the_old(browser: Browser, app: Flask) -> None:
    old = has_set_up(browser)
    assert send(browser, "/editor/account/recovery-codes", password=OTHER).status_code == 400
    page = send(browser, "/editor/account/recovery-codes", password=PASSWORD).text
    new = re.findall(r"<code>([a-z0-9-]{19})</code>", page)
    assert len(new) == 10
    other = new_browser(app)
    try_password(other)
    assert give(other, old[0]) == 400
    assert give(other, new[0]) == 303


def test_an_editor_turns_it_off_with_the_password(browser: Browser, app: Flask) -> None:
    has_set_up(browser)
    assert send(browser, f"{HERE}/off", password=OTHER).status_code == 400
    assert send(browser, f"{HERE}/off", password=PASSWORD).status_code == 303
    assert again().totp_secret is None
    assert db.session.scalars(select(RecoveryCode)).all() == []
    assert try_password(new_browser(app)).location == "/editor"


def test_an_admin_does_not_turn_it_off(admin: Browser) -> None:
    assert admin.get(f"{HERE}/off").status_code == 303
    token = read_csrf(admin, "/editor/account")
    admin.post(f"{HERE}/off", data={"csrf_token": token, "password": PASSWORD})
    assert again(ADMIN_EMAIL).totp_secret is not None


def test_an_admin_without_one_gets_to_nothing_but_setting_it_up(browser: Browser) -> None:
    account(ADMIN_EMAIL, ADMIN, totp_secret=None)
    try_password(browser, email=ADMIN_EMAIL)
    for address in ("/editor", "/editor/people", "/editor/account", "/editor/no-such-page"):
        answer = browser.get(address)
        assert (answer.status_code, answer.location) == (302, HERE)
    sent = browser.post("/editor/people/invite", data={"email": "friend@example.org"})
    assert sent.status_code == 403
    assert "friend@example.org" in sent.text
    set_up(browser)
    assert browser.get("/editor/people").status_code == 200


def test_the_code_has_to_come_soon_after_the_password(browser: Browser) -> None:
    with_factor()
    try_password(browser)
    row = db.session.scalars(select(SignedIn)).one()
    row.created = row.created - timedelta(minutes=11)
    db.session.commit()
    assert browser.get("/sign-in/code").location == "/sign-in"


def test_the_database_does_not_hold_the_secret(app: Flask) -> None:
    secret = with_factor()
    kept = db.session.execute(text("SELECT totp_secret FROM account")).scalar_one()
    assert secret not in kept
    assert again().totp_secret == secret


def test_with_another_key_no_code_opens_anything_and_the_factor_stays_on(
    app: Flask,
) -> None:
    with_factor()
    other = replace(app.config["SETTINGS"], secret_key="another key altogether")
    app.config["SETTINGS"] = other
    assert again().totp_secret == ""
    assert second_factor.step_of("", "000000") is None
