"""What a long page shows at once, and what opens: every answer is in sight."""

from __future__ import annotations

from careers_site.content.pages.pages import LONG_PAGE, Page, parse_page
from careers_site.content.problems import Problems
from careers_site.content.sources import Source

SOURCES = {"guide": Source("guide", "A “guide” & more", "Somebody", None, "2026", None, "seen")}
FRONT = '+++\ntitle = "Pay"\nsummary = "Pay."\nchecked = 2026-11-25\nsources = []\n+++\n'


def page(body: str) -> Page:
    problems = Problems()
    found = parse_page("content/pages/pay.md", f"{FRONT}**A lot.**\n\n{body}", SOURCES, problems)
    assert found is not None
    return found


def section(title: str, length: int) -> str:
    return f"## {title}\n\n**The answer.**\n\n{'w' * length}\n\n"


def test_a_short_page_is_shown_whole() -> None:
    assert page(section("One", 300) + section("Next", 100)).folded == frozenset()


def test_a_long_page_folds_its_long_sections_but_never_the_last() -> None:
    long = page(section("One", LONG_PAGE) + section("Two", 20) + section("Next", 900))
    assert long.folded == {"one"}
    assert long.sections[0].answer == "<p><strong>The answer.</strong></p>"
    assert "answer" not in long.sections[0].more


def test_the_first_part_of_a_section_ends_where_a_heading_or_the_evidence_begins() -> None:
    words = "## One\n\n**So.**\n\n- a\n- b\n\n{}\n\nMore.\n\n## Next\n\nGo."
    for heading in ("### More", "### How we know"):
        shown, rest = page(words.format(heading)).sections[0].parts
        assert ("So." in shown, "<li>b</li>" in shown, "More." in shown) == (True, True, False)
        assert "More." in rest


def test_a_section_without_an_answer_is_never_folded() -> None:
    assert page(f"## One\n\n{'w' * LONG_PAGE}\n\n" + section("Next", 9)).folded == frozenset()


def test_evidence_does_not_make_a_page_long() -> None:
    evidence = f"### How we know\n\n{'w' * LONG_PAGE}\n\n"
    assert page(section("One", 300) + evidence + section("Next", 9)).folded == frozenset()


def test_the_number_of_a_note_has_the_name_of_its_source() -> None:
    found = page("## One\n\nSo.[^guide]")
    assert 'aria-label="Source 1: A “guide” &amp; more">1</a>' in found.sections[0].html
