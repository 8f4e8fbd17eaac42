"""Rendered pages read as plain text."""

from __future__ import annotations

import pytest

from careers_site.content.pages.plain_text import Block, blocks, items, paragraphs, texts


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>One.</p>\n<p>Two &amp; three.</p>", ["One.", "Two & three."]),
        ('<p>A fact.<sup id="a"><a href="#b">1</a></sup> More.</p>', ["A fact. More."]),
        ('<p>See <a href="/x">this\npage</a>.</p>', ["See this page."]),
        ("<p>Before:</p><ul><li>one</li><li><p>two</p></li></ul>", ["Before:", "one", "two"]),
        (
            "<p>A</p><details><summary>More</summary><div><p>B</p></div></details>"
            '<details class="govuk-details pc-evidence"><summary>How</summary><p>No</p></details>',
            ["A", "B"],
        ),
        ("<p>A</p><table><tr><td>not said</td></tr></table><p>B</p>", ["A", "B"]),
    ],
)
def test_text_is_read_block_by_block_without_notes_and_tables(
    html: str, expected: list[str]
) -> None:
    assert texts(html) == expected


def test_items_and_paragraphs_are_told_apart() -> None:
    html = "<p>You:</p><ul><li>listen<ul><li>well</li></ul></li></ul><p>Then go.</p>"
    assert items(html) == ["listen", "well"]
    assert paragraphs(html) == ["You:", "Then go."]


def test_a_paragraph_that_begins_with_bold_words_is_labelled() -> None:
    html = (
        "<p><strong>Hours.</strong> Many.</p><p>Not <strong>this</strong> one.</p>"
        "<p><strong>An answer in bold.</strong></p>"
    )
    assert blocks(html) == (
        Block("Hours. Many.", is_item=False, labelled=True),
        Block("Not this one.", is_item=False),
        Block("An answer in bold.", is_item=False),
    )
