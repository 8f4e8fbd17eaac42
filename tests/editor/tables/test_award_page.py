"""A pay award is worked out, looked at, and kept as a draft."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.content.tables import rows as table_rows
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES, pay_now
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.questions import questions
from careers_site.platform.clock import shown_as_on
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser, Post

PAGE = "/editor/pay-award"
AWARD = {
    "spine": "NJC",
    "from_year": "2026-27",
    "year": "2027/28",
    "percent": "3.25%",
    "source": "leeds-advert",
    "checked": "21 November 2026",
    "into": "new",
}


def all_drafts() -> list[Draft]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Draft).order_by(Draft.id)))


def points(text: str | None, year: str) -> dict[str, str]:
    rows = table_rows.rows(text or "", PAY_POINTS)
    return {row["point"]: row["annual"] for row in rows if row["year"] == year}


def test_the_form_is_filled_for_the_next_award(editor: Browser) -> None:
    page = editor.get(PAGE).text

    assert 'value="2027-28"' in page
    assert "Replace the points" not in page
    for label in ("Flat sum", "Lowest pay", "Points that are dropped", "New points"):
        assert f"{label} (optional)" in page


def test_the_new_points_are_shown_beside_the_old_before_anything_is_kept(
    app: Flask, editor: Browser, post: Post
) -> None:
    answer = post(editor, PAGE, **AWARD, do="preview")

    # The button leads to the points, which stand below the long form.
    assert 'formaction="/editor/pay-award#points"' in answer.text
    old = points(documents.published()[PAY_POINTS.path], "2026-27")
    assert answer.status_code == 200
    assert f"{len(old)} NJC points in 2027-28" in answer.text
    assert f"£{int(old['12']):,}" in answer.text
    assert f"£{int(int(old['12']) * 1.0325 + 0.5):,}" in answer.text
    assert all_drafts() == []


def test_a_kept_award_is_one_draft_with_the_new_years_points(
    app: Flask, editor: Browser, post: Post
) -> None:
    published = documents.published()[PAY_POINTS.path]
    for _ in range(2):
        answer = post(editor, PAGE, **AWARD, do="save")

    [draft] = all_drafts()
    assert answer.headers["Location"] == f"/editor/drafts/{draft.id}"
    assert draft.title == "Pay award: NJC 2027-28, 3.25% more"
    text = draft.texts()[PAY_POINTS.path] or ""
    assert text.startswith(published)
    assert len(points(text, "2027-28")) == len(points(published, "2026-27"))
    assert ",worked-out,leeds-advert,2026-11-21" in text.removeprefix(published)
    assert questions(draft) == []


def test_a_year_that_is_there_is_replaced_only_on_request(
    app: Flask, editor: Browser, post: Post
) -> None:
    again = {**AWARD, "from_year": "2025-26", "year": "2026-27"}
    refused = post(editor, PAGE, **again, do="save")
    assert refused.status_code == 400
    assert "The points of 2026-27 are there already" in refused.text
    assert 'name="replace"' in refused.text
    assert post(editor, PAGE, **again, replace="y", do="save").status_code == 303

    [draft] = all_drafts()
    text = draft.texts()[PAY_POINTS.path]
    old = points(documents.published()[PAY_POINTS.path], "2025-26")
    assert points(text, "2026-27")["12"] == str(int(int(old["12"]) * 1.0325 + 0.5))


def test_an_award_on_top_of_a_draft_goes_into_it(app: Flask, editor: Browser, post: Post) -> None:
    post(editor, PAGE, **AWARD, do="save")
    [draft] = all_drafts()
    more = {**AWARD, "from_year": "2027-28", "year": "2028-29", "into": str(draft.id)}
    post(editor, PAGE, **more, do="save")

    [draft] = all_drafts()
    assert len(points(draft.texts()[PAY_POINTS.path], "2028-29")) > 30


def test_what_cannot_be_an_award_is_said_beside_its_field(
    app: Flask, editor: Browser, post: Post
) -> None:
    for changes, said in [
        ({"percent": ""}, "Enter a percentage from 0 to 20"),
        ({"percent": "20.01"}, "Enter a percentage from 0 to 20"),
        ({"percent": "3.255"}, "with at most two decimals"),
        ({"percent": "-3"}, "Enter a percentage"),
        ({"percent": "٣"}, "Enter a percentage"),
        ({"percent": "NaN\x00"}, "Enter a percentage"),
        ({"year": "2026-28"}, "the second year must follow the first"),
        ({"year": "next"}, "“next” is not a pay year such as 2025-26"),
        ({"year": "2024-25"}, "Enter a pay year after 2026-27"),
        ({"source": ""}, "Choose a source"),
        ({"source": "nowhere"}, "no source “nowhere”"),
        ({"spine": "None"}, "This spine has no points of that year"),
        ({"from_year": "1999-00"}, "This spine has no points of that year"),
        ({"checked": "2099-01-01"}, "is in the future"),
        ({"into": "99"}, "That draft is closed"),
        ({"new_source_title": "Circular"}, "Enter the publisher of the source"),
    ]:
        answer = post(editor, PAGE, **{**AWARD, **changes}, do="save")

        assert answer.status_code == 400
        assert said in unescape(answer.text)
        assert all_drafts() == []


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"percent": "12"}, ["The award is 12%."]),
        ({"percent": "0"}, ["The award is 0%: pay stays as it was."]),
        ({"year": "2029-30"}, ["The award goes from 2026-27 to 2029-30, more than 1 year."]),
    ],
)
def test_an_unusual_award_is_asked_about(
    app: Flask, editor: Browser, post: Post, changes: dict[str, str], asked: list[str]
) -> None:
    post(editor, PAGE, **{**AWARD, **changes}, do="save")

    [draft] = all_drafts()
    assert questions(draft) == asked


def test_the_circular_is_added_as_a_source_with_the_award(
    app: Flask, editor: Browser, post: Post
) -> None:
    circular = {
        "new_source_title": "Pay circular 2027",
        "new_source_publisher": "LGA",
        "new_source_dated": "June 2027",
    }
    post(editor, PAGE, **{**AWARD, "source": "", **circular}, do="save")

    [draft] = all_drafts()
    assert "[lga-pay-circular-2027]" in (draft.texts()["content/sources/added.toml"] or "")
    assert "worked-out,lga-pay-circular-2027," in (draft.texts()[PAY_POINTS.path] or "")


def test_an_award_of_a_year_that_has_begun_takes_salaries_with_it(
    app: Flask, editor: Browser, post: Post
) -> None:
    more = {"percent": "", "flat": "£1,290", "together": "larger", "floor": "25,000"}
    more |= {"dropped": "2, 3", "new_points": "44 £62,000", "replace": "y"}
    award = {**AWARD, "from_year": "2025-26", "year": "2026-27", **more}
    shown = unescape(post(editor, PAGE, **award, do="preview").text)
    assert "Salaries that follow: Leeds City Council, Early Years SEND" in shown
    post(editor, PAGE, **award, do="save")

    [draft] = all_drafts()
    new = points(draft.texts()[PAY_POINTS.path], "2026-27")
    old = points(documents.published()[PAY_POINTS.path], "2025-26")
    assert draft.title == "Pay award: NJC 2026-27, £1,290 more"
    assert ("3" in new, new["4"], new["44"]) == (False, str(int(old["4"]) + 1_290), "62000")
    salaries = table_rows.rows(draft.texts()[SALARIES.path] or "", SALARIES)
    leeds = next(row for row in salaries if row["id"] == "leeds-2026-27")
    assert (leeds["minimum"], leeds["maximum"]) == (new["12"], new["17"])
    assert leeds["confidence"] == "worked-out"


def test_salaries_of_an_award_to_come_are_seen_once_its_year_has_begun(
    app: Flask, editor: Browser, post: Post
) -> None:
    shown = unescape(post(editor, PAGE, **AWARD, do="preview").text)
    assert "Readers will see them from April 2027." in shown
    address = post(editor, PAGE, **AWARD, do="save").location
    assert "There is a problem" not in editor.get(address).text

    [draft] = all_drafts()
    salaries = SALARIES.read(draft.texts()[SALARIES.path] or "", library().sources)[0]
    assert [one.id for one in salaries][-2:] == ["leeds-2027-28", "durham-2027-28"]
    assert {one.as_of for one in pay_now(salaries)} == {"2026-04"}
    with shown_as_on(date(2027, 4, 1)):
        assert {one.as_of for one in pay_now(salaries)} == {"2027-04"}


def test_points_that_cannot_be_read_are_said_beside_their_fields(
    app: Flask, editor: Browser, post: Post
) -> None:
    wrong = {"dropped": "two", "new_points": "44\n45 lots", "flat": "-1", "floor": "x"}
    page = unescape(post(editor, PAGE, **{**AWARD, **wrong}, do="save").text)
    assert "Enter the numbers of points with commas between them" in page
    assert "“44” is not a point and its pay, such as 44 £60,000" in page
    assert "“45 lots” is not a point and its pay" in page
    assert 'Flat sum: "-1" is not a whole number of pounds' in page
