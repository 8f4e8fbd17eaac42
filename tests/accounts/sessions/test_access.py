"""Who may open what: every address is in the table of doors.py, and is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask, session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from careers_site.accounts.sessions import guard
from tests.accounts.doors import ADMIN, ANYONE, EDITOR, WHO, WITHOUT_TOKEN
from tests.accounts.hands import new_browser
from tests.conftest import make_app
from tests.editor.conftest import Browser

VALUES = {"int": "1", "path": "a", "string": "salaries"}


def rules(app: Flask, method: str) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def name(rule: Rule) -> str:
    """The rule as the table names it, without the options of its parts."""
    return re.sub(r"\([^)]*\)", "", rule.rule)


def who(rule: Rule) -> str:
    """As the table says; what it leaves out is the matter of one test alone."""
    return WHO.get(name(rule), EDITOR if rule.rule.startswith("/editor") else ANYONE)


def address(rule: Rule) -> str:
    """An address that the rule matches; what it names need not exist."""
    return re.sub(r"<(?:(\w+)(?:\(([^)]*)\))?:)?\w+>", _value, rule.rule)


def _value(part: re.Match[str]) -> str:
    kind, options = part[1] or "string", part[2] or ""
    return re.findall(r"\w[\w-]*", options)[0] if kind == "any" else VALUES[kind]


def ask(browser: Browser, rule: Rule, method: str) -> TestResponse:
    return browser.open(address(rule), method=method)


def is_sent_to_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 302 and answer.location.startswith("/sign-in?next=")


def test_every_address_is_in_the_table_and_no_other(app: Flask) -> None:
    known = {name(rule) for rule in app.url_map.iter_rules()}
    assert sorted(known - set(WHO)) == [], "say in tests/accounts/doors.py who may open these"
    assert sorted(set(WHO) - known) == [], "these are no addresses of the site any more"


def test_what_is_for_editors_is_below_editor_and_nothing_else_is() -> None:
    for rule, who in WHO.items():
        assert (who != ANYONE) == (rule == "/editor" or rule.startswith("/editor/")), rule


def test_nobody_opens_what_is_for_editors(app: Flask, browser: Browser) -> None:
    for rule in rules(app, "GET"):
        assert is_sent_to_sign_in(ask(browser, rule, "GET")) == (who(rule) != ANYONE), rule
    for method in ("POST", "PUT", "OPTIONS"):
        for rule in app.url_map.iter_rules():
            if who(rule) != ANYONE:
                assert ask(browser, rule, method).status_code == 401, (method, rule)


def test_an_editor_opens_what_is_for_editors_and_nothing_for_admins(
    app: Flask, editor: Browser
) -> None:
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            if who(rule) != ANYONE:
                answer = ask(editor, rule, method)
                assert (answer.status_code == 403) == (who(rule) == ADMIN), rule
                assert not is_sent_to_sign_in(answer)


def test_an_admin_opens_everything(app: Flask, admin: Browser) -> None:
    for rule in rules(app, "GET"):
        if who(rule) == ANYONE:
            continue
        answer = ask(admin, rule, "GET")
        assert answer.status_code not in {401, 403}, rule
        assert answer.status_code < 500, rule
        assert not is_sent_to_sign_in(answer), rule


def test_no_form_is_taken_without_its_token(app: Flask, admin: Browser) -> None:
    for rule in rules(app, "POST"):
        answer = ask(admin, rule, "POST")
        is_refused = "We could not take that form" in answer.text
        assert is_refused == (rule.rule not in WITHOUT_TOKEN), rule
        assert answer.status_code == 400 or not is_refused
        assert 400 <= answer.status_code < 500


def test_no_address_takes_other_methods(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}, rule


def depends_on_who_asks(browser: Browser, stranger: Browser, path: str) -> bool:
    """Whether the answer says more, or another thing, to who is signed in."""
    mine, theirs = browser.get(path), stranger.get(path)
    told = "Cookie" in mine.headers.get("Vary", "") or "Set-Cookie" in mine.headers
    return told or mine.get_data() != theirs.get_data()


def test_public_pages_do_not_depend_on_who_asks(app: Flask, admin: Browser) -> None:
    stranger = new_browser(app)
    for rule in rules(app, "GET"):
        if who(rule) == ANYONE and not rule.rule.startswith("/sign-in"):
            assert not depends_on_who_asks(admin, stranger, address(rule)), rule


def test_a_public_page_that_reads_the_session_is_seen(app: Flask) -> None:
    """The guard itself does not read it there, whoever asks."""
    other = make_app(app.config["SETTINGS"].instance)
    page = "<!DOCTYPE html><html lang='en'><title>A</title><main><h1>A</h1>{}</main></html>"
    other.add_url_rule("/reads", "reads", view_func=lambda: page.format(session.get("token")))
    other.add_url_rule("/asks", "asks", view_func=lambda: page.format(guard.signed_in()))
    assert depends_on_who_asks(new_browser(other), new_browser(other), "/reads")
    assert not depends_on_who_asks(new_browser(other), new_browser(other), "/asks")


def test_the_menu_of_an_editor_has_nothing_for_admins(editor: Browser, admin: Browser) -> None:
    assert "/editor/people" not in editor.get("/editor").text
    assert "/editor/people" in admin.get("/editor").text


def test_robots_are_told_to_stay_out(browser: Browser) -> None:
    closed = re.findall(r"^Disallow: (.+)$", browser.get("/robots.txt").text, re.MULTILINE)
    assert {"/editor", "/sign-in"} <= set(closed)
    assert "/editor" not in browser.get("/sitemap.xml").text


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-in/link?token=x", "/editor", "/editor/nothing"]
)
def test_what_is_private_is_kept_and_listed_by_nobody(path: str, browser: Browser) -> None:
    headers = browser.get(path).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex"


def test_who_is_for_views_of_the_editors(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(LookupError):
        guard.who()
