"""One thing that a draft leaves to be changed elsewhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class FollowUp:
    """Something that is wrong once the draft is published; `line` is None for a row.

    `mend` makes of the document's text what it should be; None where only a person knows how.
    """

    path: str
    line: int | None
    sentence: str
    shown: str
    mend: Callable[[str], str] | None
    title: str = ""

    @property
    def key(self) -> str:
        said = f"{self.path} {self.line} {self.sentence}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def in_line(number: int, old: re.Pattern[str], new: str, text: str) -> str:
    """The text with `new` for `old` in one of its lines, counted from 1."""
    lines = text.split("\n")
    if number <= len(lines):
        lines[number - 1] = old.sub(lambda _found: new, lines[number - 1])
    return "\n".join(lines)
