"""Salary bands, pay points."""

from __future__ import annotations

from datetime import date

import pytest

from careers_site.content.parsing import Library
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES

TODAY = date(2026, 11, 21)
SOURCES = {"leeds-advert", "ncs-2020", "njc-2025-award"}
HEADING = "id,title,employer,kind,minimum,maximum,hours,as_of,source,confidence,checked,note\n"
GOOD = {
    "id": "leeds",
    "title": "Home visitor",
    "employer": "Leeds City Council",
    "kind": "advert",
    "minimum": "27711",
    "maximum": "30060",
    "hours": "37",
    "as_of": "2025-06-29",
    "source": "leeds-advert",
    "confidence": "seen",
    "checked": "2026-11-21",
    "note": "",
}
POINTS = "spine,point,year,annual,hours,confidence,source,checked\n"


def salary(**cells: str) -> str:
    """A salaries table of one row."""
    return HEADING + ",".join((GOOD | cells).values()) + "\n"


def problems_of(text: str) -> list[str]:
    return SALARIES.read(text, SOURCES, TODAY)[1]


def test_a_salary_row_becomes_a_band_with_its_pay_and_date_in_words() -> None:
    (band,), problems = SALARIES.read(salary(), SOURCES, TODAY)
    assert problems == []
    assert (band.minimum, band.maximum, band.checked) == (27711, 30060, TODAY)
    assert (band.pay, band.dated) == ("£27,711 to £30,060", "29 June 2025")


def test_a_band_without_a_maximum_is_shown_with_a_plus() -> None:
    (band,), _ = SALARIES.read(salary(maximum=""), SOURCES, TODAY)
    assert band.maximum is None
    assert band.pay.endswith("£27,711+")


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2025-06-09", "9 June 2025"),
        ("2020-11", "November 2020"),
        ("2010", "2010"),
        ("2012~", "about 2012"),
        ("about 2012", "about 2012"),
    ],
)
def test_a_date_is_as_exact_as_its_source(as_of: str, words: str) -> None:
    (band,), problems = SALARIES.read(salary(as_of=as_of), SOURCES, TODAY)
    assert problems == []
    assert band.dated == words


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"minimum": "abc"}, 'minimum: "abc" is not a whole number of pounds'),
        ({"minimum": "-1"}, 'minimum: "-1" is not a whole number of pounds'),
        ({"minimum": "٢٧٠٠٠"}, 'minimum: "٢٧٠٠٠" is not a whole number of pounds'),
        ({"maximum": "£30060"}, 'maximum: "£30060" is not a whole number of pounds'),
        ({"maximum": "27710"}, "minimum: 27711 is above the maximum, 27710"),
        ({"id": "Leeds 1"}, 'id: "Leeds 1" is not an id of small letters, digits, hyphens'),
        ({"title": ""}, "title: is blank"),
        ({"hours": "full time"}, 'hours: "full time" is not hours a week such as 37 or 36-38'),
        (
            {"hours": "38-36"},
            'hours: "38-36" is not between 0 and 60 hours a week, lower figure first',
        ),
        (
            {"as_of": "2027", "kind": "advert"},
            'as_of: "2027" is in the future. Enter the day you saw the advert',
        ),
        ({"as_of": "2027", "kind": "history"}, 'as_of: "2027" is in the future'),
        (
            {"as_of": "2025-13"},
            'as_of: "2025-13" is not a date such as 2025-06-29, 2025-06, 2025 or about 2025',
        ),
        ({"checked": "2026-11-22"}, 'checked: "2026-11-22" is in the future'),
        ({"checked": "21/11/2026"}, 'checked: "21/11/2026" is not a date such as 2026-11-21'),
        (
            {"kind": "offical"},
            'kind: "offical" is not one of official, advert, repriced, history '
            '(did you mean "official"?)',
        ),
        (
            {"confidence": "sure"},
            'confidence: "sure" is not one of seen, worked-out, general',
        ),
        (
            {"source": "leeds-adver"},
            'source: no source "leeds-adver" (did you mean "leeds-advert"?) in content/sources',
        ),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(cells: dict[str, str], problem: str) -> None:
    assert problems_of(salary(**cells)) == [f"data/salaries.csv: row 2: {problem}"]


def test_all_problems_are_reported_at_once_and_good_rows_are_kept() -> None:
    text = salary(minimum="abc", kind="rumour") + salary(id="second").removeprefix(HEADING)
    bands, problems = SALARIES.read(text, SOURCES, TODAY)
    assert [band.id for band in bands] == ["second"]
    assert len(problems) == 2


def test_two_bands_cannot_share_an_id() -> None:
    text = salary() + salary().removeprefix(HEADING)
    assert problems_of(text) == ['data/salaries.csv: row 3: id: "leeds" is already in row 2']


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("NJC,x,2025-26,24796,37,seen", 'point: "x" is not a whole number'),
        ("NJC,3,2025,24796,37,seen", 'year: "2025" is not a pay year such as 2025-26'),
        (
            "NJC,3,2025-27,24796,37,seen",
            'year: "2025-27" is not a pay year: the second year must follow the first',
        ),
        ("NJC,3,2025-26,24796,0,seen", 'hours: "0" is not hours a week such as 37'),
    ],
)
def test_a_wrong_pay_point_is_named_with_its_place(row: str, problem: str) -> None:
    text = f"{POINTS}{row},njc-2025-award,2026-11-21\n"
    _, problems = PAY_POINTS.read(text, SOURCES, TODAY)
    assert problems == [f"data/pay_points.csv: row 2: {problem}"]


def test_a_pay_point_stands_once_a_year() -> None:
    row = "NJC,3,2025-26,24796,37,seen,njc-2025-award,2026-11-21\n"
    _, problems = PAY_POINTS.read(POINTS + row + row, SOURCES, TODAY)
    assert problems == [
        'data/pay_points.csv: row 3: spine, point, year: "NJC 3 2025-26" is already in row 2'
    ]


def test_the_shipped_salaries_are_of_every_kind(shipped: Library) -> None:
    bands = shipped.salaries
    assert {band.kind for band in bands} == {"official", "advert", "repriced", "history"}
    assert all(band.confidence == "worked-out" for band in bands if band.kind == "repriced")


def test_what_the_newest_adverts_come_to_now_is_what_their_pay_points_pay(
    shipped: Library,
) -> None:
    pay = {(point.point, point.year): point.annual for point in shipped.pay_points}
    now = {(b.id, b.minimum, b.maximum) for b in shipped.salaries if b.as_of == "2026-04"}
    assert now == {
        ("leeds-2026-27", pay[12, "2026-27"], pay[17, "2026-27"]),
        ("durham-2026-27", pay[20, "2026-27"], pay[25, "2026-27"]),
    }


def test_the_shipped_pay_points_rise_by_the_awards_that_they_name(shipped: Library) -> None:
    pay = {(point.point, point.year): point.annual for point in shipped.pay_points}
    awards = [("2024-25", "2025-26", 1.032), ("2025-26", "2026-27", 1.033)]
    for before, after, rise in awards:
        for number in range(3, 44):
            assert abs(pay[number, after] - pay[number, before] * rise) <= 1
    assert (2, "2025-26") in pay
    assert (2, "2026-27") not in pay
