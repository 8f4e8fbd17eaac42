"""Numbers as people, programs and files write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from careers_site.platform.numbers import LARGEST, decimal_number, typed_amount, whole_number


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
