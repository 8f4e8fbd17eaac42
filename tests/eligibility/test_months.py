"""Months, the time in which a rule is in force, and the ages that somebody can have by then."""

from __future__ import annotations

import pytest

from careers_site.eligibility.age import Ages
from careers_site.eligibility.month import Month, Period
from tests.eligibility.small import AGE_IDS

NOVEMBER = Month(2026, 11)


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [("2027-01", 0, "2027-01"), ("2027-01", 11, "2027-12"), ("2027-12", 1, "2028-01")],
)
def test_months_go_on_over_the_end_of_a_year(start: str, months: int, then: str) -> None:
    assert Month.parse(start).plus(months).id == then
    assert Month.parse(start).until(Month.parse(then)) == months


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-13", "2027-00", "1989-12", "2101-01", "2027-1", "2027-01-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        Month.parse(text)


def test_a_period_holds_its_first_and_its_last_month() -> None:
    period = Period(Month(2026, 8), Month(2027, 7))
    held = [month.id for month in (Month(2026, 7).plus(n) for n in range(14)) if month in period]
    assert (held[0], held[-1], len(held)) == ("2026-08", "2027-07", 12)
    assert period.edges == (Month(2026, 8), Month(2027, 8))


def ages(level: str, passed: int, start: Month = NOVEMBER) -> list[str]:
    at = AGE_IDS.index(level)
    return sorted(Ages(AGE_IDS, at, at, start).on(start.index + passed))


@pytest.mark.parametrize(
    ("level", "passed", "then"),
    [
        ("16-18", 0, "16-18"),
        # Somebody of 17 is not taken to be 19 next month: only once they must be.
        ("16-18", 35, "16-18"),
        ("16-18", 36, "19-23"),
        ("16-18", 96, "24-plus"),
        ("19-23", 59, "19-23"),
        ("19-23", 60, "24-plus"),
        ("24-plus", 180, "24-plus"),
    ],
)
def test_an_age_holds_as_long_as_it_can(level: str, passed: int, then: str) -> None:
    assert ages(level, passed) == [then]


@pytest.mark.parametrize(
    ("start", "last_of_school"),
    [
        (NOVEMBER, Month(2027, 6)),
        (Month(2027, 6), Month(2027, 6)),
        (Month(2027, 7), Month(2028, 6)),
    ],
)
def test_under_16_lasts_until_year_11_ends_in_the_next_june(
    start: Month, last_of_school: Month
) -> None:
    passed = start.until(last_of_school)
    assert ages("under-16", passed, start) == ["under-16"]
    assert ages("under-16", passed + 1, start) == ["16-18"]
    assert ages("under-16", passed + 37, start) == ["19-23"]


def test_of_an_old_link_both_ages_are_possible_and_of_no_answer_all() -> None:
    assert Ages(AGE_IDS, 2, 3, NOVEMBER).on(NOVEMBER.index) == {"19-23", "24-plus"}
    assert Ages(AGE_IDS, 0, 3, NOVEMBER).on(NOVEMBER.index + 100) == set(AGE_IDS)


# `least` is asked itself: what `on` says is remembered from one test to the next.
@pytest.mark.parametrize(
    ("low", "high", "passed", "least"),
    [
        # From November, Year 11 ends after June, which is 8 months later.
        ("under-16", "under-16", 7, "under-16"),
        ("under-16", "under-16", 8, "16-18"),
        ("under-16", "under-16", 8 + 35, "16-18"),
        ("under-16", "under-16", 8 + 36, "19-23"),
        # Whoever may be older is not taken to be in Year 11.
        ("under-16", "16-18", 16 * 12 - 1, "under-16"),
        ("under-16", "16-18", 16 * 12, "16-18"),
        ("16-18", "16-18", 35, "16-18"),
        ("16-18", "16-18", 36, "19-23"),
        ("19-23", "24-plus", 59, "19-23"),
        ("19-23", "24-plus", 60, "24-plus"),
        ("24-plus", "24-plus", 600, "24-plus"),
    ],
)
def test_the_youngest_who_can_have_given_an_answer_grows_older(
    low: str, high: str, passed: int, least: str
) -> None:
    found = Ages(AGE_IDS, AGE_IDS.index(low), AGE_IDS.index(high), NOVEMBER)
    assert found.least(passed) == AGE_IDS.index(least)


def test_year_11_lasts_until_june_whenever_it_is_asked() -> None:
    under_16 = AGE_IDS.index("under-16")
    for start, months in ((Month(2027, 6), 1), (Month(2027, 7), 12), (Month(2027, 8), 11)):
        found = Ages(AGE_IDS, under_16, under_16, start)
        assert (found.least(months - 1), found.least(months)) == (under_16, under_16 + 1)


@pytest.mark.parametrize(
    ("start", "left"),
    [
        # Before the next June nobody of Year 11 has finished, whatever start they choose.
        (Month(2026, 12), Month(2027, 7)),
        (Month(2027, 6), Month(2027, 7)),
        (Month(2027, 7), Month(2027, 7)),
        (Month(2028, 6), Month(2027, 7)),
        (Month(2028, 10), Month(2028, 7)),
    ],
)
def test_who_chooses_a_later_start_has_finished_year_11_before_it(
    start: Month, left: Month
) -> None:
    under_16 = AGE_IDS.index("under-16")
    found = Ages(AGE_IDS, under_16, under_16, start, now=NOVEMBER)
    assert found.left_school == left
    assert found.on(left.index if start < left else start.index) == {"16-18"}


def test_ages_name_the_months_in_which_they_change() -> None:
    at = AGE_IDS.index("16-18")
    found = Ages(AGE_IDS, at, at, NOVEMBER)
    first = NOVEMBER.index + 36
    assert found.changes(first) == (first,)
    assert found.changes(first - 1) == ()
    assert found.changes(NOVEMBER.index + 180) == (first, NOVEMBER.index + 96)


def test_an_age_that_the_scale_does_not_know_stays() -> None:
    for level in ("young", "24-plus"):
        assert Ages((level, "old"), 0, 0, NOVEMBER).least(600) == 0


@pytest.mark.parametrize("text", ["1990-01", "2100-12", "2027-01", "2027-12"])
def test_the_first_and_the_last_month_are_read(text: str) -> None:
    assert Month.parse(text).id == text
