"""/changes: what changes and when, from the file of changes and from the dates of the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from careers_site.content.library import show
from careers_site.content.parsing import Library
from careers_site.content.rules.common import CHANGES, PRICES
from careers_site.eligibility.month import Month
from tests.checking import read_page, words
from tests.content.conftest import changed, problems_of


def test_every_change_is_on_the_page_in_its_month(client: FlaskClient, shipped: Library) -> None:
    page = read_page(client.get("/changes").text)
    text = words(page.all("main")[0])
    assert shipped.changes
    for change in shipped.changes:
        assert change.words in text
        assert f"month-{change.month.id}" in page.ids


def test_dated_rules_and_prices_are_among_the_changes(shipped: Library) -> None:
    said = " ".join(change.words for change in shipped.changes)
    assert "V Levels begin in England in September 2027" in said
    assert "£25,750 to £26,800" in said


def test_what_is_coming_stands_first_and_soonest_first(client: FlaskClient) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("careers_site.site_pages.views.this_month", lambda: Month(2027, 2))
        app = client.application
        with app.test_request_context("/changes"):
            # Not by the client: a page without a query is kept for half a second.
            page = read_page(app.view_functions["pages.changes"]())
    months = [e.attrib["id"] for e in page.all("h3") if "month-" in e.attrib.get("id", "")]
    coming = [one for one in months if one > "month-2027-02"]
    past = [one for one in months if one <= "month-2027-02"]
    assert months == sorted(coming) + sorted(past, reverse=True)
    assert coming
    assert past


def test_each_change_says_where_it_comes_from(client: FlaskClient, shipped: Library) -> None:
    text = client.get("/changes").text
    for change in shipped.changes:
        for name in change.sources:
            assert shipped.sources[name].title in words(read_page(text).all("main")[0])


def test_every_page_links_to_it_and_it_is_in_the_site_map(client: FlaskClient) -> None:
    assert 'href="/changes"' in client.get("/about").text
    assert "/changes</loc>" in client.get("/sitemap.xml").text


def test_it_takes_no_query(client: FlaskClient) -> None:
    assert client.get("/changes?month=1").status_code == 400


def test_nothing_ahead_is_said(client: FlaskClient, shipped: Library) -> None:
    app = client.application
    with app.test_request_context("/changes"):
        show(replace(shipped, changes=()))
        page = app.view_functions["pages.changes"]()
    assert "Nothing is due to change at the moment." in page


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (CHANGES, 'link = "/study-costs"', 'link = "/study-cost"', 'no page "/study-cost"'),
        (
            PRICES,
            'from = "2026-08"\nuntil = "2027-07"\nchange',
            "change",
            "has a change, and no from or until to say when",
        ),
    ],
)
def test_a_change_that_leads_nowhere_or_has_no_month_is_refused(
    path: str, old: str, new: str, problem: str
) -> None:
    found = problems_of(changed((path, old, new)))
    assert any(problem in one for one in found), found
