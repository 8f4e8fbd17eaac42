"""Two changes of one text put together, line by line; what touches the same lines is a conflict.

Pure: a text is a list of lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match
from typing import Literal

from careers_site.content.diff.alignment import Alignment
from careers_site.content.diff.text import lines_of, plain_lines

Choice = Literal["mine", "theirs", "both"]
CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both")


@dataclass(frozen=True)
class Agreed:
    """Lines that are in the result."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Lines that both changed, each in another way; `base` is what they were."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    def lines(self, choice: Choice) -> tuple[str, ...]:
        chosen = {"mine": self.mine, "theirs": self.theirs, "both": self.theirs + self.mine}
        return chosen[choice]


@dataclass(frozen=True)
class Merge:
    """The parts of a merge, in the order of the text."""

    parts: tuple[Agreed | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple(part for part in self.parts if isinstance(part, Conflict))

    @property
    def is_clean(self) -> bool:
        return not self.conflicts

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """The result, with one choice for each conflict. Raises ValueError if one is missing."""
        if len(choices) != len(self.conflicts):
            raise ValueError(f"{len(self.conflicts)} choices are needed, {len(choices)} are given")
        left = iter(choices)
        return "".join(
            line
            for part in self.parts
            for line in (part.lines if isinstance(part, Agreed) else part.lines(next(left)))
        )


def merge(base: str, mine: str, theirs: str) -> Merge:
    """What `mine` and `theirs` made of `base`, put together."""
    old, ours, others = (lines_of(plain_lines(text)) for text in (base, mine, theirs))
    parts: list[Agreed | Conflict] = []
    agreed: list[str] = []
    at_old = at_ours = at_others = 0
    for start, in_ours, in_others, length in _common(old, ours, others):
        between = _between(
            tuple(old[at_old:start]),
            tuple(ours[at_ours:in_ours]),
            tuple(others[at_others:in_others]),
        )
        for one in between:
            if isinstance(one, Conflict):
                parts += [Agreed(tuple(agreed)), one] if agreed else [one]
                agreed = []
            else:
                agreed += one.lines
        agreed += old[start : start + length]
        at_old, at_ours, at_others = start + length, in_ours + length, in_others + length
    return Merge((*parts, Agreed(tuple(agreed))) if agreed else tuple(parts))


def _between(
    old: tuple[str, ...], ours: tuple[str, ...], others: tuple[str, ...]
) -> Iterator[Agreed | Conflict]:
    """What stands between two runs of lines that nobody changed.

    Each changed lines that the other left alone, even if they are neighbours: no conflict.
    """
    if ours == others or others == old:
        yield Agreed(ours)
    elif ours == old:
        yield Agreed(others)
    elif beside := _beside(old, ours, others) or _beside(old, others, ours):
        yield Agreed(beside)
    elif len(old) > 1 and len(old) == len(ours) == len(others):
        for lines in zip(old, ours, others, strict=True):
            yield from _between(*((line,) for line in lines))
    else:
        yield Conflict(old, ours, others)


def _beside(old: tuple[str, ...], one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """`other` with what `one` put before or after the old lines; nothing where it changed them."""
    count = len(old)
    if count and one[:count] == old:
        return other + one[count:]
    return one[:-count] + other if count and one[-count:] == old else ()


def _common(
    old: list[str], ours: list[str], others: list[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines of the old text that both kept: where they start in each, and how many.

    The last one, at the end of all three, has no lines.
    """
    kept, also_kept = _kept(old, ours), _kept(old, others)
    at = also_at = 0
    while at < len(kept) and also_at < len(also_kept):
        first, second = kept[at], also_kept[also_at]
        start = max(first.a, second.a)
        end = min(first.a + first.size, second.a + second.size)
        if start < end:
            yield start, first.b + start - first.a, second.b + start - second.a, end - start
        if first.a + first.size < second.a + second.size:
            at += 1
        else:
            also_at += 1
    yield len(old), len(ours), len(others), 0


def _kept(old: list[str], new: list[str]) -> list[Match]:
    return Alignment(old, new).get_matching_blocks()[:-1]
