"""Addresses and forms that no page offers, from an editor: each has an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

import pytest
from flask import Flask

from tests.editor.conftest import Browser, add_account, read_csrf, sign_in

PARTS = ("99999999999", "%00", "%2e%2e%2fx", "1")
QUERIES = (
    *("page=0", "page=99999999999999999999", "page=-1", "page=%00", "draft=9999999999"),
    *("draft=%00", "q=%00", "q=%ff", "line=9999999999&draft=1", "who=%00&what=%00"),
    *("of=99999999999", "at=%00"),
)
NAMES = (
    *("text", "into", "seen", "version", "key", "title", "slug", "comment", "path", "revision"),
    *("do", "reviewed", "confirmed", "was", "percent", "spine", "year", "new", "source", "token"),
    *("to", "summary", "sources", "state", "address", "agreed", "changes", "current", "code"),
    "withdraw",
)
FIELDS: tuple[dict[str, str], ...] = (
    {},
    dict.fromkeys(NAMES, "\x00"),
    dict.fromkeys(NAMES, "9" * 25),
    {**dict.fromkeys(NAMES, "new\x00page"), "slug": "new-page", "to": "/about"},
)
FORM = "/editor/documents/content/pages/about.md"


@pytest.fixture
def hostile(app_on_postgresql: Flask) -> Browser:
    """Somebody with an editor's account, on the database that takes fewer letters and numbers."""
    return sign_in(app_on_postgresql, add_account("mallory@example.org", "editor"))


def below(app: Flask, method: str) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return [str(rule) for rule in rules if str(rule).startswith("/editor")]


def filled(address: str, parts: Iterator[str]) -> list[str]:
    """The address with two of the parts; one after another has them all."""
    return sorted({re.sub("<[^>]*>", next(parts), address) for _ in range(2)})


def failing(hostile: Browser, method: str, address: str, **given: object) -> list[str]:
    """What is wrong with the answer, if anything is."""
    try:
        answer = hostile.open(address, method=method, **given)
    except Exception as error:
        return [f"{method} {address}: {type(error).__name__}: {str(error)[:300]}"]
    return [f"{method} {address}: {answer.status_code}"] if answer.status_code >= 500 else []


def test_no_address_that_is_opened_fails(hostile: Browser) -> None:
    asked: list[str] = []
    parts, queries = cycle(PARTS), cycle(QUERIES)
    for address in below(hostile.application, "GET"):
        asked += filled(address, parts)
        asked.append(f"{re.sub('<[^>]*>', '1', address)}?{next(queries)}")
    assert [wrong for one in asked for wrong in failing(hostile, "GET", one)] == []


def test_no_form_that_is_sent_fails(hostile: Browser) -> None:
    token = read_csrf(hostile, FORM)
    wrong = []
    parts, fields = cycle(PARTS), cycle(FIELDS)
    for address in below(hostile.application, "POST"):
        for one in filled(address, parts):
            wrong += failing(hostile, "POST", one, data={"csrf_token": token, **next(fields)})
    assert wrong == []
