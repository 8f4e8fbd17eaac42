"""What is due is on the overview and in a weekly mail, until it is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask

from careers_site.accounts.models import EDITOR
from careers_site.accounts.people import mail
from careers_site.content.pages.check_dates import a_year_after
from careers_site.content.pages.links import Answer, Link
from careers_site.editor.documents import owners_and_checks
from careers_site.editor.drafts import drafts
from careers_site.editor.home import weekly_mail
from careers_site.platform import clock
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser, Post, add_account

ABOUT, SALARIES = "content/pages/about.md", "data/salaries.csv"
WHO = "editor@example.org"
CARE = f"/editor/documents/{ABOUT}/care"


def test_a_document_has_an_owner_and_a_day_and_is_due_until_somebody_checked_it(
    editor: Browser, post: Post
) -> None:
    today = clock.today()
    fields = {"owner": WHO, "next_check": f"{today:%-d %B %Y}"}
    assert post(editor, CARE, **fields).status_code == 303
    assert "page, table or rule set is due" in editor.get("/editor").text
    listed = editor.get("/editor/to-check").text
    assert f"due since {today:%-d %B %Y}, {WHO}" in listed
    post(editor, CARE, owner=WHO, next_check="", checked="today")
    assert "page, table or rule set is due" not in editor.get("/editor").text
    assert f"{WHO}, {today:%-d %B} {today.year + 1}" in editor.get("/editor/to-check").text


def test_readers_are_told_of_the_check_of_a_page_by_a_draft(
    editor: Browser, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners_and_checks, "today", lambda: date(2030, 1, 5))
    answer = post(editor, CARE, owner=WHO, next_check="", checked="today")
    db.session.rollback()
    [draft] = drafts.open_drafts(WHO)
    assert answer.location == f"/editor/drafts/{draft.id}"
    assert "\nchecked = 2030-01-05\n" in (draft.texts()[ABOUT] or "")


def test_a_day_that_is_none_is_refused_with_what_was_typed(editor: Browser, post: Post) -> None:
    answer = post(editor, CARE, owner="", next_check="soon")
    assert answer.status_code == 400
    assert 'value="soon"' in answer.text
    assert "Enter a day, such as 1 April 2027" in answer.text
    assert editor.get("/editor/documents/content/pages/nowhere.md/care").status_code == 404


def ask_links(app: Flask, monkeypatch: pytest.MonkeyPatch, *broken: bool) -> Result:
    links = [Link(f"https://site-{n}.example", (f"{ABOUT}: line {n}",)) for n in range(len(broken))]
    answers = [Answer(link, "404", is_dead) for link, is_dead in zip(links, broken, strict=True)]
    monkeypatch.setattr("careers_site.publishing.link_command.links", lambda *_: links)
    monkeypatch.setattr("careers_site.publishing.link_command.ask_all", lambda _: answers)
    return app.test_cli_runner().invoke(args=["content", "links"])


def test_dead_links_are_listed_with_their_places_until_they_answer_again(
    app: Flask, editor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask_links(app, monkeypatch, False, True).exit_code == 1
    assert "link did not answer" in editor.get("/editor").text
    listed = editor.get("/editor/dead-links").text
    assert "https://site-1.example" in listed
    assert f'href="/editor/documents/{ABOUT}?line=1"' in listed
    # A machine that is cut off knows nothing about links.
    ask_links(app, monkeypatch, True, True)
    assert "https://site-0.example" not in editor.get("/editor/dead-links").text
    assert ask_links(app, monkeypatch, False, False).exit_code == 0
    assert "None. Every link answered" in editor.get("/editor/dead-links").text


@pytest.fixture
def sent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """To whom mails go, with their text, on a Monday at 9."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(mail, "is_set_up", lambda: True)
    monkeypatch.setattr(mail, "send", lambda to, _subject, text: found.append((to, text)))
    at(monkeypatch, datetime(2026, 11, 30, 9, tzinfo=UTC))
    add_account(WHO, EDITOR, last_signed_in=clock.now())
    draft = drafts.start("Left lying", WHO)
    draft.changed = datetime(2026, 10, 1, tzinfo=UTC)
    db.session.commit()
    return found


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(weekly_mail, "now", lambda: moment)
    monkeypatch.setattr(weekly_mail, "today", lambda: moment.date())


def test_a_mail_goes_out_once_a_week_until_it_is_done(
    sent: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    weekly_mail.send_due()
    weekly_mail.send_due()
    assert [to for to, _ in sent] == [WHO]
    assert "Your draft “Left lying”: not changed since 1 October 2026" in sent[0][1]
    assert "http://localhost/editor/drafts/1" in sent[0][1]
    at(monkeypatch, datetime(2026, 12, 7, 7, tzinfo=UTC))
    weekly_mail.send_due()
    assert len(sent) == 1
    at(monkeypatch, datetime(2026, 12, 8, 7, tzinfo=UTC))
    weekly_mail.send_due()
    assert len(sent) == 2


def test_who_was_not_reached_is_tried_again(
    sent: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: str) -> None:
        raise mail.MailError("the mail server answered 451")

    with monkeypatch.context() as patch:
        patch.setattr(mail, "send", refuse)
        weekly_mail.send_due()
    weekly_mail.send_due()
    assert [to for to, _ in sent] == [WHO]


def test_a_year_after_a_leap_day_is_the_first_of_march() -> None:
    assert a_year_after(date(2028, 2, 29)) == date(2029, 3, 1)
    assert a_year_after(date(2026, 11, 26)) - date(2026, 11, 26) == timedelta(days=365)
