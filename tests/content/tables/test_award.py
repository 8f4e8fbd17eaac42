"""A pay award raises every point of a year, to the nearest pound, and salaries follow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from careers_site.content.tables.award import (
    Award,
    apply,
    follow,
    next_year,
    raise_pay,
    raised,
    years_of,
)
from careers_site.content.tables.rows import rows
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES

HEADING = "spine,point,year,annual,hours,confidence,source,checked\n"
TEXT = (
    HEADING + "NJC,3,2025-26,24796,37,seen,advert,2026-01-01\n"
    "NJC,4,2025-26,25185,36.5,general,advert,2026-01-01\n"
    "Other,3,2025-26,30000,37,seen,advert,2026-01-01\n"
)
AWARD = Award("NJC", "2025-26", "2026-27", Decimal("3.3"), "circular", date(2026, 11, 21))
POINTS = PAY_POINTS.read(TEXT, ["advert"])[0]


def test_only_the_points_of_the_spine_and_the_year_are_raised() -> None:
    found = raised(POINTS, AWARD)

    assert [(one.point, one.annual, one.more) for one in found] == [
        (3, 25_614, 818),
        (4, 26_016, 831),
    ]


def test_the_new_year_stands_at_the_end_as_worked_out() -> None:
    assert apply(TEXT, AWARD, POINTS) == TEXT + (
        "NJC,3,2026-27,25614,37,worked-out,circular,2026-11-21\n"
        "NJC,4,2026-27,26016,36.5,worked-out,circular,2026-11-21\n"
    )


def test_a_year_that_is_there_is_replaced_and_nothing_else() -> None:
    old = "NJC,3,2026-27,1,37,seen,advert,2026-01-01\nNJC,9,2026-27,2,37,seen,advert,2026-01-01\n"

    assert apply(TEXT + old, AWARD, POINTS) == apply(TEXT, AWARD, POINTS)


def test_the_next_pay_year_follows_across_a_century() -> None:
    assert years_of(POINTS, "NJC") == ["2025-26"]
    assert [next_year(year) for year in ("2025-26", "2098-99")] == ["2026-27", "2099-00"]


@pytest.mark.parametrize(
    ("annual", "changes", "new"),
    [
        (24_796, {}, 25_614),
        # Half a pound is rounded up.
        (1_000, {"percent": Decimal("0.05")}, 1_001),
        (1_000, {"percent": Decimal("0.04")}, 1_000),
        (2_500, {"percent": Decimal("0.02")}, 2_501),
        (20_000, {"percent": Decimal(0), "flat": 1_925}, 21_925),
        (20_000, {"flat": 1_000}, 21_000),
        (20_000, {"flat": 500}, 20_660),
        (20_000, {"flat": 500, "added": True}, 21_160),
        (20_000, {"floor": 24_000}, 24_000),
    ],
)
def test_an_award_is_a_percentage_or_a_sum_or_both_and_may_have_a_floor(
    annual: int, changes: dict[str, object], new: int
) -> None:
    award = replace(AWARD, **changes)  # type: ignore[arg-type]
    assert raise_pay(annual, award) == new


def test_points_are_dropped_and_new_ones_have_the_pay_that_was_read() -> None:
    award = replace(AWARD, dropped={3}, new={5: 27_000})
    assert [(one.point, one.annual) for one in raised(POINTS, award)] == [(4, 26_016), (5, 27_000)]
    assert "NJC,5,2026-27,27000,37,seen,circular,2026-11-21\n" in apply(TEXT, award, POINTS)


SALARY = (
    "id,title,employer,kind,minimum,maximum,hours,as_of,source,confidence,checked,note,points\n"
    "leeds-2024,Visitor,Leeds,advert,1,2,37,2024,ad,seen,2026-01-01,Term time,NJC 3-4\n"
    "leeds-2025-26,Visitor,Leeds,repriced,3,4,37,2025-04,ad,worked-out,2026-01-01,,NJC 3-4\n"
    "york,Visitor,York,advert,1,2,37,2025,ad,seen,2026-01-01,,NJC 3-9\n"
    "hull,Visitor,Hull,advert,1,2,37,2025,ad,seen,2026-01-01,,\n"
)


def test_a_salary_that_names_its_points_follows_the_award_once_and_says_that_it_is_worked_out() -> (
    None
):
    text, unsaid = follow(SALARY, AWARD, raised(POINTS, AWARD))
    new = rows(text, SALARIES)[-1]
    assert text.startswith(SALARY)
    assert (new["id"], new["minimum"], new["maximum"]) == ("leeds-2026-27", "25614", "26016")
    assert (new["kind"], new["confidence"], new["as_of"]) == ("repriced", "worked-out", "2026-04")
    assert unsaid == ["York: NJC 3-9 are not all among the points."]
    assert follow(text, AWARD, raised(POINTS, AWARD))[0] == text
    dropped = replace(AWARD, dropped={3})
    assert (
        rows(follow(text, dropped, raised(POINTS, dropped))[0], SALARIES)[-1]["minimum"] == "26016"
    )
