"""Changing one row of a table leaves every other row as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.content.tables import rows
from careers_site.content.tables.cells import Slug
from careers_site.content.tables.listings import SERVICES, WORKSHOPS
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES
from careers_site.content.tables.tables import Checks, Table, plain
from tests.conftest import ROOT

TABLES: list[Table[Any]] = [SALARIES, PAY_POINTS, WORKSHOPS, SERVICES]


@dataclass(frozen=True)
class Thing:
    id: Slug
    words: str
    note: str


THINGS = Table("things", Thing, ("id",))
# What spreadsheets and people write: blank rows, other quotes, spaces, no line end at the end.
TEXT = 'id,words,note\r\n"a","x, y",1\r\n\r\n b , z ,"two\nlines"\r\nc,"say ""so""",3'

# Anything that a page can send and that a table can keep.
TEXTS = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ,\"'\n=+-@\t"), max_size=12
)
ROWS = st.lists(
    st.tuples(st.from_regex("[a-z]{1,3}", fullmatch=True), TEXTS, TEXTS),
    unique_by=lambda row: row[0],
    min_size=1,
    max_size=5,
)


def thing(id: str, words: str = "", note: str = "") -> dict[str, str]:
    return {"id": id, "words": words, "note": note}


def test_a_changed_row_leaves_the_others_byte_for_byte() -> None:
    changed = rows.change(TEXT, THINGS, ("b",), thing("b", "z", 'now "this", and that'))

    assert changed == TEXT.replace(' b , z ,"two\nlines"\r\n', 'b,z,"now ""this"", and that"\r\n')


def test_a_row_with_the_same_cells_is_not_touched() -> None:
    assert rows.change(TEXT, THINGS, ("b",), thing("b", "z", "two\nlines")) == TEXT


def test_a_new_row_stands_at_the_end_with_the_line_ends_of_the_file() -> None:
    assert rows.add(TEXT, THINGS, thing("d", "new")) == TEXT + "\r\nd,new,\r\n"


def test_a_removed_row_takes_its_line_with_it() -> None:
    assert rows.remove(TEXT, THINGS, ("b",)) == TEXT.replace(' b , z ,"two\nlines"\r\n', "")


@dataclass(frozen=True)
class LongerThing(Thing):
    phone: str = ""


def test_a_change_puts_in_the_columns_that_came_later_and_keeps_every_cell() -> None:
    table = Table("things", LongerThing, ("id",))
    new = rows.change(TEXT, table, ("b",), {"id": "b", "words": "z", "note": "", "phone": "1"})
    assert new == ('id,words,note,phone\r\n"a","x, y",1,\r\n\r\nb,z,,1\r\nc,"say ""so""",3,')
    assert rows.rows(TEXT, table)[0] == {"id": "a", "words": "x, y", "note": "1", "phone": ""}


def test_columns_may_stand_in_another_order_after_a_byte_order_mark() -> None:
    text = "\ufeffnote,id,words\n1,a,x\n"

    assert rows.rows(text, THINGS) == [thing("a", "x", "1")]
    assert rows.add(text, THINGS, thing("b", "y", "2")) == text + "2,b,y\n"


def test_a_row_that_is_not_there_cannot_be_changed_or_removed() -> None:
    with pytest.raises(rows.NoRowError):
        rows.change(TEXT, THINGS, ("x",), thing("x"))
    with pytest.raises(rows.NoRowError):
        rows.remove(TEXT, THINGS, ("x",))


def test_no_two_rows_get_the_same_key() -> None:
    with pytest.raises(rows.SameKeyError):
        rows.add(TEXT, THINGS, thing(" a "))
    with pytest.raises(rows.SameKeyError):
        rows.change(TEXT, THINGS, ("b",), thing("a"))


@pytest.mark.parametrize("text", ["", "id,words\na,b\n", 'id,words,note\n"a,b,c\n', "\x00"])
def test_a_text_that_is_not_the_table_is_refused(text: str) -> None:
    with pytest.raises(rows.BrokenTableError, match="things"):
        rows.rows(text, THINGS)


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-", "@sum", "=HYPERLINK(1)"])
def test_a_cell_that_a_spreadsheet_would_run_is_kept_as_text_after_an_apostrophe(cell: str) -> None:
    text = rows.add("id,words,note\n", THINGS, thing("a", cell))

    assert f"a,'{cell}" in text
    assert rows.find(text, THINGS, ("a",))["words"] == cell
    assert Table("x", Thing, ("id",)).read(text, ())[0] == (Thing("a", cell, ""),)


@given(ROWS, st.data())
def test_what_is_added_changed_and_removed_comes_back_as_it_was(
    given_rows: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    text = "id,words,note\n"
    for row in given_rows:
        text = rows.add(text, THINGS, thing(*row))
    wanted = [{name: plain(cell) for name, cell in thing(*row).items()} for row in given_rows]
    assert rows.rows(text, THINGS) == wanted

    place = data.draw(st.integers(0, len(given_rows) - 1))
    key = given_rows[place][0]
    before = [line.raw for line in rows.lines(text, THINGS)]
    changed = rows.change(text, THINGS, (key,), thing(key, data.draw(TEXTS), "changed"))
    after = [line.raw for line in rows.lines(changed, THINGS)]
    assert [*after[: place + 1], *after[place + 2 :]] == [
        *before[: place + 1],
        *before[place + 2 :],
    ]

    without = rows.remove(changed, THINGS, (key,))
    assert without == "".join([*before[: place + 1], *before[place + 2 :]])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_shipped_tables_are_read_whole_and_written_back_the_same(table: Table[Any]) -> None:
    text = (ROOT / table.path).read_text(encoding="utf-8")
    found = list(rows.lines(text, table))

    assert "".join(line.raw for line in found) == text
    for cells in rows.rows(text, table):
        key = rows.key_of(table, cells)
        assert rows.change(text, table, key, cells) == text


def test_a_row_is_checked_like_the_file() -> None:
    checks = Checks((), date(2026, 11, 21))

    assert THINGS.check(thing("a"), checks) == (Thing("a", "", ""), [])
    assert THINGS.check(thing("A b"), checks) == (
        None,
        ['id: "A b" is not an id of small letters, digits, hyphens'],
    )
    assert THINGS.check(thing("a", "\x00"), checks)[1] == [
        "words: holds a character that cannot be shown"
    ]
