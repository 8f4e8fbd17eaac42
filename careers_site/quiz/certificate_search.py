"""Finding a certificate by what somebody remembers of its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log

from careers_site.content.rules.qualifications import Qualification
from careers_site.quiz.certificate_names import alike, asked, number_of, words_of

# So many certificates are shown at the most.
MOST = 6
# A certificate is shown if it is this near to what was asked for, and to the best that was found.
NEAR_ENOUGH, NEAR_BEST = 0.45, 0.7
# Of a score, the share for asked words that the name has; the rest is for words of the name asked.
RECALL = 0.75
# The list parts some at a year by when they were begun; the certificate comes a little later.
YEARS_OF_STUDY = 2
WRONG_YEAR = 0.8
# The words of names that a typed word can mean, with how likely; and how much the word tells.
Meanings = tuple[Mapping[str, float], float]


class Finder:
    """The certificates, and how much each word of their names tells; immutable."""

    def __init__(self, qualifications: Iterable[Qualification]) -> None:
        self._names = [
            (one, frozenset(words)) for one in qualifications for words in map(words_of, one.names)
        ]
        self._numbers = {number_of(number): one for one, _ in self._names for number in one.numbers}
        times = Counter(word for _, words in self._names for word in words)
        self._tells = {word: log(1 + len(self._names) / n) for word, n in times.items()}
        # A word that no name has tells as much as one that is neither common nor rare.
        self._unknown = log(1 + len(self._names) / 10) / 2
        self._meanings = lru_cache(maxsize=2_000)(self._find_meanings)

    def find(self, text: str) -> tuple[Qualification, ...]:
        """The certificates that the text can mean, the likeliest first; a number means one."""
        what = asked(text)
        if what.number in self._numbers:
            return (self._numbers[what.number],)
        meant = [self._meanings(word) for word in what.words]
        told = {word for words, _ in meant for word in words}
        best: dict[Qualification, float] = {}
        for one, name in self._names:
            if told.isdisjoint(name):
                continue
            score = self._score(meant, name) * _in_time(one, what.year)
            if score >= NEAR_ENOUGH and score > best.get(one, 0):
                best[one] = score
        return tuple(_likeliest(best))

    def _find_meanings(self, typed: str) -> Meanings:
        likely = ((word, alike(typed, word)) for word in self._tells)
        words = {word: likeness for word, likeness in likely if likeness}
        return words, max((self._tells[word] for word in words), default=self._unknown)

    def _score(self, meant: Iterable[Meanings], name: frozenset[str]) -> float:
        """How well a name that has at least one of the words fits all that was typed."""
        found: set[str] = set()
        got = wanted = 0.0
        for words, tells in meant:
            hits = name & words.keys()
            if hits:
                hit = max(hits, key=words.__getitem__)
                found.add(hit)
                got += self._tells[hit] * words[hit]
                tells = self._tells[hit]
            wanted += tells
        precision = self._sum(found) / self._sum(name)
        return RECALL * got / wanted + (1 - RECALL) * precision

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._tells[word] for word in words)


def _in_time(one: Qualification, year: int | None) -> float:
    if year is None:
        return 1.0
    early = one.first is not None and year < one.first
    late = one.last is not None and year > one.last + YEARS_OF_STUDY
    return WRONG_YEAR if early or late else 1.0


def _likeliest(scores: Mapping[Qualification, float]) -> Iterator[Qualification]:
    order = sorted(scores, key=lambda one: -scores[one])
    for one in order[:MOST]:
        if scores[one] >= scores[order[0]] * NEAR_BEST:
            yield one


@lru_cache(maxsize=2)
def finder(qualifications: tuple[Qualification, ...]) -> Finder:
    """The finder of a library's certificates, made once."""
    return Finder(qualifications)
