"""Two changes of a table: each field that one changed is in the result, whatever the other did."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.content.diff.merge import Choice, Conflict, merge
from careers_site.content.diff.table_merge import merge_tables
from careers_site.content.tables.cells import Slug
from careers_site.content.tables.rows import keyed_rows
from careers_site.content.tables.tables import Table


@dataclass(frozen=True)
class Thing:
    id: Slug
    words: str
    note: str


THINGS = Table("things", Thing, ("id",))
SIDES: tuple[Choice, Choice] = ("theirs", "mine")
BASE = "id,words,note\na,one,1\nb,two,2\nc,three,3\n"
cells = st.tuples(*[st.sampled_from("xy")] * 2)
versions = st.dictionaries(st.sampled_from("abcd"), cells).map(
    lambda rows: "id,words,note\n" + "".join(f"{key},{w},{n}\n" for key, (w, n) in rows.items())
)


@given(versions, versions, versions)
def test_what_only_one_changed_is_in_the_result_and_the_rest_is_a_conflict(
    base: str, mine: str, theirs: str
) -> None:
    merged = merge_tables(THINGS, base, mine, theirs)
    old, ours, others = (keyed_rows(text, THINGS) or {} for text in (base, mine, theirs))
    if merged is None:
        assert old == ours
        return
    kept, own = (keyed_rows(merged.text([w] * len(merged.conflicts)), THINGS) or {} for w in SIDES)
    for key in {*old, *ours, *others}:
        before, one, other = old.get(key), ours.get(key), others.get(key)
        if one == before:
            assert kept.get(key) == own.get(key) == other
        elif other == before:
            assert kept.get(key) == own.get(key) == one
        elif one and other:
            for name in ("words", "note"):
                was = before[name] if before else ""
                assert own[key][name] == (one[name] if one[name] != was else other[name])
                assert kept[key][name] == (other[name] if other[name] != was else one[name])
        else:
            assert (own.get(key), kept.get(key)) == (one, other)


def test_rows_that_nobody_changed_stay_byte_for_byte() -> None:
    theirs = BASE.replace("b,two,2", ' b , "two" ,2')
    merged = merge_tables(THINGS, BASE, BASE.replace("three", "tree"), theirs)
    assert merged
    assert merged.text() == theirs.replace("three", "tree")


@pytest.mark.parametrize("mine", [BASE, "id,words\na,b\n", f"{BASE}a,again,1\n"])
def test_what_is_no_change_of_rows_is_left_to_the_merge_of_lines(mine: str) -> None:
    assert merge_tables(THINGS, BASE, mine, BASE) is None


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("A\nb\nc\n", "a\nB\nc\n", "A\nB\nc\n"),
        ("a\nc\n", "a\nb\nnew\nc\n", "a\nnew\nc\n"),
        ("a\nnew\nnewer\nb\nc\n", "a\nB\nc\n", "a\nnew\nnewer\nB\nc\n"),
    ],
)
def test_changes_of_lines_beside_each_other_are_no_conflict(
    mine: str, theirs: str, both: str
) -> None:
    assert merge("a\nb\nc\n", mine, theirs).text() == both
    assert merge("a\nb\nc\n", theirs, mine).text() == both


def test_of_lines_that_both_changed_either_or_both_are_taken() -> None:
    merged = merge("a\nb\n", "a\nmine\nb\n", "a\ntheirs\nb\n")
    assert merged.text(["mine"]) == "a\nmine\nb\n"
    assert merged.text(["theirs"]) == "a\ntheirs\nb\n"
    assert merged.text(["both"]) == "a\ntheirs\nmine\nb\n"
    (conflict,) = merge("b\n", "mine\n", "theirs\n").parts
    assert conflict == Conflict(("b\n",), ("mine\n",), ("theirs\n",))
    with pytest.raises(ValueError, match="1 choices are needed, 0 are given"):
        merged.text()
