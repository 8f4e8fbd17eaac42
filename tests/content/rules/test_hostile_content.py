"""Content by somebody who means harm: what would stop the public pages is refused."""

from __future__ import annotations

import re

import pytest

from careers_site.content.pages import markdown
from careers_site.content.pages.pages import MOST_CHARACTERS
from careers_site.content.pages.redirects import REDIRECTS
from careers_site.content.parsing import parse
from careers_site.content.rules.course_relevance import PATH as RELEVANCE
from careers_site.content.rules.reader import ROUTES, SCALES
from careers_site.content.tables.typed_input import as_cell
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


# Before they were bounded, each of these took minutes.
def test_what_is_typed_is_read_however_it_is_spaced() -> None:
    spaced = "a" + " " * 200_000 + "b"
    assert as_cell("points", spaced) == "a b"
    assert as_cell("hours", spaced) == spaced


def test_an_address_of_dots_is_refused() -> None:
    head = SHIPPED["data/workshops.csv"].split("\n")[0]
    cells = dict.fromkeys(head.split(","), "")
    row = ",".join({**cells, "booking_url": f"https://{'.' * 100_000} x"}.values())
    found = problems_of({**SHIPPED, "data/workshops.csv": f"{head}\n{row}\n"})
    assert any("is not a web address" in problem for problem in found)


def test_a_very_long_way_from_old_to_new_addresses_is_followed() -> None:
    steps = 2_000
    way = "".join(f'"/old-{at}" = "/old-{at + 1}"\n' for at in range(steps))
    shown = parse({**SHIPPED, REDIRECTS: f'{way}"/old-{steps}" = "/about"\n'}, 1)
    assert set(shown.redirects.values()) == {"/about"}


@pytest.mark.parametrize("line", ["|a|b|c|d|\n", "- a\n    - b\n", "> ", "[a](b) ", "*a **b* "])
def test_the_longest_page_is_rendered_however_deep_it_goes(line: str) -> None:
    head = "|a|b|c|d|\n|-|-|-|-|\n" if line.startswith("|") else ""
    text = (head + line * MOST_CHARACTERS)[:MOST_CHARACTERS]
    assert markdown.render(text, {}).opening
