"""People type pay, days and addresses in many ways; the cell is one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.content.tables.labels import KINDS
from careers_site.content.tables.typed_input import as_cell


@pytest.mark.parametrize(
    ("kind", "typed", "cell"),
    [
        ("pounds", " £27,711 ", "27711"),
        ("pounds", "27711.00", "27711"),
        ("pounds", "27711.50", "27711.50"),
        ("pounds", "about £5", "about £5"),
        ("pounds", "28k", "28000"),
        ("date", "27 March 2027", "2027-03-27"),
        ("date", "7th sept 2027", "2027-09-07"),
        ("date", "7/9/2027", "2027-09-07"),
        ("date", "7 Sep 27", "2027-09-07"),
        ("date", "07-Sep-27", "2027-09-07"),
        ("date", "Tuesday 7 September 2027", "2027-09-07"),
        ("date", "Tues. 7th Sept 2027", "2027-09-07"),
        ("date", "31/13/2027", "31/13/2027"),
        ("date", "31/11/2026", "31/11/2026"),
        ("date", "30 February 2027", "30 February 2027"),
        ("date", "2027-09-07", "2027-09-07"),
        ("date", "soon", "soon"),
        ("as of", "June 2025", "2025-06"),
        ("as of", "June 25", "June 25"),
        ("as of", "2025", "2025"),
        ("as of", "about 2013", "2013~"),
        ("hours", "36 to 38 hours a week", "36-38"),
        ("hours", "37 hrs", "37"),
        ("pay year", "2026/27", "2026-27"),
        ("pay year", "2026-2027", "2026-27"),
        ("postcode", "cv15rr", "CV1 5RR"),
        ("postcode", "cv1", "CV1"),
        ("postcode", "b633xx", "B63 3XX"),
        ("postcode", "b63 3 xx", "B63 3XX"),
        ("postcode", "B63 XX", "B63 XX"),
        ("postcode", "B6 33XX", "B6 33XX"),
        ("address", "www.portage.org.uk/x", "https://www.portage.org.uk/x"),
        ("text", " two\r\nlines ", "two\nlines"),
    ],
)
def test_what_was_typed_is_the_cell_that_it_means(kind: str, typed: str, cell: str) -> None:
    assert as_cell(kind, typed) == cell


@given(st.sampled_from([kind for _, kind in KINDS]), st.text())
def test_reading_what_was_typed_never_fails_and_leaves_a_cell_alone(kind: str, typed: str) -> None:
    once = as_cell(kind, typed)

    assert as_cell(kind, once) == once
