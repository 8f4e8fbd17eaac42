"""One-time links: what opens one, what uses it up, what ends it."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.accounts.models import EDITOR, INVITATION, RESET, OneTimeLink
from careers_site.accounts.people import accounts
from careers_site.accounts.sign_in import links
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from tests.accounts.hands import (
    OTHER,
    PASSWORD,
    account,
    again,
    audited,
    is_signed_in,
    link_in,
    new_browser,
    try_password,
)
from tests.editor.conftest import EDITOR_EMAIL, Browser, read_csrf

OVER = "This link can no longer be used"


def invited() -> str:
    _, link = accounts.invite(EDITOR_EMAIL, EDITOR)
    db.session.commit()
    return link_in(link)


def use(browser: Browser, link: str, password: str = PASSWORD) -> int:
    fields = {"csrf_token": read_csrf(browser, link), "token": link.partition("=")[2]}
    fields |= {"new_password": password, "again": password}
    return browser.post("/sign-in/link", data=fields).status_code


def test_an_invited_editor_sets_a_password_and_signs_in(browser: Browser) -> None:
    link = invited()
    assert EDITOR_EMAIL in browser.get(link).text
    assert use(browser, link) == 303
    assert "Your password is set" in browser.get("/sign-in").text
    assert not is_signed_in(browser)
    assert try_password(browser).status_code == 303
    assert (EDITOR_EMAIL, "set a password", EDITOR_EMAIL) in audited()


def test_opening_a_link_changes_nothing(browser: Browser) -> None:
    link = invited()
    for _ in range(3):
        assert browser.get(link).status_code == 200
        assert browser.head(link).status_code == 200
    assert use(browser, link) == 303


def test_a_link_works_once(browser: Browser, app: Flask) -> None:
    link = invited()
    other = new_browser(app)
    token = read_csrf(other, link)
    use(browser, link)
    fields = {"token": link.partition("=")[2], "new_password": OTHER, "again": OTHER}
    answer = other.post("/sign-in/link", data={"csrf_token": token, **fields})
    assert (answer.status_code, OVER in answer.text) == (410, True)
    assert browser.get(link).status_code == 410
    assert try_password(browser, password=PASSWORD).status_code == 303


def test_of_two_who_use_a_link_at_once_one_sets_the_password(app: Flask) -> None:
    link = invited()
    statuses: list[int] = []
    ready = [(new_browser(app), password) for password in (PASSWORD, OTHER)]
    tokens = [read_csrf(browser, link) for browser, _ in ready]

    def send(browser: Browser, password: str, csrf: str) -> None:
        fields = {"csrf_token": csrf, "token": link.partition("=")[2]}
        fields |= {"new_password": password, "again": password}
        statuses.append(browser.post("/sign-in/link", data=fields).status_code)

    pairs = zip(ready, tokens, strict=True)
    threads = [Thread(target=send, args=(*who, csrf)) for who, csrf in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 410]


def test_a_poor_password_is_refused_in_plain_words(browser: Browser) -> None:
    link = invited()
    token = {"csrf_token": read_csrf(browser, link), "token": link.partition("=")[2]}
    for password, second, said in (
        ("short", "short", "Use at least 12 characters"),
        ("x" * 129, "x" * 129, "Use at most 128 characters"),
        ("password1234", "password1234", "Many people use it"),
        ("editorexample", "editorexample", "made of your email address"),
        ("portagecareers", "portagecareers", "name of this site"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "repeats itself"),
        ("abcdefghijklmn", "abcdefghijklmn", "follows a sequence"),
        (PASSWORD, OTHER, "not the same"),
        ("", "", "Enter a new password"),
    ):
        fields = {**token, "new_password": password, "again": second}
        answer = browser.post("/sign-in/link", data=fields)
        assert answer.status_code == 400
        assert said in answer.text
    assert use(browser, link) == 303


@pytest.mark.parametrize("password", ["🦔 пять смешных at 4 o'clock", "x9$" * 4 + "Kq7!" * 29])
def test_a_good_password_may_hold_anything(password: str, browser: Browser) -> None:
    assert use(browser, invited(), password) == 303
    assert try_password(browser, password=password).status_code == 303


@pytest.mark.parametrize("kind", [INVITATION, RESET])
def test_a_link_ends_when_its_time_is_over(kind: str, browser: Browser) -> None:
    link = link_in(links.make(account(), kind))
    db.session.commit()
    row = db.session.scalars(select(OneTimeLink)).one()
    assert abs(row.expires - now() - links.GOOD_FOR[kind]) < timedelta(minutes=1)
    row.expires = now() - timedelta(seconds=1)
    db.session.commit()
    assert browser.get(link).status_code == 410


def test_a_newer_link_ends_the_older(browser: Browser) -> None:
    older = invited()
    newer = link_in(accounts.reset(again(), removes_second_factor=False))
    db.session.commit()
    assert browser.get(older).status_code == 410
    assert browser.get(newer).status_code == 200


def test_the_link_of_a_closed_account_does_nothing(browser: Browser) -> None:
    link = invited()
    csrf = read_csrf(browser, link)
    again().active = False
    db.session.commit()
    fields = {"token": link.partition("=")[2], "new_password": PASSWORD, "again": PASSWORD}
    assert browser.post("/sign-in/link", data={"csrf_token": csrf, **fields}).status_code == 410
    assert browser.get(link).status_code == 410


def test_what_is_no_link_is_said_so(browser: Browser) -> None:
    for token in ["", "x", "x" * 5000, "\x00", "é", "' OR 1=1 --"]:
        answer = browser.get("/sign-in/link", query_string={"token": token})
        assert (answer.status_code, OVER in answer.text) == (410, True)


def test_a_link_needs_the_token_of_its_form(browser: Browser) -> None:
    fields = {"token": invited().partition("=")[2], "new_password": PASSWORD, "again": PASSWORD}
    answer = browser.post("/sign-in/link", data=fields)
    assert answer.status_code == 400
    assert fields["token"] not in answer.text
    assert PASSWORD not in answer.text


def test_a_reset_ends_password_and_sessions_at_once(browser: Browser, app: Flask) -> None:
    account()
    try_password(browser)
    link = link_in(accounts.reset(again(), removes_second_factor=False))
    db.session.commit()
    assert not is_signed_in(browser)
    assert try_password(new_browser(app)).status_code == 400
    assert use(new_browser(app), link, OTHER) == 303
    assert try_password(new_browser(app), password=OTHER).status_code == 303


def test_a_link_works_while_strangers_guess(browser: Browser, app: Flask) -> None:
    account()
    for _ in range(6):
        try_password(new_browser(app), password=OTHER)
    link = link_in(accounts.reset(again(), removes_second_factor=False))
    db.session.commit()
    use(browser, link)
    assert try_password(browser).status_code == 303


def test_links_are_kept_as_hashes(app: Flask) -> None:
    token = invited().partition("=")[2]
    assert db.session.scalars(select(OneTimeLink)).one().token_hash != token
