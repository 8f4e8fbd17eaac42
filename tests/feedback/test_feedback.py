"""`/feedback`: kept with its page and day alone; nothing typed is lost; editors mark it done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from careers_site.feedback import store
from careers_site.feedback.store import Feedback
from careers_site.jobs.registry import HOURLY, function
from careers_site.platform.clock import today
from careers_site.platform.extensions import db, limiter
from tests.editor.conftest import EDITOR_EMAIL, add_account, read_csrf, sign_in

RESULT = "/routes?age=24-plus&gcse_maths=4"
LONG = "Ä tip & <b>more</b>\n" * 60
Send = Callable[..., TestResponse]


@pytest.fixture(autouse=True)
def _unthrottled(app: Flask) -> Iterator[None]:
    limiter.reset()
    yield
    limiter.reset()


@pytest.fixture
def send(app: Flask) -> Send:
    """Send a form as a browser does from one of this site's pages."""

    def send_one(headers: dict[str, str] | None = None, **form: str) -> Any:
        return app.test_client().post("/feedback", headers=headers, data=form)

    return send_one


def kept() -> list[tuple[str, bool, str]]:
    db.session.expire_all()
    return [(row.page, row.useful, row.comment) for row in db.session.scalars(select(Feedback))]


@pytest.mark.parametrize("address", ["/", "/salary", RESULT, "/courses/1", "/quiz/age"])
def test_a_page_asks_whether_it_was_useful_and_sends_its_path_alone(
    address: str, client: FlaskClient
) -> None:
    page = client.get(address).text
    path = address.partition("?")[0]
    assert page.count('action="/feedback"') == 1
    assert f'<input type="hidden" name="page" value="{path}">' in page


@pytest.mark.parametrize("address", ["/nowhere", "/sign-in", "/feedback"])
def test_a_page_that_has_nothing_to_say_does_not_ask(address: str, client: FlaskClient) -> None:
    assert "Was this page useful?</span>" not in client.get(address).text


def test_one_press_counts_and_a_comment_is_added_to_it(send: Send) -> None:
    thanks = send({"Referer": f"http://localhost{RESULT}"}, page="/routes", useful="no")
    assert kept() == [("/routes", False, "")]
    assert f'href="{RESULT.replace("&", "&amp;")}"' in thanks.text
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', thanks.text))
    again = send(**{**form, "comment": " Say more\r\nabout pay. "})
    assert kept() == [("/routes", False, "Say more\nabout pay.")]
    assert (again.status_code, "We have your comment" in again.text) == (200, True)
    assert again.headers["Cache-Control"] == "private, no-store"


def test_without_javascript_and_without_a_page_before_it_one_form_takes_both(
    send: Send, client: FlaskClient
) -> None:
    assert 'name="page" value="/salary"' in client.get("/feedback?page=/salary").text
    send(page="/salary", useful="yes", comment="Good.", vote="made up")
    assert kept() == [("/salary", True, "Good.")]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"comment": LONG, "useful": "no"}, "Shorten your comment to 1,000 characters"),
        ({"comment": "A tip"}, "Choose yes or no."),
        ({"comment": "A tip", "useful": "maybe"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    form: dict[str, str], said: str, send: Send
) -> None:
    answer = send(page="/salary", **form)
    assert answer.status_code == 400
    assert said in answer.text
    assert form["comment"][:5] in answer.text
    assert kept() == []


@pytest.mark.parametrize(
    "page", ["", "salary", "//evil.example", "/a?b=c", "/" + "a" * 300, "/é\0"]
)
def test_what_is_no_page_is_refused_with_a_sentence(page: str, send: Send, client: Any) -> None:
    for answer in (
        send(page=page, useful="yes"),
        client.get("/feedback", query_string={"page": page}),
    ):
        assert answer.status_code == 400
        assert "is not the path of a page" in answer.text
    assert kept() == []


def test_what_another_site_sends_is_not_kept(send: Send) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert send(headers, page="/", useful="yes").status_code == 403
    assert kept() == []


@pytest.mark.parametrize(
    "back", ["https://evil.example/salary?x", "//evil.example", "http://[", "/x?y"]
)
def test_the_way_back_stays_on_this_site(back: str, send: Send) -> None:
    answer = send({"Referer": back}, page="/salary", useful="yes", back=back)
    assert '<a href="/salary">Go back' in answer.text


def test_who_sends_too_much_is_told_to_wait_and_keeps_what_was_typed(send: Send) -> None:
    answers = [send(page="/", useful="yes", comment="A tip") for _ in range(31)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert "A tip" in answers[-1].text
    assert send(page="nothing", useful="yes").status_code == 429


def test_a_database_that_cannot_be_written_loses_nothing(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.execute(text("PRAGMA query_only=ON"))
    answer = send(page="/", useful="yes", comment="A tip")
    db.session.execute(text("PRAGMA query_only=OFF"))
    assert (answer.status_code, "A tip" in answer.text) == (503, True)


def test_feedback_is_deleted_after_a_year(app: Flask) -> None:
    store.add("/old", useful=True, comment="")
    store.add("/new", useful=True, comment="")
    old = db.session.scalars(select(Feedback)).first()
    assert old is not None
    old.given = today() - timedelta(days=366)
    db.session.commit()
    for place in HOURLY:
        function(place)()
    assert [page for page, _, _ in kept()] == ["/new"]


def test_editors_read_it_by_page_and_mark_what_they_have_seen(app: Flask) -> None:
    store.add("/salary", useful=True, comment="")
    store.add("/salary", useful=False, comment="Too <long>")
    seen = store.add("/quiz", useful=False, comment="")
    editor = sign_in(app, add_account(EDITOR_EMAIL, "editor"))
    assert "2</span> pages have feedback from readers" in editor.get("/editor").text
    page = editor.get("/editor/feedback").text
    assert "Useful: 1. Not useful: 1." in page
    assert "Too &lt;long&gt;" in page
    later = store.add("/salary", useful=True, comment="Came in meanwhile")
    form = {
        "page": "/salary",
        "newest": str(seen),
        "csrf_token": read_csrf(editor, "/editor/feedback"),
    }
    assert editor.post("/editor/feedback", data=form).status_code == 303
    page = editor.get("/editor/feedback").text
    assert "2 answers about /salary marked as done" in page
    assert "Came in meanwhile" in page
    assert "Too &lt;long&gt;" not in page
    assert store.open_pages(20, 0)[-1].newest == later
