"""What somebody wrote, fit to be shown, and what they probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from rapidfuzz import process


def did_you_mean(found: str, allowed: Collection[str]) -> str:
    """' (did you mean "x"?)' for the nearest allowed word, or nothing when none is near."""
    near = process.extractOne(found, list(allowed), score_cutoff=60)
    return f' (did you mean "{near[0]}"?)' if near else ""


def printable(text: str) -> str:
    """The text without characters that no page can show, such as the NUL of a broken address."""
    return "".join(letter for letter in text if letter.isprintable())


def showable(text: str) -> str:
    """The text, lines and spaces of every kind kept, without what no page can hold."""
    return "".join(letter for letter in text if _is_showable(letter))


def _is_showable(letter: str) -> bool:
    """No control character, no half of a letter, and no letter that does not exist."""
    return letter in "\r\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Cn"}
