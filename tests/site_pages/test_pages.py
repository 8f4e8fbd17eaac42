"""The pages: each address answers with a good page, and says what it rests on."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site.content.pages.pages import Page
from careers_site.content.parsing import parse
from careers_site.content.store import documents, files
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import day
from tests.checking import page_problems, read_page, words
from tests.conftest import ROOT, make_app
from tests.crawling import Crawl, crawl

# Read once while tests are collected, so that each page is a test with its own name.
CONTENT = parse(files.read(ROOT), 0, examples_may_differ=True)
PAGES: dict[str, Page] = {
    "/portage-home-visitor": CONTENT.profile,
    **{f"/{slug}": page for slug, page in CONTENT.pages.items()},
    **{f"/portage-home-visitor/routes/{r}": page for r, page in CONTENT.route_pages.items()},
}
# The addresses of the design that are there now; other sites may have kept links to them.
PROMISED = [
    "/",
    "/portage-home-visitor",
    *(
        f"/portage-home-visitor/routes/{route}"
        for route in ("university", "college", "apprenticeship", "volunteering", "apply-directly")
    ),
    *(
        "/salary",
        "/apprenticeships",
        "/workshops",
        "/what-is-portage",
        "/services",
        "/related-jobs",
        "/changes",
        "/search",
    ),
    *("/quiz", "/quiz/others", "/quiz/check-answers", "/routes", "/search"),
    *(f"/quiz/{scale}" for scale in CONTENT.rules.scales),
    *(f"/routes/{route.id}/plan" for route in CONTENT.rules.routes),
    *("/courses", "/courses/1", "/sources", "/about", "/privacy", "/accessibility"),
]
NOT_FOUND = [
    "/nothing-here",
    "/Salary",
    "/salary/",
    "/portage-home-visitor/routes/fly",
    "/quiz/shoe-size",
    "/routes/fly/plan",
    "/routes/college",
    "/courses/999999",
    "/courses/99999999999999999999",
    "/courses/-1",
    "/a/b/c",
    "/%00",
    "/..%2f..%2fetc%2fpasswd",
    "/static/build/../../settings.py",
    "/static/build/nothing.css",
]


@pytest.mark.parametrize("address", sorted({*PROMISED} - {*PAGES}))
def test_a_page_answers_and_is_a_good_page(address: str, client: FlaskClient) -> None:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "text/html")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_its_words_when_it_was_checked_and_every_source_it_rests_on(
    address: str, client: FlaskClient
) -> None:
    page = read_page(client.get(address).text)
    own, shown = PAGES[address], words(page.tree)
    assert f"We last checked this page on {day(own.checked)}" in shown
    assert [source.title for source in own.sources if source.title not in shown] == []
    assert [words(h1) for h1 in page.all("h1")] == [own.title]
    assert own.summary in {meta.attrib.get("content") for meta in page.all("meta")}
    assert {section.id for section in own.sections} <= set(page.ids)


@pytest.mark.parametrize("address", NOT_FOUND)
def test_an_address_that_does_not_exist_is_a_404_page_with_ways_on(
    address: str, client: FlaskClient
) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert 'href="/portage-home-visitor"' in response.text


def test_a_failure_inside_is_a_good_page_that_tells_nothing_of_the_inside(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("the password is swordfish")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["pages.home"] = fail
    response = app.test_client().get("/")
    assert response.status_code == 500
    assert "swordfish" not in response.text
    assert page_problems(response.text) == []


@pytest.fixture(scope="session")
def walked(site: Flask, prepared: Path) -> tuple[Crawl, str, str]:
    """A walk through the whole site, and what its database held before and after."""
    before = contents(prepared / "site.db")
    found = crawl(site.test_client(), "/", most_queries=2)
    return found, before, contents(prepared / "site.db")


def contents(database: Path) -> str:
    """A fingerprint of every table of a SQLite file."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return sha256("\n".join(connection.iterdump()).encode()).hexdigest()
    finally:
        connection.close()


def data_of(client: FlaskClient, address: str) -> dict[str, Any]:
    """The data blocks of a page by their type."""
    blocks = [e for e in read_page(client.get(address).text).all("script") if "src" not in e.attrib]
    return {block["@type"]: block for block in (json.loads(e.text or "") for e in blocks)}


def test_every_link_and_form_of_the_site_leads_somewhere(walked: tuple[Crawl, str, str]) -> None:
    found = walked[0]
    assert found.broken == []
    assert len(found.statuses) > 150
    for start in ("/quiz/", "/routes", "/routes/college/plan", "/courses/", "/static/build/"):
        assert any(address.startswith(start) for address in found.statuses), start


def test_reading_the_whole_site_changes_nothing_in_the_database(
    walked: tuple[Crawl, str, str],
) -> None:
    _, before, after = walked
    assert before == after


def test_the_site_map_lists_exactly_the_public_pages(
    walked: tuple[Crawl, str, str], client: FlaskClient
) -> None:
    listed = re.findall(r"<loc>http://localhost(/[^<]*)</loc>", client.get("/sitemap.xml").text)
    tools = {"/quiz", "/courses", "/advisers", "/changes", "/search"}
    posts = {f"/person-specification/{post.id}" for post in CONTENT.rules.posts}
    assert sorted(listed) == sorted({"/", *tools, *posts, *PAGES})
    # Steps of the quiz, results, single courses and what advisers print are reached from these.
    reached = {a for a in walked[0].statuses if not re.match(r"/static/|/courses/|.*\?", a)}
    reached -= {a for a in reached if re.match(r"/quiz/|/routes|/advisers/|.*\.atom$", a)}
    assert sorted(listed) == sorted(reached)


def test_the_site_map_is_xml_with_whole_addresses(client: FlaskClient) -> None:
    response = client.get("/sitemap.xml")
    assert response.mimetype == "application/xml"
    assert ElementTree.fromstring(response.text).tag.endswith("urlset")


def test_the_site_map_says_when_the_text_of_a_page_was_last_changed(app: Flask) -> None:
    documents.lock()
    text = documents.published()["content/pages/about.md"]
    documents.publish({"content/pages/about.md": f"{text}\n"}, "somebody", "", {})
    newest = db.session.get(documents.Revision, documents.current_revision())
    assert newest is not None
    newest.at = datetime(2031, 2, 3, tzinfo=UTC)
    db.session.commit()
    site_map = app.test_client().get("/sitemap.xml").text
    listed = dict(re.findall(r"localhost(/[^<]*)</loc><lastmod>([^<]*)</lastmod>", site_map))
    posts = {f"/person-specification/{post.id}" for post in CONTENT.rules.posts}
    assert set(listed) == {*PAGES, *posts}
    assert [path for path, day in listed.items() if day == "2031-02-03"] == ["/about"]


def test_machines_are_told_what_the_job_is_pays_and_asks_for(client: FlaskClient) -> None:
    job = data_of(client, "/portage-home-visitor")["Occupation"]
    assert job["name"] == "Portage home visitor"
    assert job["occupationalCategory"] == "SOC 2020 3233"
    pay = job["estimatedSalary"]
    assert (pay["currency"], pay["value"]["unitText"]) == ("GBP", "YEAR")
    shown = f"£{pay['value']['minValue']:,} to £{pay['value']['maxValue']:,}"
    assert shown in client.get("/portage-home-visitor").text
    assert job["educationRequirements"] == str(CONTENT.rules.goal.minimum)


def test_machines_are_told_the_way_to_a_page(client: FlaskClient) -> None:
    way = data_of(client, "/portage-home-visitor/routes/college")["BreadcrumbList"]
    assert [(one["position"], one["name"], one.get("item")) for one in way["itemListElement"]] == [
        (1, "Home", "http://localhost/"),
        (2, "Portage home visitor", "http://localhost/portage-home-visitor"),
        (3, CONTENT.route_pages["college"].title, None),
    ]


def test_other_sites_can_show_a_card_of_a_page_but_of_nobodys_answers(client: FlaskClient) -> None:
    card = dict(
        re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', client.get("/salary").text)
    )
    assert card["title"] == CONTENT.pages["salary"].title
    assert card["url"] == "http://localhost/salary"
    picture = client.get(card["image"].removeprefix("http://localhost"), buffered=True)
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert "og:" not in client.get("/routes?age=24-plus").text


def test_the_card_of_the_quiz_may_stand_on_any_site_and_starts_the_quiz(
    client: FlaskClient,
) -> None:
    card = client.get("/embed")
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    assert "<script" not in card.text
    assert client.get("/quiz/near?near=Leeds&go=on").status_code == 303
    assert client.get("/quiz/near?near=Newport&go=on").status_code == 400


def test_the_salary_page_shows_each_band_with_its_date_its_source_and_its_note(
    client: FlaskClient,
) -> None:
    rows = [words(row) for row in read_page(client.get("/salary").text).all("tr")]
    for own in CONTENT.salaries:
        source = CONTENT.sources[own.source]
        wanted = [own.title, own.employer, own.dated, source.title, source.publisher, own.note]
        assert any(all(one in row for one in [*wanted, own.pay]) for row in rows), wanted


def test_the_pay_chart_draws_older_figures_hollow_and_a_line_at_the_legal_minimum(
    client: FlaskClient,
) -> None:
    page = client.get("/salary").text
    chart = page.partition('class="pc-pay"')[2].partition("</figure>")[0]
    # The axis runs from £20,000 to £40,000 and the line stands at £24,521.
    assert chart.count('class="pc-pay__least" x1="22.6%"') == 4
    assert chart.count('class="pc-pay__bar"') == 2
    assert chart.count('class="pc-pay__bar pc-pay__bar--old"') == 2
    assert "The line at £24,521 is the legal minimum" in page


def test_pay_over_the_years_is_told_in_words_as_well(client: FlaskClient) -> None:
    years = client.get("/salary").text.partition('class="pc-pay__years"')[2].partition(">")[0]
    assert 'role="img"' in years
    assert "10 January 2006: £23,265 to £28,179, Bristol City Council" in years
    assert years.count("£29,542 to £32,046") == 1


def test_pictures_of_the_work_stand_with_words_that_say_the_same(client: FlaskClient) -> None:
    for address in ("/", "/what-is-portage"):
        page = read_page(client.get(address).text)
        told = [
            words(item)
            for item in page.all("li")
            if any(one.tag.endswith("svg") for one in item.iter())
        ]
        assert [one.partition(".")[0] for one in told][:5] == [
            *("Arriving", "Playing", "A small step", "The chart", "Supervision"),
        ]
    assert "9 to 18 hours with families" in client.get("/portage-home-visitor").text


@pytest.mark.parametrize("address", ["/about", "/accessibility", "/privacy"])
def test_a_page_says_who_runs_the_site_and_how_to_reach_them(
    address: str, client: FlaskClient, prepared: Path
) -> None:
    assert "does not say yet who runs it" in client.get(address).text
    named = {"operator": "Example & Sons", "operator_contact": "careers@example.org"}
    page = make_app(prepared, **named).test_client().get(address).text
    assert "Example &amp; Sons runs this site" in page
    assert 'href="mailto:careers@example.org"' in page


def test_a_page_that_does_not_exist_is_not_found_whatever_is_asked_of_it(
    client: FlaskClient,
) -> None:
    assert client.get("/no-such-page?x=1").status_code == 404


def test_two_answers_to_one_question_are_refused_with_its_name(client: FlaskClient) -> None:
    response = client.get("/quiz/age?age=19-plus&age=16-18&go=on")
    assert response.status_code == 400
    assert "answered more than once" in response.text
