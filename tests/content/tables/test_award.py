"""A pay award raises every point of a year by one percentage, to the nearest pound."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from careers_site.content.tables.award import Award, apply, next_year, raise_pay, raised, years_of
from careers_site.content.tables.pay import PAY_POINTS

HEADING = "spine,point,year,annual,hours,confidence,source,checked\n"
TEXT = (
    HEADING + "NJC,3,2025-26,24796,37,seen,advert,2026-01-01\n"
    "NJC,4,2025-26,25185,36.5,general,advert,2026-01-01\n"
    "Other,3,2025-26,30000,37,seen,advert,2026-01-01\n"
)
AWARD = Award("NJC", "2025-26", "2026-27", Decimal("3.3"), "circular", date(2026, 11, 21))
POINTS = PAY_POINTS.read(TEXT, ["advert"])[0]


@pytest.mark.parametrize(
    ("annual", "percent", "new"),
    [
        (24_796, "3.3", 25_614),
        (1_000, "0.05", 1_001),
        (1_000, "0.04", 1_000),
        (24_000, "0", 24_000),
        (24_000, "20", 28_800),
        (2_500, "0.02", 2_501),
    ],
)
def test_half_a_pound_is_rounded_up(annual: int, percent: str, new: int) -> None:
    assert raise_pay(annual, Decimal(percent)) == new


def test_only_the_points_of_the_spine_and_the_year_are_raised() -> None:
    found = raised(POINTS, AWARD)

    assert [(one.before.point, one.annual, one.more) for one in found] == [
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
