"""What changed is shown by lines and words, or by fields; and nothing is shown that did not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.content.diff.lines import compare
from careers_site.content.diff.merge import merge
from careers_site.content.diff.rows import compare_rows

WORKSHOPS = "data/workshops.csv"
HEADING = "id,title,starts,ends,place,postcode,online,host,price,booking_url,source,checked"
texts = st.lists(st.sampled_from(["one two\n", "one three\n", "\n", "four\n"])).map("".join)


def rows(*starts: str) -> str:
    """The table with rows of which the first three cells are given."""
    return "".join(f"{line}\n" for line in (HEADING, *(f"{one},,,,,,,,," for one in starts)))


@given(texts, texts)
def test_what_is_put_in_and_not_taken_out_makes_the_new_text(before: str, now: str) -> None:
    lines = [line for hunk in compare(before, now).hunks for line in hunk]
    new, old = now.split("\n"), before.split("\n")
    for line in lines:
        text = "".join(piece.text for piece in line.pieces)
        assert line.now is None or new[line.now - 1] == text
        assert line.before is None or old[line.before - 1] == text


def test_the_changed_words_of_a_line_are_marked() -> None:
    (hunk,) = compare("It costs £20 a day.\n", "It costs £25 a day.\n").hunks
    marked = [[piece.text for piece in line.pieces if piece.changed] for line in hunk]
    assert marked == [["20"], ["25"]]


def test_a_line_with_little_in_common_is_marked_whole() -> None:
    (hunk,) = compare("One thing.\n", "Quite another matter now\n").hunks
    assert all(piece.changed for line in hunk for piece in line.pieces)


def test_a_column_that_came_later_is_no_change_while_its_cells_are_blank() -> None:
    head = "id,name,area,nation,ages,visits,as_of,source,checked,note"
    before = f"{head}\na,A,,,,,,,,\nb,B,,,,,,,,\n"
    now = f"{head},phone\na,A,,,,,,,,,\nb,B,,,,,,,,,01603 704049\n"
    (change,) = compare_rows("data/services.csv", before, now) or ()
    assert (change.key, change.fields) == ("b", [("phone", "", "01603 704049")])


def test_texts_that_are_alike_have_no_difference() -> None:
    assert compare("a\nb\n", "a\nb\n").hunks == ()
    assert compare_rows(WORKSHOPS, rows("x,1,2"), rows("x,1,2")) is None


def test_rows_are_told_apart_by_their_key_and_fields_by_their_column() -> None:
    changes = compare_rows(WORKSHOPS, rows("x,1,2", "y,3,4"), rows("z,5,6", "x,1,9"))
    assert changes is not None
    assert [(one.key, one.fields) for one in changes] == [
        ("z", [("id", "", "z"), ("title", "", "5"), ("starts", "", "6")]),
        ("x", [("starts", "2", "9")]),
        ("y", [("id", "y", ""), ("title", "3", ""), ("starts", "4", "")]),
    ]


@pytest.mark.parametrize(
    "text", [rows("x,1,", "x,2,"), rows('"x,1,'), "id,title\ny,1\n", f"{HEADING}\nx\n"]
)
def test_a_table_whose_rows_cannot_be_told_apart_is_compared_as_a_text(text: str) -> None:
    assert compare_rows(WORKSHOPS, rows("y,1,"), text) is None


def lines_of_a_hundred_kinds() -> str:
    """No kind stands so often that it tells nothing, and each has very many others like it."""
    return "".join(f"{at * at % 101}\n" for at in range(10_000))


def test_lines_that_stand_a_hundred_times_each_are_compared() -> None:
    lines = lines_of_a_hundred_kinds().splitlines(keepends=True)
    text = "".join(lines)
    assert compare(text, "".join(sorted(lines))).hunks
    with_one = [*lines[:5_000], "new\n", *lines[5_000:]]
    mine = "".join(lines[10:])
    assert merge(text, mine, "".join(with_one)).text() == "".join(with_one[10:])


def test_a_long_text_is_put_together_like_a_short_one() -> None:
    base = [f"{number}\n" for number in range(3_000)]
    mine = [*base[:10], "mine\n", *base[10:]]
    theirs = [*base[:2_000], "theirs\n", *base[2_001:]]
    both = [*base[:10], "mine\n", *base[10:2_000], "theirs\n", *base[2_001:]]
    assert merge("".join(base), "".join(mine), "".join(theirs)).text() == "".join(both)
    assert [len(hunk) for hunk in compare("".join(base), "".join(theirs)).hunks] == [6]


@pytest.mark.parametrize("line", ["\n", "a b c d\n", "a\nb\n"])
def test_very_long_texts_are_compared_and_merged(line: str) -> None:
    long = line * (40_000 // len(line))
    (first, last) = compare(long, f"first\n{long}last\n").hunks
    assert [first[0].kind, last[-1].kind] == ["added", "added"]
    merged = merge(long, f"first\n{long}", f"{long}last\n")
    assert merged.text() == f"first\n{long}last\n"
