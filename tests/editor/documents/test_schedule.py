"""A draft goes live on its day, whole or not at all, and says so where it could not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.editor.drafts.schedule import due, schedule
from careers_site.editor.drafts.schedule.moments import MomentError, read_moment
from careers_site.editor.drafts.schedule.schedule import Schedule
from careers_site.platform import clock
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser
from tests.editor.documents.conftest import (
    ABOUT,
    CHECKS,
    Change,
    draft_of,
    hidden,
    publish,
    published,
    typed,
)
from tests.processes import Program

SALARIES = "data/salaries.csv"
WHO = "editor@example.org"
NEXT_YEAR = clock.today().year + 1


def plan(
    browser: Browser, draft: str, day: str = f"1 April {NEXT_YEAR}", time: str = "00:00"
) -> TestResponse:
    fields = {**hidden(browser.get(draft).text), "comment": "A new year", "changes": "y"}
    return browser.post(f"{draft}/schedule", data={**fields, "day": day, "time": time})


def its_moment_comes(draft: str) -> None:
    db.session.rollback()
    number = int(draft.rpartition("/")[2])
    planned = schedule.of(number)
    assert planned is not None
    planned.at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    due.publish_due()


@pytest.fixture
def draft(change: Change) -> str:
    """The address of a draft with a word more on the page about the site."""
    return change(ABOUT, f"{published(ABOUT)}\nA word more.\n")


def test_a_draft_goes_live_at_its_moment_and_not_before(editor: Browser, draft: str) -> None:
    assert plan(editor, draft).status_code == 303
    said = f"This will be published on 1 April {NEXT_YEAR} at 00:00"
    assert said in editor.get(draft).text
    for page in ("/editor", "/editor/coming"):
        shown = editor.get(page).text
        assert f"1 April {NEXT_YEAR} at 00:00" in shown
        assert f"Set by {WHO}" in shown
    due.publish_due()
    assert "A word more." not in published(ABOUT)
    its_moment_comes(draft)
    assert "A word more." in published(ABOUT)
    revision = db.session.get_one(documents.Revision, documents.current_revision())
    assert (revision.author, revision.comment) == (WHO, "A new year")
    assert "Nothing will be published by itself" in editor.get("/editor/coming").text


def test_a_draft_that_is_taken_off_or_discarded_stays_unpublished(
    editor: Browser, draft: str
) -> None:
    for way in ("unschedule", "discard"):
        plan(editor, draft)
        form = hidden(editor.get(draft).text)
        editor.post(f"{draft}/{way}", data=form)
        assert "Nothing will be published by itself" in editor.get("/editor/coming").text


def test_a_moment_that_cannot_be_is_refused_beside_its_field(editor: Browser, draft: str) -> None:
    for day, time, sentence in (
        ("31 February 2027", "00:00", "Enter a day"),
        ("1 April 2020", "00:00", "in the past"),
        ("1 April 2040", "00:00", "in the next 2 years"),
        ("1 April 2027", "24:00", "Enter a time"),
    ):
        answer = plan(editor, draft, day, time)
        assert answer.status_code == 400
        assert sentence in answer.text
        assert "A new year" in answer.text


def test_enter_in_the_field_of_the_day_does_not_publish_now(editor: Browser, draft: str) -> None:
    answer = publish(editor, draft, day=f"1 April {NEXT_YEAR}", time="00:00")
    assert answer.status_code == 400
    assert "To publish now, leave the day blank" in answer.text
    assert "A word more." not in published(ABOUT)


def test_moments_are_those_of_the_united_kingdom(monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime(2026, 11, 26, tzinfo=UTC)
    monkeypatch.setattr("careers_site.editor.drafts.schedule.moments.now", lambda: before)
    assert read_moment("1 April 2027", "00:00") == datetime(2027, 3, 31, 23, tzinfo=UTC)
    with pytest.raises(MomentError, match="clocks go forward"):
        read_moment("28 March 2027", "1:30")


def refused(draft: str, editor: Browser, sentence: str) -> None:
    """At its moment nothing changes, and the overview and the draft say why."""
    before = documents.published()
    its_moment_comes(draft)
    assert documents.published() == before
    for page in ("/editor", draft):
        assert sentence in editor.get(page).text
    # It is not tried again by itself.
    due.publish_due()
    assert documents.published() == before


def test_a_draft_that_was_changed_after_its_day_was_set_waits(editor: Browser, draft: str) -> None:
    plan(editor, draft)
    typed(editor, ABOUT, f"{published(ABOUT)}\nAnother word.\n", into=draft.rpartition("/")[2])
    # Whoever looks at the overview or the draft knows before the day comes.
    assert "As it is, this will not be published on 1 April" in editor.get(draft).text
    assert "draft will not be published" in editor.get("/editor").text
    refused(draft, editor, "changed after its day was set")


def test_a_draft_whose_page_was_retired_meanwhile_changes_nothing(
    app: Flask, editor: Browser, draft: str
) -> None:
    both = int(draft.rpartition("/")[2])
    typed(editor, CHECKS, f"{published(CHECKS)}\nA word more.\n", into=str(both))
    plan(editor, draft)
    documents.lock()
    documents.publish({ABOUT: None}, "somebody@example.org", "Gone", {})
    db.session.commit()
    refused(draft, editor, "The same place was changed in what was published meanwhile")
    assert "A word more." not in published(CHECKS)


def test_of_two_drafts_of_the_same_page_the_second_waits_for_its_editor(
    editor: Browser, draft: str, change: Change
) -> None:
    second = change(ABOUT, f"{published(ABOUT)}\nThe other.\n")
    plan(editor, draft)
    plan(editor, second, f"2 April {NEXT_YEAR}")
    assert "changes the same document" in editor.get(second).text
    its_moment_comes(draft)
    refused(second, editor, "The same place was changed in what was published meanwhile")
    assert "A word more." in published(ABOUT)


def test_what_was_published_meanwhile_is_combined_and_nobodys_change_is_lost(
    editor: Browser, bo: Browser, change: Change
) -> None:
    table, page = published(SALARIES), published(CHECKS)
    first = page.split("\n\n")[1]
    draft = change(SALARIES, table.replace(",31586,35235,", ",31587,35235,", 1))
    number = draft.rpartition("/")[2]
    typed(editor, CHECKS, f"{page}\nMine.\n", into=number)
    plan(editor, draft)
    theirs = bo_publishes(bo, SALARIES, table.replace(",27711,30060,", ",27712,30060,", 1))
    theirs = bo_publishes(bo, CHECKS, page.replace(first, f"{first}\n\nTheirs.", 1))
    assert "will not be published" not in editor.get("/editor").text
    assert "Theirs." in editor.get(f"{draft}/preview/checks").text
    its_moment_comes(draft)
    for path, words in ((SALARIES, (",31587,", ",27712,")), (CHECKS, ("Mine.", "Theirs."))):
        assert all(one in published(path) for one in words)
    revision = db.session.get_one(documents.Revision, documents.current_revision())
    assert revision.number == theirs + 1
    assert revision.comment == "A new year (combined with what was published meanwhile)"
    # The closed draft shows what it changed, and nothing of the other's.
    closed = editor.get(draft).text
    assert "£31,587" in closed
    assert "£27,712" not in closed


def test_a_field_that_both_changed_stops_all_of_the_draft(
    editor: Browser, bo: Browser, change: Change
) -> None:
    table = published(SALARIES)
    draft = change(SALARIES, table.replace(",27711,30060,", ",27713,30060,", 1))
    typed(editor, ABOUT, f"{published(ABOUT)}\nMine.\n", into=draft.rpartition("/")[2])
    plan(editor, draft)
    bo_publishes(bo, SALARIES, table.replace(",27711,30060,", ",27712,30060,", 1))
    refused(draft, editor, "The same place was changed in what was published meanwhile")


def bo_publishes(bo: Browser, path: str, text: str) -> int:
    publish(bo, draft_of(typed(bo, path, text)))
    assert published(path) == text
    return documents.current_revision()


def test_a_check_that_fails_then_is_named_and_mailed_to_who_set_the_day(
    app: Flask, editor: Browser, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(editor, draft)
    sent: list[tuple[str, ...]] = []
    monkeypatch.setattr("careers_site.accounts.people.mail.is_set_up", lambda: True)
    monkeypatch.setattr("careers_site.accounts.people.mail.send", lambda *words: sent.append(words))
    documents.lock()
    documents.publish({CHECKS: "no front matter"}, "somebody@example.org", "Slip", {})
    db.session.commit()
    refused(draft, editor, "A check failed: ")
    assert [(to, subject) for to, subject, _ in sent] == [(WHO, "A change was not published")]
    assert f"http://localhost{draft}" in sent[0][2]


def test_publishing_by_hand_takes_it_off_the_schedule(editor: Browser, draft: str) -> None:
    plan(editor, draft)
    publish(editor, draft)
    assert "Nothing will be published by itself" in editor.get("/editor/coming").text


def test_the_preview_is_the_site_on_that_day_with_what_comes_before(
    editor: Browser, draft: str, change: Change
) -> None:
    earlier = change(CHECKS, f"{published(CHECKS)}\nComes first.\n")
    plan(editor, earlier, f"1 March {NEXT_YEAR}")
    plan(editor, draft, f"30 December {NEXT_YEAR}")
    assert "A word more." in editor.get(f"{draft}/preview/about").text
    assert "Comes first." in editor.get(f"{draft}/preview/checks").text
    assert "A word more." not in editor.get(f"{earlier}/preview/about").text
    on_paper = "advisers/print?age=24-plus"
    assert f"30 December {NEXT_YEAR}" in editor.get(f"{draft}/preview/{on_paper}").text
    assert f"30 December {NEXT_YEAR}" not in editor.get(f"/{on_paper}").text


def test_killed_in_the_middle_nothing_is_half_and_the_next_worker_publishes(
    app: Flask,
) -> None:
    texts = {path: f"{published(path)}\nTogether.\n" for path in (ABOUT, CHECKS)}
    made: Draft = drafts.start("Both", WHO)
    for path, text in texts.items():
        drafts.put(made, path, text)
    number, seen = made.id, fingerprint(made)
    past = clock.now() - timedelta(seconds=1)
    moment = {"draft_id": number, "at": past, "who": WHO, "comment": "Both"}
    schedule.put(Schedule(**moment, reviewed=seen, confirmed="", problem=""))
    db.session.commit()
    # The last thing before the commit.
    place = "careers_site.editor.drafts.schedule.schedule:remove"
    with Program("-m", "tests.jobs.pausing", app.instance_path, place) as worker:
        assert worker.stdout.readline().strip() == "there"
        worker.kill()
    assert not any("Together." in published(path) for path in texts)
    due.publish_due()
    assert {path: published(path) for path in texts} == texts
    assert draft_is_published(number)


def draft_is_published(number: int) -> bool:
    draft = drafts.read(number)
    return draft is not None and draft.state == drafts.PUBLISHED
