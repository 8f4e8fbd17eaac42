"""What is asked about before it is published: a sentence for each slip, none for what is usual."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from careers_site.content.parsing import Library
from careers_site.content.tables.listings import Workshop
from careers_site.content.tables.plausibility import Known, doubts
from careers_site.content.tables.salary_bands import PayPoint, SalaryBand

TODAY = date(2026, 11, 21)
BAND = SalaryBand(
    id="leeds",
    title="Home Visitor",
    employer="Leeds City Council",
    kind="advert",
    minimum=28_000,
    maximum=31_000,
    hours="37",
    as_of="2025-06-29",
    source="leeds-advert",
    confidence="seen",
    checked=TODAY,
    note="",
)
POINT = PayPoint("NJC", 12, "2025-26", 28_000, 37.0, "seen", "leeds-advert", TODAY)
LOWEST = replace(POINT, point=3, annual=24_000)
KNOWN = Known([LOWEST, POINT, replace(POINT, point=13, annual=28_500)], TODAY)
WORKSHOP = Workshop(
    id="leeds",
    title="Portage workshop",
    starts=date(2027, 3, 1),
    ends=date(2027, 3, 3),
    place="Leeds",
    postcode="",
    online=False,
    host="Leeds Portage",
    price=450,
    booking_url="",
    source="npa",
    checked=TODAY,
)


@pytest.mark.parametrize("row", [BAND, POINT, WORKSHOP])
def test_nothing_is_asked_about_what_is_usual(row: Any) -> None:
    assert doubts(row, None, KNOWN) == []
    assert doubts(row, row, KNOWN) == []


@pytest.mark.parametrize(
    ("row", "changes", "asked"),
    [
        (BAND, {"minimum": 23_999}, "less than the lowest pay point of 2025-26 (NJC 3, £24,000"),
        (BAND, {"minimum": 13_000, "maximum": None, "hours": "20"}, ""),
        (BAND, {"points": "NJC 12-99"}, "NJC has points 3 to 13, and no point 99"),
        (BAND, {"points": "SCP 12-13"}, "there are no pay points of “SCP”"),
        (
            BAND,
            {"minimum": 12_000, "maximum": None, "hours": "20-37"},
            "for 20 hours a week, is less than",
        ),
        (BAND, {"minimum": 23_999, "kind": "history"}, ""),
        (BAND, {"minimum": 23_999, "as_of": "2020"}, ""),
        (BAND, {"maximum": 56_001}, "The maximum, £56,001, is more than twice the minimum"),
        (BAND, {"minimum": 75_000, "maximum": 80_001}, "£80,001, is above £80,000 a year"),
        (BAND, {"minimum": 280_000, "maximum": None}, "£280,000, is above £80,000 a year"),
        (BAND, {"hours": "3.7"}, "The full-time week has only 3.7 hours."),
        (POINT, {"hours": 3.0}, "The full-time week has only 3 hours."),
        (POINT, {"annual": 29_000}, "out of order with point 13, which pays £28,500 in 2025-26"),
        (POINT, {"annual": 23_000}, "out of order with point 3"),
        (WORKSHOP, {"starts": date(2026, 3, 1), "ends": None}, "1 March 2026, which is past"),
        (WORKSHOP, {"starts": date(2072, 3, 1), "ends": None}, "more than 2 years from now"),
        (WORKSHOP, {"ends": date(2027, 5, 3)}, "goes on for 64 days"),
        (WORKSHOP, {"price": 2_001}, "The price is £2,001 a person."),
    ],
)
def test_a_slip_is_asked_about_in_a_sentence(row: Any, changes: Any, asked: str) -> None:
    found = doubts(replace(row, **changes), None, KNOWN)

    assert (len(found), asked in " ".join(found)) == (1 if asked else 0, True), found


def test_what_was_so_before_is_not_asked_about_again() -> None:
    odd = replace(BAND, minimum=15_000)

    assert doubts(replace(odd, note="new words"), odd, KNOWN) == []


@pytest.mark.parametrize(
    ("row", "changes", "asked"),
    [
        (BAND, {"minimum": 28_500, "maximum": 38_751}, "The maximum goes from £31,000 to £38,751"),
        (BAND, {"maximum": None}, ""),
        (POINT, {"annual": 20_999}, "The pay goes from £28,000 to £20,999: 25% less."),
        (BAND, {"checked": date(2026, 1, 2)}, "checked on 21 November 2026, and you say 2 January"),
    ],
)
def test_a_big_change_and_an_earlier_check_are_asked_about(
    row: Any, changes: Any, asked: str
) -> None:
    found = doubts(replace(row, **changes), row, Known([], TODAY))

    assert (len(found), asked in " ".join(found)) == (1 if asked else 0, True), found


def test_the_shipped_pay_is_asked_about_only_where_its_low_hours_or_age_say_why(
    shipped: Library,
) -> None:
    known = Known(shipped.pay_points, TODAY)
    found = {band.id: doubts(band, None, known) for band in shipped.salaries}

    assert not any(doubts(point, None, known) for point in shipped.pay_points)
    assert [id for id, asked in found.items() if asked] == []
