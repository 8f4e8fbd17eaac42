"""Words as they are compared: "Volunteering", "volunteers" and "volunteer" have one stem."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from careers_site.course_index.words import stem_analyser

# Stems, one after another.
Phrase = tuple[str, ...]
WORD = re.compile(r"\w+")
# SEND is another word than "send"; "GCSEs" are more than one GCSE.
_ACRONYM = re.compile(r"([A-Z]{2,6})s?")
# Words of a question that say nothing about what is asked for.
_IDLE = """
a about all am an and any are as at be by can could do does for from get give go had has have how i
if in into is it its ll me much many my need no not of on or our so take tell than that the their
them there they this to up us want was we what when where which who why will with would you your
"""
_ANALYSER = stem_analyser()


@dataclass(frozen=True)
class Word:
    """A word of a text: its stem, and where it stands."""

    stem: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem, without accents and capitals; an acronym keeps its capitals. "" for no word."""
    if acronym := _ACRONYM.fullmatch(word):
        return acronym[1]
    return "".join(token.text for token in _ANALYSER(word))


def words(text: str) -> list[Word]:
    return [Word(stem(found[0]), *found.span()) for found in WORD.finditer(text)]


def stems(text: str) -> Phrase:
    return tuple(stem(word) for word in WORD.findall(text))


def joined(stems: Iterable[str]) -> str:
    """Stems as one text, in which a phrase is found with its ends."""
    return f" {' '.join(stems)} "


IDLE = frozenset(stem(word) for word in _IDLE.split())
