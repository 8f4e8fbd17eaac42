"""What somebody wrote, fit to be shown and kept, and what they probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from rapidfuzz import process

# Control characters but tab and line ends, halves of characters, and what Unicode says is none.
_NONE = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
ODD = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONE}]")


def did_you_mean(found: str, allowed: Collection[str]) -> str:
    """' (did you mean "x"?)' for the nearest allowed word, or nothing when none is near."""
    near = process.extractOne(found, list(allowed), score_cutoff=60)
    return f' (did you mean "{near[0]}"?)' if near else ""


def showable(text: str) -> str:
    """The text without what no page and no database can hold; its lines and spaces stay."""
    return ODD.sub("", text)


def one_line(text: str | None, longest: int | None = None) -> str:
    """The text that can be shown in a line: single spaces, none at the ends, `longest` letters."""
    letters = (letter if letter.isprintable() else " " for letter in text or "")
    return " ".join("".join(letters).split())[:longest].strip()


def new_id(text: str, taken: Collection[str]) -> str:
    """An id made of words that is not taken yet: leeds-city-council-2025, then …-2."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "row"
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
