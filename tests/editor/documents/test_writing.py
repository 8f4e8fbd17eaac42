"""While an editor writes: the draft is kept, how the text reads is shown, sources are found."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from careers_site.content.pages.advice import page_age
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser
from tests.editor.documents.conftest import ABOUT, Change, hidden, published, typed

AUTOSAVE = f"/editor/documents/{ABOUT}/autosave"


def form_of(browser: Browser, draft: str = "") -> dict[str, str]:
    number = draft.rpartition("/")[2]
    query = f"?draft={number}" if draft else ""
    form = hidden(browser.get(f"/editor/documents/{ABOUT}{query}").text)
    return {**form, "into": number or "new"}


def autosave(browser: Browser, form: dict[str, str], text: str) -> TestResponse:
    return browser.post(AUTOSAVE, data={**form, "text": text})


def count_of_drafts() -> int:
    db.session.rollback()
    return Draft.query.count()


def test_what_is_typed_is_kept_in_one_draft_and_nothing_is_published(editor: Browser) -> None:
    form = form_of(editor)
    before = published(ABOUT)
    told = autosave(editor, form, before + "\nOne.\n").json
    assert re.fullmatch(r"Saved to your draft at \d\d:\d\d", told["said"])
    form |= {"into": str(told["draft"]), "version": str(told["version"])}
    assert autosave(editor, form, before + "\nTwo.\n").json["draft"] == told["draft"]
    db.session.rollback()
    assert drafts.read(told["draft"]).texts() == {ABOUT: before + "\nTwo.\n"}  # type: ignore[union-attr]
    assert published(ABOUT) == before


def test_a_text_that_did_not_change_starts_no_draft(editor: Browser) -> None:
    assert autosave(editor, form_of(editor), published(ABOUT).replace("\n", "\r\n")).json == {
        "said": ""
    }
    assert count_of_drafts() == 0


def test_a_conflict_stops_it_with_a_sentence_and_the_newer_text_stays(
    editor: Browser, change: Change
) -> None:
    base = published(ABOUT)
    draft = change(ABOUT, base + "\nFirst.\n")
    old = form_of(editor, draft)
    typed(editor, ABOUT, base + "\nNewer.\n", into=old["into"])
    told = autosave(editor, old, base + "\nOlder.\n").json
    assert told["stop"]
    assert "editor@example.org changed this draft after you opened it" in told["said"]
    db.session.rollback()
    assert drafts.read(int(old["into"])).texts() == {ABOUT: base + "\nNewer.\n"}  # type: ignore[union-attr]


def test_a_draft_of_somebody_else_changes_only_when_it_is_saved(
    editor: Browser, bo: Browser, change: Change
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMine.\n")
    told = autosave(bo, form_of(bo, draft), "Theirs.").json
    assert told == {
        "said": "This draft is editor@example.org’s. It changes when you save.",
        "stop": True,
    }


def test_only_a_document_is_kept(editor: Browser) -> None:
    for path in ["content/pages/no-such.md", "content/pages/../../site.db"]:
        form = form_of(editor)
        answer = editor.post(f"/editor/documents/{path}/autosave", data={**form, "text": "x"})
        assert answer.status_code in {308, 404}
        assert count_of_drafts() == 0


def test_the_reading_age_beside_the_text_is_that_of_the_advice(editor: Browser) -> None:
    text = published(ABOUT)
    assert f"Reading age {page_age(text):.1f}." in editor.get(f"/editor/documents/{ABOUT}").text
    longer = f"{text}\nThis sentence {'goes on and on ' * 8}.\n"
    form = {**form_of(editor), "text": longer}
    shown = editor.post(f"/editor/documents/{ABOUT}/reads", data=form).json["html"]
    assert f"Reading age {page_age(longer):.1f}." in shown
    assert "1 long sentence." in shown
    assert "34 words: This sentence goes on" in shown


def test_pages_sources_and_terms_are_found_by_their_words(editor: Browser) -> None:
    page = editor.get(f"/editor/documents/{ABOUT}").text
    for option in (
        'value="[Pay](/salary)"',
        'value="[Who sets your pay](/salary#who-sets-your-pay)" label="Pay"',
        'value="[^ncs-profile] ',
        "](/person-specification/coventry)",
    ):
        assert option in page, option


def test_the_page_to_come_back_to_says_who_is_signed_in_and_for_how_long(editor: Browser) -> None:
    page = editor.get("/editor/session").text
    assert "You are signed in" in page
    assert 'data-email="editor@example.org" data-idle="7140" data-rest="43' in page
    token = hidden(page)["csrf_token"]
    assert editor.post("/editor/session", data={"csrf_token": token}).status_code == 200
    assert editor.post("/editor/session").status_code == 400
