"""Editors see what to mend in the words of a page, and may publish all the same."""

from __future__ import annotations

from html import unescape

from tests.editor.conftest import Browser
from tests.editor.documents.conftest import ABOUT, Change, publish, published

HEADING = "To look at again"


def test_a_draft_names_the_words_to_look_at_and_can_be_published(
    editor: Browser, change: Change
) -> None:
    text = published(ABOUT) + "\nThe usual pay.\n"
    draft = change(ABOUT, text)
    page = unescape(editor.get(draft).text)
    line = text.count("\n")
    assert HEADING in page
    assert f'{ABOUT}: line {line}: the guide to our voice leaves out "usual". Say "typi' in page
    assert f"&line={line}" in page
    assert publish(editor, draft).status_code == 303
    assert published(ABOUT) == text


def test_good_words_get_no_advice(editor: Browser, change: Change) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nAsk the service what it pays.\n")
    assert HEADING not in editor.get(draft).text


def test_what_breaks_a_page_is_put_right_before_its_words(editor: Browser, change: Change) -> None:
    page = editor.get(change(ABOUT, published(ABOUT) + "\nThe usual pay.[^nobody]\n")).text
    assert "1 problem to put right" in page
    assert HEADING not in page
