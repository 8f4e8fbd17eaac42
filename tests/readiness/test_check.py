"""`/person-specification/<id>`: what answers settle, what is sent, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site.platform.extensions import limiter
from careers_site.readiness.check import MOST_LETTERS
from tests.checking import read_page, words

AT = "/person-specification"
COVENTRY = f"{AT}/coventry"
ANSWERS = "early_years=level-2&experience_0_to_4=2-years&send_experience=some&family_work=none"


@pytest.fixture(autouse=True)
def _unthrottled(site: Flask) -> Iterator[None]:
    limiter.reset()
    yield
    limiter.reset()


def marks(html: str) -> dict[str, str]:
    """The mark of each point of the form that has one."""
    page = read_page(html)
    ticked = [one.attrib for one in page.all("input") if "checked" in one.attrib]
    return {one["name"].removeprefix("mark-"): one["value"] for one in ticked}


def outline(html: str) -> str:
    (found,) = re.findall(r"<pre [^>]*>(.*?)</pre>", html, re.DOTALL)
    return unescape(found)


def test_every_person_specification_has_a_page(client: FlaskClient) -> None:
    for post in ("coventry", "durham", "leeds", "national"):
        page = client.get(f"{AT}/{post}")
        assert page.status_code == 200
        assert marks(page.text) == {}
    assert client.get(f"{AT}/nowhere").status_code == 404
    assert client.post(f"{AT}/nowhere").status_code == 404


def test_the_answers_fill_in_what_they_settle(client: FlaskClient) -> None:
    page = client.get(f"{COVENTRY}?{ANSWERS}")
    assert marks(page.text) == {
        "qualification-or-experience": "have",
        "experience-with-needs": "some",
        "families-at-home": "not-yet",
    }
    assert "From your answers: An early years qualification at level 2. 2 years" in page.text


def test_what_is_asked_stands_in_groups_essential_first(client: FlaskClient) -> None:
    page = read_page(client.get(COVENTRY).text)
    headings = [words(one) for one in page.all("h2")]
    assert headings[:2] == ["Essential", "Desirable"]
    assert "Important, but not said to be essential" in client.get(f"{AT}/national").text


def test_an_unknown_answer_is_named(client: FlaskClient) -> None:
    for send in (client.get, client.post):
        page = send(f"{COVENTRY}?early_yeers=level-2")
        assert page.status_code == 400
        assert "did you mean &#34;early_years&#34;?" in page.text


def test_what_is_sent_comes_back_as_strengths_gaps_and_an_outline(client: FlaskClient) -> None:
    sent = {
        "mark-partnership": "have",
        "example-partnership": "I kept a diary with a mother.\r\nShe chose the goals.",
        "mark-communication-aids": "some",
        "mark-portage-certificate": "not-yet",
        "mark-experience-with-needs": "not-yet",
        "example-calm-and-honest": "",
    }
    page = client.post(f"{COVENTRY}?{ANSWERS}", data=sent)
    assert page.status_code == 200
    assert "So far you have 1 of 16 essential points" in page.text
    assert "Still to mark: 13" in page.text
    assert "Take a Makaton workshop" in page.text
    assert "A step of your plan helps: Paid work with young children" in page.text
    assert '<a href="/workshops">Find a Portage workshop</a>' in page.text
    text = outline(page.text)
    assert "I kept a diary with a mother.\nShe chose the goals." in text
    assert "What you are doing about it: (Take a Makaton workshop" in text
    assert "basic certificate" not in text
    assert text.count("Situation: ") == 14
    assert text.count("What comes nearest: ") == 1
    # What was sent is in the form again.
    assert marks(page.text)["partnership"] == "have"
    assert page.text.count("She chose the goals.") == 2


def test_a_gap_leads_to_the_courses_and_the_plan_of_its_step(client: FlaskClient) -> None:
    answers = "near=Leeds&age=24-plus&early_years=none&experience_0_to_4=none&degree=none"
    sent = {"mark-qualification-or-experience": "not-yet"}
    page = client.post(f"{COVENTRY}?{answers}", data=sent).text
    assert re.search(r'href="/courses\?step=level-3-diploma-adults&amp;[^"]*near=Leeds', page)
    assert re.search(r'href="/routes/college/plan\?[^"]*">A step of your plan helps', page)


def test_who_has_every_essential_point_is_told_to_apply(client: FlaskClient) -> None:
    page = client.get(COVENTRY).text
    names = set(re.findall(r'name="(mark-[^"]+)"', page))
    done = client.post(COVENTRY, data=dict.fromkeys(names, "have"))
    assert "You have 16 of 16 essential points" in done.text
    assert "<strong>Apply.</strong>" in done.text


def test_a_specification_without_essential_points_counts_all(client: FlaskClient) -> None:
    page = client.post(f"{AT}/national", data={"mark-driving": "have"})
    assert "So far you have 1 of 8 points" in page.text


def test_an_example_that_is_too_long_is_named_and_kept(client: FlaskClient) -> None:
    text = "x" * (MOST_LETTERS + 1)
    sent = {"mark-partnership": "have", "example-partnership": text, "example-equipment": "kept"}
    page = client.post(COVENTRY, data=sent)
    assert page.status_code == 400
    assert "<title>Error: " in page.text
    assert "Shorten this example to 1,500 characters. It has 1,501." in page.text
    assert text in page.text
    assert ">\nkept</textarea>" in page.text or ">kept</textarea>" in page.text
    assert marks(page.text) == {"partnership": "have"}


def test_a_mark_that_there_is_not_is_refused(client: FlaskClient) -> None:
    page = client.post(COVENTRY, data={"mark-partnership": "haev"})
    assert page.status_code == 400
    assert "did you mean &#34;have&#34;?" in page.text


def test_what_is_too_much_to_read_is_refused_with_what_to_do(client: FlaskClient) -> None:
    page = client.post(COVENTRY, data={"example-partnership": "x" * 1_100_000})
    assert page.status_code == 413
    assert "Go back in your browser" in page.text


@pytest.mark.parametrize(
    "example", ["<script>alert(1)</script>", "\x00\ud800{{ 7 * 7 }}", "</pre>"]
)
def test_an_example_cannot_change_the_page(client: FlaskClient, example: str) -> None:
    sent = {"example-partnership": example.encode("utf-8", "surrogatepass")}
    page = client.post(COVENTRY, data=sent)
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_check_is_kept_by_nobody_and_logged_nowhere(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    page = client.post(COVENTRY, data={"example-partnership": "Ms Unusual"})
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Unusual" not in caplog.text + "".join(capfd.readouterr())


def test_a_page_of_another_site_cannot_send_a_check(client: FlaskClient) -> None:
    page = client.post(COVENTRY, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403
    assert "from a page on another site" in page.text


def test_who_sends_too_often_is_told_when_to_come_back(client: FlaskClient) -> None:
    pages = [client.post(f"{AT}/nowhere") for _ in range(31)]
    assert [page.status_code for page in pages[-2:]] == [404, 429]
    assert "Come back in" in pages[-1].text
