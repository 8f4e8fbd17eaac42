"""Drafts keep what editors type, and what it was made from."""

from __future__ import annotations

import pytest
from flask import Flask

from careers_site.content.diff.text import TextError
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.platform.extensions import db

ABOUT, NEW = "content/pages/about.md", "content/pages/brand-new.md"


@pytest.fixture
def draft(app: Flask) -> drafts.Draft:
    return drafts.start("About, reworded", "ada@site.example")


def test_a_draft_remembers_the_published_text_that_it_was_made_from(draft: drafts.Draft) -> None:
    before = documents.published()[ABOUT]
    kept = drafts.put(draft, ABOUT, "Once.")
    drafts.put(draft, ABOUT, "Twice.")
    assert (kept.text, kept.base_text, kept.base_revision) == ("Twice.\n", before, 1)


def test_a_new_document_was_made_from_nothing(draft: drafts.Draft) -> None:
    kept = drafts.put(draft, NEW, "A page.\n")
    assert (kept.base_text, kept.base_revision) == (None, 0)
    assert draft.texts() == {NEW: "A page.\n"}


def test_a_draft_changes_nothing_that_is_published(draft: drafts.Draft) -> None:
    before = documents.published()
    drafts.put(draft, ABOUT, None)
    db.session.commit()
    assert documents.published() == before
    assert draft.texts() == {ABOUT: None}


def test_each_change_of_a_text_is_counted_and_signed(draft: drafts.Draft) -> None:
    drafts.put(draft, ABOUT, "One.")
    kept = drafts.put(draft, ABOUT, "Two.", who="bo@site.example")
    assert (kept.version, kept.changed_by) == (2, "bo@site.example")


def test_a_path_that_no_document_can_have_is_refused(draft: drafts.Draft) -> None:
    for path in ["content/pages/../../etc/passwd", "data/courses.csv", "", "x\n"]:
        with pytest.raises(TextError, match="not a document that the site knows"):
            drafts.put(draft, path, "text")


def test_questions_are_kept_once_each(draft: drafts.Draft) -> None:
    drafts.add_questions(draft, ["The pay falls.", "It is below the minimum wage."])
    drafts.add_questions(draft, ["The pay falls."])
    db.session.commit()
    assert draft.questions == ["The pay falls.", "It is below the minimum wage."]


def test_my_own_drafts_come_first(draft: drafts.Draft) -> None:
    drafts.start("Of another", "bo@site.example")
    titles = [one.title for one in drafts.open_drafts("ada@site.example")]
    assert titles == ["About, reworded", "Of another"]
