"""The words of a certificate's name, written in one way, and how likely one means another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import OSA

# Of what is typed, so many letters and words are read.
LONGEST, MOST_WORDS = 120, 12

_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "iii": "3"}
# Words that tell nothing about which certificate is meant.
_IDLE = {"a", "an", "and", "at", "for", "i", "in", "my", "of", "on", "or", "the", "to", "with"}
_IDLE |= {"awarded", "got", "have", "level", "lvl", "qualification", "qualifications", "year"}
_COUNTRIES = (
    "afghanistan albania australia bangladesh brazil bulgaria cameroon china czechia egypt eritrea "
    "ethiopia france germany ghana greece hungary india iran iraq italy jamaica kenya latvia "
    "lithuania malaysia malawi moldova morocco nepal nigeria pakistan philippines poland portugal "
    "romania russia slovakia somalia spain sudan syria turkey uganda ukraine usa zambia zimbabwe"
)
# How people write -> how words are compared. Tried in this order, on lower case.
_REWRITTEN = (
    (r"[’'`]", ""),
    (r"\ba ?\*", " astar "),
    (r"&", " and "),
    (r"[^a-z0-9]+", " "),
    # A slip in "level" too: "a levle".
    (r"\b(as|a|o|t) ?le?v[el]{1,3}s?\b", r" \1level "),
    (r"\bgrade a\b", "grade gradea"),
    (r"\b(?:level|lvl|l) ?([1-8])\b", r" \1 "),
    (r"\b(nvq|svq|cse|n|btec)([1-8])\b", r"\1 \2"),
    (r"\b(child) (care)\b", r"\1\2"),
    (r"\b(pre) (school)\b", r"\1\2"),
    (r"\bmathematics\b", "maths"),
    (r"\bcity guilds\b", "city and guilds"),
    # "A nurse from India" is a nurse trained abroad, wherever that was.
    (rf"\b(abroad|foreign(?! languages?)|{_COUNTRIES.replace(' ', '|')})\b", "overseas"),
)
# As Ofqual writes it, 601/2147/6, and as people type it.
_NUMBER = re.compile(r"\b([0-9]{3})[ /.-]?([0-9]{4})[ /.-]?([0-9xX])\b", re.ASCII)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Asked:
    """What was typed: the words that count, and a year and a number if there were any."""

    words: tuple[str, ...]
    year: int | None
    number: str = ""


def number_of(text: str) -> str:
    """The qualification number in a text, however it is parted, as plain letters; or ""."""
    found = _NUMBER.search(text)
    return "".join(found.groups()).upper() if found else ""


def asked(text: str) -> Asked:
    number = number_of(text[:LONGEST])
    text = _NUMBER.sub(" ", text)
    year = _YEAR.search(text)
    words = words_of(_YEAR.sub(" ", text[:LONGEST]))[:MOST_WORDS]
    return Asked(words, int(year[0]) if year else None, number)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, written in one way: "NVQ Level Three" is ("nvq", "3")."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for number, digit in _NUMBERS.items():
        plain = re.sub(rf"\b{number}\b", digit, plain)
    for pattern, instead in _REWRITTEN:
        plain = re.sub(pattern, instead, plain)
    return tuple(word for word in dict.fromkeys(plain.split()) if word not in _IDLE)


def alike(typed: str, word: str) -> float:
    """How likely `typed` means `word`, from 0 to 1: the same, its beginning, or a slip in it."""
    if typed == word:
        return 1.0
    shorter, longer = sorted((typed, word), key=len)
    if len(shorter) < 3 or any(letter.isdigit() for letter in shorter):
        return 0.0
    if longer.startswith(shorter) and len(shorter) > 3:
        return 0.85 + 0.1 * len(shorter) / len(longer)
    slips = OSA.distance(typed, word, score_cutoff=2)
    allowed = 0 if len(longer) < 4 else 1 if len(longer) < 8 else 2
    return 0.9 - slips / len(longer) if slips <= allowed else 0.0
