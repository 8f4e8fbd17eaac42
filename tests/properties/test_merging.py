"""Laws of merging: whatever two people do to a text, nothing that either wrote is lost."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from careers_site.content.diff.merge import CHOICES, merge

lines = st.lists(st.sampled_from([f"{word}\n" for word in "abcdef"]) | st.just("\n"), max_size=12)
texts = lines.map("".join)


@given(texts, texts)
def test_what_only_one_changed_is_taken_as_it_is(base: str, changed: str) -> None:
    for merged in (merge(base, changed, base), merge(base, base, changed)):
        assert merged.is_clean
        assert merged.text() == changed


@given(texts, texts)
def test_the_same_change_made_twice_is_made_once(base: str, changed: str) -> None:
    assert merge(base, changed, changed).text() == changed


@given(texts, texts, texts)
def test_it_does_not_matter_who_was_first(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert one.is_clean == other.is_clean
    if one.is_clean:
        assert one.text() == other.text()


@given(texts, texts, texts)
def test_no_line_that_anybody_wrote_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    both = merged.text(["both"] * len(merged.conflicts)).splitlines()
    written = {*mine.splitlines(), *theirs.splitlines()} - set(base.splitlines())
    assert written <= set(both)


@given(texts, texts, texts)
def test_choosing_one_side_everywhere_keeps_what_the_other_did_elsewhere(
    base: str, mine: str, theirs: str
) -> None:
    merged = merge(base, mine, theirs)
    assume(not merged.is_clean)
    for choice in CHOICES:
        chosen = merged.text([choice] * len(merged.conflicts))
        assert merge(chosen, chosen, chosen).text() == chosen
        for conflict in merged.conflicts:
            assert "".join(conflict.lines(choice)) in chosen


@given(lines, lines, lines, st.integers(0, 5))
def test_changes_far_apart_never_conflict(
    above: list[str], below: list[str], between: list[str], more: int
) -> None:
    middle = [f"nobody touches line {number}\n" for number in range(more + 1)]
    base = "".join([*between, *middle, *between])
    mine = "".join([*above, *middle, *between])
    theirs = "".join([*between, *middle, *below])
    assert merge(base, mine, theirs).text() == "".join([*above, *middle, *below])
