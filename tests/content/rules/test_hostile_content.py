"""Content by somebody who means harm: what would stop the public pages is refused."""

from __future__ import annotations

import re

import pytest

from careers_site.content.rules.reader import ROUTES, SCALES
from careers_site.content.rules.relevance import PATH as RELEVANCE
from tests.content.conftest import SHIPPED, changed, problems_of


@pytest.mark.parametrize("name", ["asks", "has"])
@pytest.mark.parametrize(
    "sentence",
    [
        "{0}",
        "{}",
        "half } open",
        "{level!x}",
        "{level:>9999999999}",
        "{level.__class__.__mro__}",
        "{level} and {level}",
    ],
)
def test_a_sentence_takes_a_level_and_runs_nothing(name: str, sentence: str) -> None:
    line = re.search(rf'^{name} = "An early years.*"$', SHIPPED[SCALES], re.M)
    assert line
    found = problems_of(changed((SCALES, line[0], f'{name} = "{sentence}"')))
    said = "takes one {level} at most, and no other braces"
    assert found == [f'{SCALES}: scale "early_years": {name}: {said}']


@pytest.mark.parametrize("phrase", ["a - - - - - - z", "*", "-", "& &"])
def test_a_phrase_that_takes_for_ever_to_look_for_is_refused(phrase: str) -> None:
    found = problems_of(changed((RELEVANCE, 'words = ["portage"]', f'words = ["{phrase}"]')))
    said = f'"{phrase}" needs words, and one mark between them at most'
    assert found == [f'{RELEVANCE}: rule 1 ("portage-workshop"): {said}']


@pytest.mark.parametrize("escape", [r"\u0000", r"\u001b", r"\uFFFF"])
def test_an_escape_for_a_character_that_no_page_can_hold_is_refused(escape: str) -> None:
    question = 'question = "How old are you?"'
    found = problems_of(changed((SCALES, question, f'question = "How{escape}?"')))
    said = f"holds a character that cannot be shown (U+{escape[2:].upper()})"
    assert found == [f'{SCALES}: scale "age": question: {said}']


def test_a_key_with_such_an_escape_is_refused_with_a_place_that_can_be_shown() -> None:
    (found, *_) = problems_of(changed((SCALES, "", '\n"a\\u0000b" = "c"\n')))
    assert "holds a character that cannot be shown (U+0000)" in found
    assert found.isprintable()


def test_a_requirement_that_would_slow_every_result_is_refused() -> None:
    asked = 'minimum = { experience_0_to_4 = "some", send_knowledge = "some" }'
    parts = ", ".join('{ experience_0_to_4 = "some", send_knowledge = "some" }' for _ in range(500))
    found = problems_of(changed((ROUTES, asked, f"minimum = {{ any = [ {parts} ] }}")))
    assert any("goal: minimum: asks for 2,000 things" in problem for problem in found)
