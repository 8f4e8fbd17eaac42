"""No cell that this site writes is run by a spreadsheet, and each comes back as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.platform.sheets.csv_safety import guard, is_run, unguard
from tests.conftest import ROOT


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＠"])
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\n", "\r\n", "\xa0", "\x00", "\u200b "])
def test_what_begins_a_formula_is_guarded_whatever_stands_before_it(
    before: str, start: str
) -> None:
    cell = f"{before}{start}HYPERLINK(1)"
    assert guard(cell) == f"'{cell}"
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["\tx", "\rx"])
def test_a_tab_or_a_line_end_at_the_start_is_guarded(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "x", "a=b", "-1.75", "-7", "12", "'quoted'", "1-2"])
def test_what_is_harmless_stays_as_it_is(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


@pytest.mark.parametrize("cell", ["+441234567890", "-1+1", "-", "-1e5", "--1"])
def test_what_only_looks_like_a_number_is_guarded(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@given(st.text(st.sampled_from("=+-@ \t\r\n'1a"), max_size=6))
def test_a_guarded_cell_is_never_run_and_never_guarded_twice(cell: str) -> None:
    written = guard(cell)
    assert not is_run(written) or re.fullmatch(r"-\d+", written)
    assert guard(written) == written


def test_there_is_one_guard() -> None:
    """Whoever writes a CSV takes it from there."""
    texts = {file: file.read_text("utf-8") for file in (ROOT / "careers_site").rglob("*.py")}
    writers = {file for file, text in texts.items() if "csv.writer(" in text}
    guards = ("guard(", "write_row(", "column.example")
    assert len(writers) > 3
    assert [file for file in writers if not any(one in texts[file] for one in guards)] == []
