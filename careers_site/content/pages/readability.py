"""How easy words are to read: the reading age of a page, and its long sentences.

The reading age is the Flesch-Kincaid grade (Kincaid and others, 1975), a school year in the
United States, plus the 5 years of age before the first one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from careers_site.content.pages.passages import CELL, HEADING, Passage

OLDEST_READING_AGE = 11
LONGEST_SENTENCE = 25
_WORD = re.compile(r"[A-Za-z0-9£][A-Za-z0-9'’£,.]*")


def sentences(words: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?!])\s+", words) if _WORD.search(one)]


def long_sentences(words: str) -> list[tuple[int, str]]:
    """Sentences of more words than a reader can hold: how many, and the sentence."""
    counted = ((len(_WORD.findall(one)), one) for one in sentences(words))
    return [(count, one) for count, one in counted if count > LONGEST_SENTENCE]


def reading_age(found: Iterable[Passage]) -> float:
    """The age at which somebody can read what is not evidence; 0 where there are no words."""
    prose = [p.words for p in found if p.kind not in (HEADING, CELL) and not p.is_evidence]
    said = [re.findall(r"[A-Za-z'’]+", one) for words in prose for one in sentences(words)]
    words = [word for one in said for word in one]
    if not words:
        return 0
    grade = 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


@lru_cache(maxsize=8_192)
def syllables(word: str) -> int:
    """About how many: groups of vowels, without a silent e at the end."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    silent = count > 1 and re.search(r"[^aeiouyl]e$", word) is not None
    return max(count - silent, 1)
