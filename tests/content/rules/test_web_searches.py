"""Searches on other sites: links are filled in, and a template that would not work is refused."""

from __future__ import annotations

import pytest

from careers_site.content.problems import Problems
from careers_site.content.rules.common import WEB_SEARCHES
from careers_site.content.rules.web_searches import NO_SEARCHES, WebSearches, read_web_searches
from tests.content.conftest import SHIPPED

TEXT = SHIPPED[WEB_SEARCHES]
KNOWN = ("general-knowledge",)


def read(text: str) -> tuple[WebSearches, list[str]]:
    problems = Problems()
    return read_web_searches({WEB_SEARCHES: text}, KNOWN, problems), problems


def test_words_and_place_are_filled_in_so_that_they_stay_one_value() -> None:
    site = read(TEXT)[0].jobs[0]
    assert site.link("early years & SEND", "{words}") == (
        "https://findajob.dwp.gov.uk/search?q=early+years+%26+SEND&w=%7Bwords%7D"
    )


def test_the_local_offer_is_looked_for_where_somebody_lives() -> None:
    assert read(TEXT)[0].local_offer_of("Leeds") == (
        "Leeds council Local Offer Portage",
        "https://duckduckgo.com/?q=Leeds+council+Local+Offer+Portage",
    )


def test_a_site_without_the_file_has_no_searches() -> None:
    problems = Problems()
    found = read_web_searches({}, KNOWN, problems)
    assert (found, problems) == (NO_SEARCHES, [])
    assert found.local_offer_of("Leeds") is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("q={words}&w={place}", "q=x", 'jobs "find-a-job": url: needs {words} in it'),
        ("w={place}", "w={town}", 'jobs "find-a-job": url: needs {words} in it'),
        ("https://findajob", "javascript://findajob", 'jobs "find-a-job": url: is not a web'),
        ('id = "nhs-jobs"', 'id = "find-a-job"', 'jobs "find-a-job": stands twice'),
        ("general-knowledge", "hearsay", 'jobs "find-a-job": no source "hearsay"'),
        ('["england", "wales"]', '["cornwall"]', 'jobs "nhs-jobs": nations number 1: '),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, problem: str) -> None:
    _, problems = read(TEXT.replace(old, new))
    assert any(one.startswith(f"{WEB_SEARCHES}: {problem}") for one in problems), problems
