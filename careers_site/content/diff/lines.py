"""What changed in a text, line by line, with the changed words of a line marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from careers_site.content.diff.alignment import Alignment
from careers_site.content.diff.text import lines_of

Kind = Literal["same", "removed", "added"]
# Lines around a change that are shown with it.
AROUND = 2
# Two lines are shown as one that changed if so much of them is the same.
ALIKE = 0.4
# A longer line is shown as changed whole.
MOST_WORDS = 1_000
# Above it words are put beside each other as the lines of long texts are.
MANY_WORDS = 100
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words of a line, and whether they are what changed."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Line:
    """A line with its number before and after; None where it is not there."""

    kind: Kind
    before: int | None
    now: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class TextDiff:
    """The changed lines in groups, each with the lines around it."""

    hunks: tuple[tuple[Line, ...], ...]


def compare(before: str | None, now: str | None) -> TextDiff:
    """What changed from one text to another; None is a document that is not there."""
    old, new = lines_of(before or ""), lines_of(now or "")
    hunks = []
    for group in Alignment(old, new).get_grouped_opcodes(AROUND):
        lines: list[Line] = []
        for tag, a, b, c, d in group:
            if tag == "equal":
                lines += [_same(old, a + n, c + n) for n in range(b - a)]
            else:
                lines += _changed(old[a:b], new[c:d], a, c)
        hunks.append(tuple(lines))
    return TextDiff(tuple(hunks))


def _same(old: list[str], at: int, now: int) -> Line:
    return Line("same", at + 1, now + 1, (Piece(old[at].rstrip("\n"), changed=False),))


def _changed(old: list[str], new: list[str], at_old: int, at_new: int) -> Iterator[Line]:
    """Lines taken out, then lines put in; a pair that is alike has its changed words marked."""
    out = [_whole(line) for line in old]
    put = [_whole(line) for line in new]
    for number in range(min(len(old), len(new))):
        if alike := _alike(old[number].rstrip("\n"), new[number].rstrip("\n")):
            out[number], put[number] = alike
    for number, pieces in enumerate(out, start=at_old + 1):
        yield Line("removed", number, None, pieces)
    for number, pieces in enumerate(put, start=at_new + 1):
        yield Line("added", None, number, pieces)


def _alike(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """Both lines in pieces, or None if they have little in common."""
    before, now = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(now)) > MOST_WORDS:
        return None
    matcher = Alignment(before, now, MANY_WORDS)
    if matcher.ratio() < ALIKE:
        return None
    out, put = [], []
    for tag, a, b, c, d in matcher.get_opcodes():
        out.append(Piece("".join(before[a:b]), changed=tag != "equal"))
        put.append(Piece("".join(now[c:d]), changed=tag != "equal"))
    return tuple(p for p in out if p.text), tuple(p for p in put if p.text)


def _whole(line: str) -> tuple[Piece, ...]:
    return (Piece(line.rstrip("\n"), changed=True),)
