"""Drafts as an editor makes them in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from careers_site.content.store import documents
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser, add_account, sign_in

ABOUT, CHECKS = "content/pages/about.md", "content/pages/checks.md"
Change = Callable[..., str]


@pytest.fixture
def bo(app: Flask) -> Browser:
    """A second editor's browser."""
    return sign_in(app, add_account("bo@example.org", "editor"))


def published(path: str) -> str:
    """The published text of a document, as it is now."""
    db.session.rollback()
    return documents.published()[path]


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a page's forms, later ones last."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def typed(browser: Browser, path: str, text: str, **more: str) -> TestResponse:
    """Open the page of a document, type another text and save it."""
    query = f"?draft={more['into']}" if "into" in more else ""
    form = hidden(browser.get(f"/editor/documents/{path}{query}").text)
    fields = {"into": "new", **form, "text": text, **more}
    return browser.post(f"/editor/documents/{path}", data=fields)


def draft_of(answer: TestResponse) -> str:
    """The address of the draft that an answer leads to."""
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def publish(browser: Browser, draft: str, **more: str) -> TestResponse:
    """Publish a draft from its review page, with every box ticked."""
    form = hidden(browser.get(draft).text)
    fields = {**form, "comment": "Because", "agreed": "y", "changes": "y", **more}
    return browser.post(f"{draft}/publish", data=fields)


@pytest.fixture
def change(editor: Browser) -> Change:
    """change(path, text): save a text into a new draft; the draft's address."""
    return lambda path, text, **more: draft_of(typed(editor, path, text, **more))
