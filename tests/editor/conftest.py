"""Browsers that are signed in, as an editor and as an admin.

def test_something(editor, post):
    answer = post(editor, "/editor/account/password", password="…")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextvars import Context
from html import unescape
from typing import Any

import pyotp
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from careers_site.accounts.models import ADMIN, EDITOR, Account
from careers_site.accounts.sessions import sessions
from careers_site.content.rules.examples import example_differences, reachability
from careers_site.content.rules.examples.examples import Example
from careers_site.platform.extensions import db
from careers_site.publishing import publish
from tests.checking import CheckingClient

Post = Callable[..., TestResponse]
EDITOR_EMAIL = "editor@example.org"
ADMIN_EMAIL = "admin@example.org"


class Browser(CheckingClient):
    """Each request has a context of its own, as on a server: nothing stays in `g` or db.session.

    So what a test read from the database before is old after a request: read it again
    (`db.session.expire_all()`).
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # What is streamed is read in its context too.
        kwargs.setdefault("buffered", True)
        return Context().run(super().open, *args, **kwargs)


@pytest.fixture
def few_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of rules is looked at with five example people: all of them take five seconds."""
    differing, compared = example_differences.differing, publish.differences

    def five(people: Iterable[Example]) -> list[Example]:
        return list(people)[:5]

    monkeypatch.setattr(
        example_differences, "differing", lambda people, rules: differing(five(people), rules)
    )
    monkeypatch.setattr(
        publish,
        "differences",
        lambda before, old, after, new: compared(five(before), old, five(after), new),
    )
    monkeypatch.setattr(reachability, "unreachable", lambda *_: [])


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app, app.response_class)


@pytest.fixture
def editor(app: Flask) -> Browser:
    """A browser in which editor@example.org is signed in, with a password alone."""
    return sign_in(app, add_account(EDITOR_EMAIL, EDITOR))


@pytest.fixture
def admin(app: Flask) -> Browser:
    """A browser in which admin@example.org is signed in, with a second factor."""
    return sign_in(app, add_account(ADMIN_EMAIL, ADMIN))


@pytest.fixture
def csrf() -> Callable[[Browser, str], str]:
    """csrf(browser, url): the token of the form at `url`."""
    return read_csrf


@pytest.fixture
def post() -> Post:
    """post(browser, url, form="/where/the/form/is", **fields): opens the form and sends it.

    Without `form` the form is at `url` itself.
    """
    return send


def add_account(email: str, role: str, **changes: object) -> Account:
    """An account that is ready to use: an admin has a second factor."""
    secret = pyotp.random_base32() if role == ADMIN else None
    account = Account(email=email, role=role, **{"totp_secret": secret, **changes})
    db.session.add(account)
    db.session.commit()
    return account


def sign_in(app: Flask, account: Account) -> Browser:
    """A browser with a session of `account`, second factor passed."""
    token = sessions.add(account, second_factor_passed=True)
    db.session.commit()
    client = Browser(app, app.response_class)
    with client.session_transaction() as cookie:
        cookie[sessions.TOKEN] = token
    return client


def read_csrf(client: Browser, url: str) -> str:
    answer = client.get(url)
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', answer.text)
    assert found, f"{url} ({answer.status_code}) has no form with a csrf_token"
    return unescape(found[1])


def send(client: Browser, url: str, form: str | None = None, **fields: Any) -> TestResponse:
    token = read_csrf(client, form or url)
    return client.post(url, data={"csrf_token": token, **fields})
