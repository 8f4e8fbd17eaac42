"""Each rule of the wording finds what it is for, with its line, and leaves good words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers_site.content.pages import copied_text
from careers_site.content.pages.advice import advice, page_age
from careers_site.content.pages.copied_text import hashes_of
from careers_site.content.pages.passages import passages
from careers_site.content.pages.readability import long_sentences, reading_age
from careers_site.content.sources import Source

PATH = "content/pages/pay.md"
SEEN = Source("seen", "Pay scales of 2026", "A council", None, "April 2026", None, "seen")
SOURCES = {
    "seen": SEEN,
    "undated": Source("undated", "Pay", "A council", None, "undated", None, "seen"),
    "general": Source("general", "General", "Us", None, "21 November 2026", None, "general"),
}
DOCUMENT = "Portage workers place emphasis on building upon what the child can already do."
GOOD = """+++
title = "Pay"
summary = "What you can expect."
checked = 2026-11-25
sources = ["seen"]
+++
**Expect about £29,000 a year.**

You may start lower.

## What you get

**Your pay goes up each year.**

| grade | pay |
|---|---|
| 5 | £29,540 |

### How we know

Scales of 2026.[^seen]

## What to do next

**Look for a job.**

- [Find a job](/finding-jobs)
"""
LONG = "word " * 25 + "end."


def advised(text: str) -> list[str]:
    return advice(PATH, text, SOURCES, hashes_of(DOCUMENT))


def test_a_page_as_the_guide_wants_it_gets_no_advice() -> None:
    assert advised(GOOD) == []


BAD = {
    "You may start lower.": [
        ("We found no figure.", 'line 9: the guide to our voice leaves out "We found no".'),
        (LONG, "line 9: the sentence that begins “word word word word word word” has 26 words."),
        (f"a\n{LONG}", "line 9: the sentence that begins “a word word"),
        (f"- You.\n- {LONG}", "line 10: the sentence that begins"),
        (DOCUMENT, "line 9: “Portage workers place emphasis on building upon what”"),
        ("They place **emphasis** on building\nupon what the child can do.", "line 9: “place emph"),
        (DOCUMENT.replace(" on ", "[^seen] on "), "line 9: “Portage workers"),
        ("Intergovernmental organisational considerations. " * 9, "line 1: its reading age is "),
    ],
    "What you can expect.": [
        ("The usual pay.", 'line 3: the guide to our voice leaves out "usual')
    ],
    "| 5 | £29,540 |": [(f"| 5 | {LONG} |", "line 17: the sentence that begins")],
    "**Expect about £29,000 a year.**\n": [
        ("Expect about £29,000.\n", "line 7: the page does not begin with its answer"),
        ("It is **good**.\n", "line 7: the page does not begin with its answer"),
    ],
    "**Your pay goes up each year.**\n": [
        ("It goes up.\n", "line 11: “What you get” has no answer in one bold line"),
        ("", "line 11: “What you get” has no answer in one bold line"),
    ],
    "[^seen]": [
        ("", "line 17: £29,540 has no source with a date"),
        ("[^undated]", "line 17: £29,540 has no source with a date"),
        ("[^general]", "line 17: £29,540 has no source with a date"),
    ],
    "## What to do next": [("## Jobs", "line 23: the page does not end with “What to do next”")],
    "(/finding-jobs)": [("(https://x.org)", "line 23: the page does not end with")],
}


@pytest.mark.parametrize(
    ("old", "new", "said"), [(old, *bad) for old, cases in BAD.items() for bad in cases]
)
def test_each_rule_finds_what_it_is_for(old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = advised(GOOD.replace(old, new, 1))
    assert any(one.startswith(f"{PATH}: {said}") for one in found), found


def test_the_opening_answers_for_the_whole_page_whose_sources_may_stand_below() -> None:
    own = GOOD.replace('sources = ["seen"]', "sources = []")
    assert advised(own) == []
    assert advised(own.replace("[^seen]", ""))[0].startswith(f"{PATH}: line 7: £29,000")


def test_titles_names_and_what_colleges_ask_for_may_be_the_same() -> None:
    formula = "4 or 5 GCSEs at grades 9 to 4 (A* to C) or equivalent, including English"
    title = "Read about the Pay scales of 2026 in full"
    name = "the National Association of Portage Services in Great Britain"
    runs = hashes_of(formula) | hashes_of(title) | hashes_of(name)
    for words in (formula, title, name):
        assert copied_text.copied(passages(f"+++\n+++\n{words}"), runs, [SEEN.title]) == []
    assert copied_text.copied(passages(f"+++\n+++\n{title}"), runs, [])


def test_the_hashes_are_kept_in_a_file_that_shows_no_words(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert copied_text.read(tmp_path) == frozenset()
    assert copied_text.write(tmp_path, [DOCUMENT, f"<p>{DOCUMENT}</p>"]) == 6
    assert copied_text.read(tmp_path) == hashes_of(DOCUMENT)
    assert "portage" not in (tmp_path / copied_text.FILE).read_text().lower()


def test_pages_about_the_site_may_be_harder_to_read() -> None:
    hard = GOOD.replace(
        "You may start lower.", "Intergovernmental organisational considerations. " * 9
    )
    assert advice("content/pages/sources.md", hard, SOURCES, ()) == []


def test_the_reading_age_is_the_grade_of_flesch_and_kincaid_and_five_years() -> None:
    # 0.39 * 11.5 words a sentence + 11.8 * 28 syllables / 23 words - 15.59, and 5.
    words = "+++\n+++\n" + (
        "The home visitor plays with a child and shows the family what to do. "
        "You do not need a degree to start work."
    )
    assert page_age(words) == pytest.approx(0.39 * 11.5 + 11.8 * 28 / 23 - 15.59 + 5)
    assert reading_age([]) == 0


def test_evidence_is_not_part_of_the_reading_age() -> None:
    hard = GOOD.replace("Scales of 2026.", "Intergovernmental organisational considerations.")
    assert page_age(hard) == page_age(GOOD)


def test_25_words_are_not_too_many() -> None:
    assert long_sentences("word " * 24 + "end. Short one.") == []
