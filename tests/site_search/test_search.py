"""The search of the whole site: what readers type, and what stands at the top."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from careers_site.content.parsing import Library
from careers_site.site_search.entries import Entry, entries
from careers_site.site_search.highlight import excerpt, marked
from careers_site.site_search.index import SiteIndex
from careers_site.site_search.stems import stems
from careers_site.site_search.texts import Text
from tests.checking import read_page

# What people type, and the address that answers it best.
FIRST = {
    "pay": "/salary",
    "salary leeds": "/salary#what-it-pays-now",
    "how much will I earn": "/salary",
    "dbs": "/checks#criminal-record-checks",
    "criminal record": "/checks#if-you-have-a-criminal-record",
    "do I need to drive": "/checks#driving",
    "level 3": "/study-costs#level-3",
    "nneb": "/quiz/certificates?q=NNEB+Diploma+in+Nursery+Nursing",
    "volunteer": "/portage-home-visitor/routes/volunteering",
    "portage workshop": "/workshops",
    "scotland": "/nations#scotland",
    "apprenticeship": "/apprenticeships",
    "maths gcse": "/courses?step=gcse-maths",
    "cost": "/study-costs",
    "mencap": "/families#someone-to-talk-to",
    "interview": "/checks#keeping-children-safe",
    "Portage in Leeds": "/services#listed",
}


def results(client: FlaskClient, typed: str) -> list[str]:
    """The addresses of the results on pages, best first."""
    page = read_page(client.get("/search", query_string={"q": typed}).text)
    found = [e for e in page.all("ol") if e.attrib.get("class") == "pc-found"]
    return [link.attrib["href"] for one in found for link in one.iter("a")]


@pytest.mark.parametrize("typed", FIRST)
def test_what_answers_best_stands_first(typed: str, client: FlaskClient) -> None:
    assert results(client, typed)[0] == FIRST[typed]


def test_everything_that_can_be_found_is_there(site: Flask, shipped: Library) -> None:
    places: dict[str, set[str]] = {}
    for entry in entries(shipped):
        path, _, place = entry.address.partition("#")
        if not path.startswith("/quiz/certificates?"):
            places.setdefault(path, set()).add(place)
    client = FlaskClient(site, response_wrapper=site.response_class)
    for path, wanted in places.items():
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert wanted - {"", *re.findall(r' id="([^"]+)"', answer.text)} == set(), path


def test_the_words_are_marked_and_nothing_else_is_html(client: FlaskClient) -> None:
    text = client.get("/search?q=drive").text
    assert "<mark>Driving</mark>" in text
    assert "<script>x" not in client.get("/search?q=<script>x").text
    assert marked("A & B drives", (stems("drive"),)) == "A &amp; B <mark>drives</mark>"


def test_courses_are_beside_the_pages_with_a_link_to_all(client: FlaskClient) -> None:
    text = client.get("/search?q=early+years").text
    assert re.search(r'href="/courses\?q=early\+years">See all \d+ courses', text)
    assert text.count('href="/courses/') == 3


def test_a_step_and_its_certificate_stand_once_and_pages_before_courses(
    client: FlaskClient,
) -> None:
    page = client.get("/search?q=send").text
    titles = re.findall(r'class="pc-found__title"><a href="/(?!courses/)[^>]*>(.*?)</a>', page)
    assert len(titles) == len(set(titles)) > 1
    assert page.index('id="found"') < page.index('id="courses"')


def test_a_slip_of_the_finger_is_put_right(client: FlaskClient) -> None:
    assert 'href="/search?q=volunteering"' in client.get("/search?q=volunteerng").text


def test_without_words_the_page_says_what_can_be_found(client: FlaskClient) -> None:
    text = client.get("/search").text
    assert "What you can find" in text
    assert "We found nothing" not in text


def test_where_nothing_is_found_the_words_stay_and_the_page_leads_on(client: FlaskClient) -> None:
    text = client.get("/search?q=zzxqy").text
    assert 'value="zzxqy"' in text
    assert "Where to look instead" in text


@pytest.mark.parametrize("query", ["page=2", "q=a&q=b", f"q={'long ' * 60}"])
def test_what_the_page_does_not_know_is_refused(query: str, client: FlaskClient) -> None:
    assert client.get(f"/search?{query}").status_code == 400


def test_the_header_of_every_page_has_the_search(client: FlaskClient) -> None:
    for path in ("/", "/portage-home-visitor", "/courses", "/no-such-page"):
        assert 'action="/search"' in client.get(path).text


ENTRIES = [
    Entry("Page", "Working with SEND", "/send", "Children with special educational needs."),
    Entry("Page", "Before you send it", "/before", "Read it once more before you send it."),
    Entry("Page", "Nothing", "/nothing", ""),
]


def found(typed: str, synonyms: dict[Any, Any] | None = None) -> list[str]:
    index = SiteIndex(ENTRIES, synonyms or {})
    return [text.entry.address for text in index.find(index.read(typed))]


def test_an_acronym_is_another_word_than_the_verb() -> None:
    assert found("send") == ["/send"]
    assert found("SEND") == ["/send"]


def test_a_phrase_finds_what_means_the_same() -> None:
    finds = {stems("special needs"): (stems("special educational needs"),)}
    assert found("special needs", finds) == ["/send"]
    assert found("zzxqy") == []


def test_a_long_sentence_is_shown_from_before_the_word_on() -> None:
    text = Text(Entry("Page", "Long", "/long", "Many words here " * 40 + "and a car too."))
    shown = str(excerpt(text, (stems("car"),)))
    assert shown.startswith("… ")
    assert shown.endswith("<mark>car</mark> too.")
    assert len(shown) < 250


@settings(max_examples=20)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_or_written_is_answered(typed: str, written: str) -> None:
    index = SiteIndex([*ENTRIES, Entry("Page", written, "/any", written)], {})
    phrases = index.read(typed).phrases
    for text in index.find(index.read(typed)):
        assert re.sub("</?mark>", "", marked(written, phrases)) == escape(written)
        assert excerpt(text, phrases) is not None
    index.suggest(typed)
