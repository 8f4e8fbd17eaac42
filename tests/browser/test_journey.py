"""From the home page to a real course: by mouse, by keyboard only, and without JavaScript."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Open, required_chromium
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.watching import Watched

UNSURE = "I’m not sure"
# What this reader answers; whatever else is asked, they are not sure.
ANSWERS = {
    "age": "24 or over",
    "gcse_english": "5",
    "others": "No, none of these",
}
MOST_QUESTIONS = 25


@pytest.mark.parametrize(
    ("hands_class", "javascript"),
    [(Keyboard, True), (Mouse, False)],
    ids=["by keyboard only", "by mouse without JavaScript"],
)
def test_a_reader_goes_from_home_to_a_course(
    open_browser: Open, hands_class: type[Mouse] | type[Keyboard], javascript: bool
) -> None:
    reader = open_browser(javascript=javascript)
    hands = hands_class(reader.page)
    reader.visit("/")
    hands.press("Check your options")
    hands.press("Start")
    _answer_everything(reader, hands)
    _change_an_answer(reader, hands)
    hands.press("See your result")
    _at(reader, "/routes")
    assert reader.page.get_by_role("heading", name="A university course", exact=True).is_visible()
    hands.follow(_words_of(reader, 'main a[href^="/routes/university/plan?"]'))
    _at(reader, "/routes/university/plan")
    answers = _answers(reader)
    assert answers["near"] == ["Coventry"]
    hands.choose("Yes, less than £26,800")
    hands.press("Show my price")
    _at(reader, "/routes/university/plan")
    assert _answers(reader) == {**answers, "earnings": ["under"]}
    assert "miles away" in reader.page.inner_text("main")
    hands.follow(_words_of(reader, 'main a[href^="/courses/"]'))
    _at(reader, "/courses/")
    out = reader.page.locator('main a[href^="https://"]')
    assert out.count(), f"nothing on {reader.page.url} leads to the course itself"


def _words_of(reader: Watched, selector: str) -> str:
    """What a link or button is called, as a reader hears it."""
    words = reader.page.locator(selector).first.text_content() or ""
    return " ".join(words.split())


def _at(reader: Watched, path: str) -> None:
    assert urlsplit(reader.page.url).path.startswith(path), reader.page.url
    reader.check_width()


def _answers(reader: Watched) -> dict[str, list[str]]:
    return parse_qs(urlsplit(reader.page.url).query)


def _question(reader: Watched) -> str:
    return urlsplit(reader.page.url).path.removeprefix("/quiz/")


def _answer(question: str, hands: Hands) -> None:
    if question == "near":
        hands.fill("Where do you live?", "Coventry")
    elif question == "held":
        hands.tick("None of these")
    else:
        hands.choose(ANSWERS.get(question, UNSURE))


def _answer_everything(reader: Watched, hands: Hands) -> None:
    """Answer until the answers can be checked; after the second, go back once and look."""
    asked: list[str] = []
    while (question := _question(reader)) != "check-answers":
        assert len(asked) < MOST_QUESTIONS, asked
        # axe looks at a question of each kind in test_every_page.py.
        reader.check_width()
        _answer(question, hands)
        hands.press("Continue")
        asked.append(question)
        if len(asked) == 2:
            hands.follow("Back")
            assert _question(reader) == question
            assert reader.page.locator("input:checked").count() == 1, "the answer was forgotten"
            hands.press("Continue")
    assert len(asked) == len(set(asked)), f"asked twice: {asked}"
    reader.check_width()


def _change_an_answer(reader: Watched, hands: Hands) -> None:
    label = "Experience with children under 5"
    row = reader.page.locator(".govuk-summary-list__row", has_text=label)
    assert UNSURE in row.inner_text()
    hands.follow(f"Change {label}")
    hands.choose("2 years or more")
    hands.press("Continue")
    while _question(reader) != "check-answers":
        hands.choose(UNSURE)
        hands.press("Continue")
    assert "2 years or more" in row.inner_text()


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(open_browser: Open) -> None:
    reader = open_browser()
    reader.visit("/portage-home-visitor")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "main"


def test_without_a_chromium_the_tests_fail_and_say_what_gets_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(pytest.fail.Exception, match="`make browser` gets one"):
        required_chromium()
