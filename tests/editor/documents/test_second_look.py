"""A second pair of eyes on a draft, of a colleague or of somebody outside without an account."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from careers_site.accounts.models import EDITOR, Account
from careers_site.editor.drafts.second_look import looks, outside_links
from careers_site.editor.drafts.second_look.outside_links import DraftLink
from careers_site.platform import clock
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser, Post, add_account, sign_in
from tests.editor.documents.conftest import ABOUT, Change, hidden, publish, published, typed

ROUTES = "content/portage-home-visitor/routes.toml"
pytestmark = pytest.mark.usefixtures("few_examples")
COLLEAGUE = "colleague@example.org"
FIRST = "Somebody else has to look at this draft"


@pytest.fixture
def colleague(app: Flask) -> Browser:
    """The browser of somebody else who can sign in."""
    return sign_in(app, add_account(COLLEAGUE, EDITOR, last_signed_in=clock.now()))


@pytest.fixture
def rules(change: Change) -> str:
    """A draft that changes a rule, for nobody's result."""
    return change(ROUTES, f"{published(ROUTES)}\n# Checked again.\n")


def say(browser: Browser, draft: str, verdict: str) -> TestResponse:
    form = hidden(browser.get(draft).text)
    return browser.post(f"{draft}/look", data={**form, "verdict": verdict})


def test_a_rule_is_published_once_somebody_else_has_looked(
    editor: Browser, colleague: Browser, rules: str, post: Post
) -> None:
    assert FIRST in editor.get(rules).text
    answer = publish(editor, rules)
    assert answer.status_code == 409
    assert FIRST in answer.text
    assert "Because" in answer.text
    # One's own word is no second one, and is not asked for.
    assert "I have looked" not in answer.text
    assert "someone else has to say whether they are right" in answer.text
    say(editor, rules, "right")
    assert publish(editor, rules).status_code == 409
    post(editor, f"{rules}/ask", rules, who=COLLEAGUE)
    assert f'<a href="{rules}">' in colleague.get("/editor").text.split("What needs attention")[0]
    say(colleague, rules, "right")
    assert f"{COLLEAGUE} says that this is right" in editor.get(rules).text
    overview = editor.get("/editor").text
    assert "Somebody has looked" in overview
    assert f"{COLLEAGUE} says that" in overview
    assert publish(editor, rules).status_code == 303


def test_what_changes_after_the_look_is_looked_at_again(
    editor: Browser, colleague: Browser, rules: str
) -> None:
    say(colleague, rules, "right")
    old = hidden(colleague.get(rules).text)
    typed(editor, ROUTES, f"{published(ROUTES)}\n# Another.\n", into=rules.rpartition("/")[2])
    assert "The draft was changed since" in editor.get(rules).text
    assert publish(editor, rules).status_code == 409
    assert colleague.post(f"{rules}/look", data={**old, "verdict": "right"}).status_code == 409
    # Whoever publishes what another wrote is the second pair of eyes.
    assert publish(colleague, rules).status_code == 303


def test_a_page_needs_no_look_unless_the_site_says_so(
    app: Flask, editor: Browser, colleague: Browser, change: Change
) -> None:
    page = change(ABOUT, f"{published(ABOUT)}\nMore.\n")
    shown = editor.get(page).text
    assert FIRST not in shown
    assert "has to say whether" not in shown
    assert "Ask someone else to read them before you publish." in shown
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], second_look="all")
    assert FIRST in editor.get(page).text


def test_where_nobody_else_can_sign_in_nobody_is_asked(editor: Browser, rules: str) -> None:
    assert publish(editor, rules).status_code == 303


def test_comments_stand_beside_what_changed_until_they_are_done(
    editor: Browser, colleague: Browser, rules: str, post: Post
) -> None:
    post(colleague, f"{rules}/comment", rules, path=ROUTES, comment="Is this <right>?")
    shown = editor.get(rules).text
    assert "Is this &lt;right&gt;?" in shown
    assert "comment on drafts" not in shown
    assert "1</span> comment on drafts" in editor.get("/editor").text
    post(editor, f"{rules}/comments/1/done", rules)
    assert "comment on drafts" not in editor.get("/editor").text
    long = post(colleague, f"{rules}/comment", rules, path=ROUTES, comment="x" * 2001)
    assert long.status_code == 400
    assert "x" * 2001 in long.text


@pytest.fixture
def link(editor: Browser, change: Change, post: Post) -> str:
    """A private link to a draft of a page."""
    draft = change(ABOUT, f"{published(ABOUT)}\nA word more.\n")
    page = post(editor, f"{draft}/links", draft, name="The association", days="7").text
    found = re.search(r"http://localhost(/check-draft\?token=[\w-]+)", unescape(page))
    assert found, page
    return found[1]


def test_somebody_outside_sees_the_draft_and_comments_without_a_session(
    browser: Browser, editor: Browser, link: str
) -> None:
    answer = browser.get(link)
    assert "A word more." in answer.text
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers
    looks.add_comment(1, ABOUT, COLLEAGUE, "Among ourselves.")
    db.session.commit()
    fields = {**hidden(answer.text), "comment": "It was 2025."}
    said = browser.post("/check-draft", data=fields).text
    assert "Thank you" in said
    assert "Among ourselves" not in said
    assert "The association (private link)" in editor.get("/editor/drafts/1").text
    page = link.replace("?", "/page?") + "&document=1"
    assert "A word more." in browser.get(page).text
    assert browser.get(page.replace("document=1", "document=9")).status_code == 404
    # A page of another site cannot send the form.
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert browser.post("/check-draft", data=fields, headers=foreign).status_code == 403


def test_a_link_ends_with_its_time_its_draft_or_when_an_editor_ends_it(
    browser: Browser, editor: Browser, link: str, post: Post
) -> None:
    assert outside_links.find(link.partition("=")[2]) is not None
    kept = db.session.get_one(DraftLink, 1)
    assert link.partition("=")[2] not in kept.token_hash
    until, kept.expires = kept.expires, clock.now() - timedelta(seconds=1)
    db.session.commit()
    answer = browser.post("/check-draft", data={"token": link.partition("=")[2], "comment": "Late"})
    assert answer.status_code == 410
    assert "Late" in answer.text
    db.session.get_one(DraftLink, 1).expires = until
    db.session.commit()
    assert browser.get(link).status_code == 200
    publish(editor, "/editor/drafts/1")
    assert browser.get(link).status_code == 410
    assert browser.get("/check-draft?token=guessed").status_code == 410
    assert browser.get("/check-draft").status_code == 410


def test_an_editor_ends_a_link_at_once(
    browser: Browser, editor: Browser, link: str, post: Post
) -> None:
    post(editor, "/editor/drafts/1/links/1/end", "/editor/drafts/1")
    assert browser.get(link).status_code == 410


def test_only_somebody_who_can_look_is_asked(app: Flask, editor: Browser, rules: str) -> None:
    db.session.add(Account(email="closed@example.org", role=EDITOR, active=False))
    db.session.commit()
    form = hidden(editor.get(rules).text)
    asked = editor.post(f"{rules}/ask", data={**form, "who": "closed@example.org"})
    assert asked.status_code == 400
    assert "Choose who should look" in asked.text
