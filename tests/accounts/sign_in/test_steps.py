"""Signing in with a password, and what a wrong one says."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from flask import Flask

from careers_site.accounts.models import SignedIn
from careers_site.accounts.sessions import sessions
from careers_site.accounts.sign_in import passwords
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
from tests.conftest import make_app
from tests.editor.conftest import EDITOR_EMAIL, Browser, read_csrf, send

# Not of this site, or something that a browser or a server could take for another address.
FOREIGN = [
    *("//evil.example", "https://evil.example/editor", "https:evil.example", "/\\evil.example"),
    *("/editor\\..\\", "/editor/\n//evil.example", "/editor/ x", "\\/evil.example", "/sign-out"),
    *("javascript:alert(1)", "/editors", "editor", "/editor@evil.example", "/editor/\x00"),
]


def test_the_right_password_opens_the_editors_area(browser: Browser) -> None:
    account()
    answer = try_password(browser)
    assert (answer.status_code, answer.location) == (303, "/editor")
    assert is_signed_in(browser)
    assert again().last_signed_in is not None
    assert audited() == [(EDITOR_EMAIL, "signed in", EDITOR_EMAIL)]


def test_the_email_is_taken_however_its_letters_are_cased(browser: Browser) -> None:
    account()
    assert try_password(browser, email=f"  {EDITOR_EMAIL.upper()} ").status_code == 303


def test_a_wrong_password_is_refused_without_saying_which_half(app: Flask) -> None:
    account()
    answers = [
        try_password(new_browser(app), password=OTHER),
        try_password(new_browser(app), email="nobody@example.org"),
    ]
    texts = [answer.text.replace("nobody@", "editor@") for answer in answers]
    tokens = [text.index('name="csrf_token"') for text in texts]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert texts[0][: tokens[0]] == texts[1][: tokens[1]]
    assert "The email address or the password is not right" in texts[0]


def test_a_failure_is_audited_without_what_was_typed(browser: Browser) -> None:
    account()
    try_password(browser, password=OTHER)
    try_password(browser, email=OTHER)
    assert audited() == [
        ("not signed in", "failed to sign in", EDITOR_EMAIL),
        ("not signed in", "failed to sign in", "no account of this site"),
    ]


@pytest.mark.parametrize("changes", [{"password_hash": None}, {"active": False}])
def test_an_invited_or_closed_account_opens_to_nobody(
    changes: dict[str, object], browser: Browser
) -> None:
    account(**changes)
    assert try_password(browser).status_code == 400
    assert not is_signed_in(browser)


def test_whatever_is_typed_has_an_answer(browser: Browser) -> None:
    half = "\ud800".encode("utf-16-le", "surrogatepass").decode("latin-1")
    for email in ("", "x" * 100_000, "a\x00b@example.org", "é@ü.example", "@"):
        assert try_password(browser, email=email).status_code == 400
    for password in ("", "x" * 100_000, "a\x00b", half):
        assert try_password(browser, password=password).status_code == 400


def test_a_password_is_the_same_however_a_keyboard_composes_it(browser: Browser) -> None:
    account(password_hash=passwords.hashed("Café Überfluss ﬁsh"))
    composed_otherwise = "Cafe\u0301 U\u0308berfluss fish"
    assert try_password(browser, password=composed_otherwise).status_code == 303


def test_a_hash_with_older_parameters_is_made_anew(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    account(password_hash=old.hash("an old password of mine"))
    try_password(browser, password="an old password of mine")
    assert "m=65536" in (again().password_hash or "")
    assert try_password(Browser(browser.application), password="an old password of mine")


def test_signing_in_leads_to_no_other_place(signed_in: Browser) -> None:
    for place in FOREIGN:
        # Who is signed in already is led on at once, by the same rule.
        answer = signed_in.get("/sign-in", query_string={"next": place})
        assert (answer.status_code, answer.location) == (303, "/editor"), place


def test_signing_in_leads_back_to_where_one_was_going(browser: Browser) -> None:
    account()
    asked = browser.get("/editor/audit?who=a&page=2")
    token = read_csrf(browser, asked.location)
    fields = {"csrf_token": token, "email": EDITOR_EMAIL, "password": PASSWORD}
    assert browser.post(asked.location, data=fields).location == "/editor/audit?who=a&page=2"


def test_the_cookie_is_new_at_every_sign_in(app: Flask) -> None:
    """A planted cookie is worth nothing after its victim signs in."""
    account()
    browser = new_browser(app)
    send(browser, "/sign-in", email=EDITOR_EMAIL, password=PASSWORD)
    with browser.session_transaction() as cookie:
        planted = dict(cookie)
    victim = new_browser(app)
    with victim.session_transaction() as cookie:
        cookie.update(planted)
    victim.post("/sign-out", data={"csrf_token": read_csrf(victim, "/editor/account")})
    try_password(victim)
    with victim.session_transaction() as cookie:
        assert cookie[sessions.TOKEN] != planted[sessions.TOKEN]
    assert is_signed_in(victim)
    assert not is_signed_in(browser)


def test_a_planted_token_does_not_become_a_session(app: Flask) -> None:
    account()
    victim = new_browser(app)
    with victim.session_transaction() as cookie:
        cookie[sessions.TOKEN] = "planted"
    try_password(victim)
    db.session.expire_all()
    assert db.session.get(SignedIn, sessions.hashed("planted")) is None
    assert sessions_open() == 1


def test_the_cookie_is_for_this_site_and_not_for_scripts(browser: Browser) -> None:
    account()
    cookies = try_password(browser).headers.getlist("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == ["careers-known", "careers"]
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
    assert "Expires" not in cookies[1]
    assert "Max-Age" not in cookies[1]


def test_where_the_site_is_https_cookies_are_sent_over_nothing_else(
    app: Flask, tmp_path: object
) -> None:
    account()
    secure = make_app(app.config["SETTINGS"].instance, site_url="https://localhost")
    browser = new_browser(secure)
    browser.environ_base["wsgi.url_scheme"] = "https"
    headers = {"Referer": "https://localhost/sign-in"}
    token = read_csrf(browser, "https://localhost/sign-in")
    fields = {"csrf_token": token, "email": EDITOR_EMAIL, "password": PASSWORD}
    answer = browser.post("https://localhost/sign-in", data=fields, headers=headers)
    cookies = answer.headers.getlist("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == [
        "__Secure-careers-known",
        "__Host-careers",
    ]
    assert all("Secure;" in cookie for cookie in cookies)


def test_the_cookie_holds_nothing_but_the_token_and_the_secret_of_forms(signed_in: Browser) -> None:
    signed_in.get("/editor/account")
    with signed_in.session_transaction() as cookie:
        assert set(cookie) == {"token", "csrf_token"}
