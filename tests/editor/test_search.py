"""Editors find words in everything that they work on, with the words around them."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask

from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser

ABOUT = "content/pages/about.md"


def found(editor: Browser, words: str) -> tuple[str, str]:
    """The page, and its text without tags."""
    page = editor.get("/editor/search", query_string={"q": words}).text
    return page, " ".join(unescape(re.sub("<[^>]+>", "", page)).split())


def test_words_are_found_in_pages_rows_courses_drafts_and_history(
    app: Flask, editor: Browser
) -> None:
    about = documents.published()[ABOUT]
    drafts.put(drafts.start("Of mine", "a@example.org"), ABOUT, f"{about}\nLeeds, in a draft.\n")
    documents.lock()
    documents.publish({ABOUT: f"{about}\n"}, "a@example.org", "Because of Leeds", {})
    db.session.commit()
    page, words = found(editor, "leeds")
    for title in ("Pages and rules: ", "Salaries: ", "Courses: ", "Drafts: 1", "History: 1"):
        assert title in words
    assert "<mark>Leeds</mark>, in a draft." in page
    assert "Because of <mark>Leeds</mark>" in page
    assert 'href="/editor/tables/salaries/rows/leeds-2024-25"' in page
    assert re.search(r'href="/editor/documents/[^"]+\?line=[0-9]+">Line [0-9]+<', page)


def test_a_hit_in_a_rule_leads_to_its_form_and_hidden_lines_are_counted(editor: Browser) -> None:
    page, words = found(editor, "level 3 diploma")
    assert re.search(r'href="/editor/rules/people/edit/[a-z0-9-]+">A', page)
    assert re.search(r"and [0-9]+ more lines? ", words)


def test_a_row_is_found_by_a_figure_as_people_write_it(editor: Browser) -> None:
    page, words = found(editor, "durham £31,586")
    assert "Salaries: 1" in words
    assert "Minimum pay: <mark>£31,586</mark>" in page


def test_words_that_are_nowhere_and_odd_ones_are_answered(editor: Browser) -> None:
    assert "0 results for “xyzzyqqq”" in found(editor, "xyzzyqqq")[1]
    for odd in ("", " ", "\x00", "((", "<b>", "%", "a" * 500):
        assert editor.get("/editor/search", query_string={"q": odd}).status_code == 200
