"""Long lists in parts by first letter."""

from __future__ import annotations

from careers_site.platform.text.grouping import PART, by_letter


def test_a_part_ends_with_a_whole_letter_once_it_is_long_enough() -> None:
    names = [f"A{n}" for n in range(PART)] + ["b", "C", "d"]
    assert by_letter(reversed(names), str) == [("A", names[:PART]), ("B to D", ["b", "C", "d"])]


def test_nothing_has_no_parts() -> None:
    assert by_letter([], str) == []
