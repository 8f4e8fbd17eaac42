"""Did you mean: words that were typed, put right by the words that the index holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST, LONGEST = 4, 40
# How many slips of the finger a word may hold: one, or two in a long word.
LONG = 8


class Lexicon:
    """The words of the catalogue as they are written in it; immutable."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [word for word in words if len(word) >= SHORTEST and not word.isdigit()]

    def nearest(self, word: str) -> str | None:
        """The word that differs from `word` by the fewest slips, if few enough."""
        slips = 2 if len(word) >= LONG else 1
        found = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None


def correct(text: str, lexicon: Lexicon, is_known: Callable[[str], bool]) -> str | None:
    """`text` with each unknown word replaced by its nearest, or None if nothing can be bettered."""

    def right(match: re.Match[str]) -> str:
        word = match[0].lower()
        if not SHORTEST <= len(word) <= LONGEST or is_known(word):
            return match[0]
        return lexicon.nearest(word) or match[0]

    corrected = re.sub(r"\w+", right, text)
    return corrected if corrected != text else None
