"""What somebody typed, as the words that count and what the site may say for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from careers_site.site_search.stems import IDLE, WORD, Phrase, stem

MOST_WORDS = 16
Finds = Mapping[Phrase, tuple[Phrase, ...]]
# The stem of an acronym in small letters -> the acronym.
Acronyms = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """`terms` are what is looked for: each a phrase and what means the same.

    `pairs` are neighbours among the words: a text that has them side by side fits better.
    """

    terms: tuple[tuple[Phrase, ...], ...]
    pairs: tuple[Phrase, ...]

    @classmethod
    def read(cls, text: str, synonyms: Finds, acronyms: Acronyms) -> Asked:
        typed = typed_stems(text, acronyms)[:MOST_WORDS]
        telling = tuple(word for word in typed if word not in IDLE) or typed
        terms = tuple(dict.fromkeys(_terms(typed, set(telling), synonyms)))
        return cls(terms, tuple(dict.fromkeys(pairwise(telling))))

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Everything that is looked for, the longest first."""
        return tuple(sorted({one for term in self.terms for one in term}, key=len, reverse=True))


def typed_stems(text: str, acronyms: Acronyms) -> Phrase:
    """The stems of what somebody typed, maybe without capitals: "send" is SEND on this site."""
    found = (stem(word.lower()) for word in WORD.findall(text))
    return tuple(acronyms.get(one, one) for one in found if one)


def _terms(typed: Phrase, telling: set[str], synonyms: Finds) -> Iterator[tuple[Phrase, ...]]:
    """The longest phrases that have synonyms, and each telling word between them."""
    longest = max(map(len, synonyms), default=0)
    at = 0
    while at < len(typed):
        sizes = range(min(longest, len(typed) - at), 0, -1)
        size = next((size for size in sizes if typed[at : at + size] in synonyms), 0)
        phrase = typed[at : at + (size or 1)]
        if size or phrase[0] in telling:
            yield (phrase, *synonyms.get(phrase, ()))
        at += len(phrase)
