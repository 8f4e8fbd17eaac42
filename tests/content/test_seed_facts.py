"""What the first documents about the job say stays on the page that seed_facts.toml names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.content.conftest import SHIPPED

TABLE = tomllib.loads(Path(__file__).with_name("seed_facts.toml").read_text(encoding="utf-8"))
FACTS = [(page, fact, words) for page, facts in TABLE.items() for fact, words in facts.items()]


def text_of(page: str) -> str:
    """A page in one line and in small letters, without bold marks, notes and addresses."""
    text = re.sub(r"\[\^[^\]]*\]|\]\([^)]*\)|\*\*|\[", "", SHIPPED[page])
    return " ".join(text.split()).lower()


def lost(words: list[str], text: str) -> list[str]:
    return [one for one in words if one.lower() not in text]


@pytest.mark.parametrize(("page", "fact", "words"), FACTS)
def test_no_page_loses_a_fact(page: str, fact: str, words: list[str]) -> None:
    assert words, fact
    assert lost(words, text_of(page)) == [], f"{page} no longer says: {fact}"


def test_a_page_that_loses_a_fact_is_found_out() -> None:
    page, _, words = FACTS[0]
    assert lost(words, text_of(page).replace(words[0].lower(), "")) == words[:1]


def test_each_fact_is_listed_once() -> None:
    facts = [fact for _, fact, _ in FACTS]
    assert len(set(facts)) == len(facts)
