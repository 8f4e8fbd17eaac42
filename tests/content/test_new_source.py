"""A source that an editor adds with a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.content.problems import Problems
from careers_site.content.sources import Source, parse_sources
from careers_site.content.tables.new_source import PATH, add, problems

LEEDS = {
    "title": 'Advert: "Home Visitor"',
    "publisher": "Leeds City Council",
    "url": "https://jobs.example.org/1",
    "dated": "March 2027",
}


def read(text: str) -> dict[str, Source]:
    told = Problems()
    found = parse_sources({PATH: text}, told)
    assert list(told) == []
    return found


def test_a_new_source_stands_after_those_that_are_there() -> None:
    text = add(None, "leeds-2027", LEEDS)
    more = add(text, "leeds-2028", {**LEEDS, "url": ""})

    assert more.startswith(text)
    assert list(read(more)) == ["leeds-2027", "leeds-2028"]
    assert read(more)["leeds-2027"].title == LEEDS["title"]
    assert read(more)["leeds-2028"].url is None
    assert read(more)["leeds-2027"].confidence == "seen"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, {}),
        ({"title": "", "dated": ""}, {"title": "is blank", "dated": "is blank"}),
        ({"url": "javascript:alert(1)"}, {"url": "is not a web address that begins https://"}),
        ({"url": "https://nothing"}, {"url": "is not a web address that begins https://"}),
        ({"publisher": "x" * 501}, {"publisher": "is 501 characters long; at most 500"}),
    ],
)
def test_what_is_wrong_with_a_new_source_is_said_by_field(
    changes: dict[str, str], told: dict[str, str]
) -> None:
    assert problems({**LEEDS, **changes}) == told


@given(*[st.text(st.characters(exclude_categories=["C"]), max_size=20)] * 4)
def test_a_source_without_problems_is_read_as_it_was_typed(
    title: str, publisher: str, url: str, dated: str
) -> None:
    stripped = [text.strip() for text in (title, publisher, url, dated)]
    values = dict(zip(LEEDS, stripped, strict=True))
    if not problems(values):
        assert read(add(add(None, "one", LEEDS), "two", values))["two"].title == values["title"]
