"""Numbers as people, programs and files write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from careers_site.platform.text.numbers import (
    HOURS,
    LARGEST,
    YEARLY,
    decimal_number,
    typed_amount,
    typed_range,
    whole_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("18", 18), ("0", 0), (str(LARGEST), LARGEST)),
        *((text, None) for text in (None, "", "-1", "+1", "1.0", " 1", "01", "²", "٣", "1_0")),
        *((text, None) for text in (str(LARGEST + 1), "9" * 5000, "\x00")),
    ],
)
def test_a_whole_number_is_plain_digits_that_the_database_holds(
    text: str | None, number: int | None
) -> None:
    assert whole_number(text) == number


def test_a_whole_number_is_within_its_bounds() -> None:
    assert [whole_number(text, 1, 3) for text in "01234"] == [None, 1, 2, 3, None]


@pytest.mark.parametrize("text", ["", ".", "1.", ".5", "NaN", "1e3", "٣", "1 000", "9" * 20, "--1"])
def test_what_is_no_decimal_number_is_none(text: str) -> None:
    assert decimal_number(text) is None


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        *(("27711", 27711), ("£27,711", 27711), (" £ 27 711.00 ", 27711), ("1,000,000", 1_000_000)),
        *(("28k", 28_000), ("£28.5 K", 28_500), ("18.5", Decimal("18.5")), ("0", 0)),
        *((typed, None) for typed in ("37 38", "2,5", "about 5", "k", "28kk", "£", "1e3", "")),
    ],
)
def test_an_amount_is_what_people_mean_by_it(typed: str, amount: Decimal | None) -> None:
    assert typed_amount(typed) == amount


@pytest.mark.parametrize(
    ("typed", "unit", "amounts"),
    [
        *((typed, "", (27711, 30060)) for typed in ("£27,711 to £30,060", "30060–27 711")),
        *((typed, "", (28_000, 30_000)) for typed in ("28-30k", "£28k - £30K")),
        *(("28000-30k", "", (28_000, 30_000)), ("18.5", "", (Decimal("18.5"), Decimal("18.5")))),
        *(("36 to 38 hours a week", HOURS, (36, 38)), ("£28k per annum", YEARLY, (28_000, 28_000))),
        *((typed, YEARLY, None) for typed in ("18 hours", "£15 an hour", "1 to 2 to 3", "to 5")),
    ],
)
def test_a_range_is_one_amount_or_two_least_first(
    typed: str, unit: str, amounts: tuple[Decimal, Decimal] | None
) -> None:
    assert typed_range(typed, unit) == amounts
