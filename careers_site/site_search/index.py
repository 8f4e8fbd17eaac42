"""The site in memory, searched by words: some hundred short texts, each scored for each phrase.

What a phrase counts for in a text counts the more, the rarer the phrase is on the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from careers_site.content.library import library
from careers_site.content.parsing import Library
from careers_site.course_index.suggestions import Lexicon, correct
from careers_site.site_search.asked import Asked, Finds, typed_stems
from careers_site.site_search.entries import CERTIFICATE, STEP, Entry, entries
from careers_site.site_search.stems import WORD, Phrase, joined, stem
from careers_site.site_search.texts import ROWS, Text

Scores = NDArray[np.float32]
# What means the same is not quite what was typed; neighbours count beside their words.
SYNONYM, PAIR = 0.8, 0.5
MOST, MOST_OF_A_KIND, LEAST_OF_BEST = 15, 5, 0.15


class SiteIndex:
    """Everything that can be found; immutable."""

    def __init__(self, found: Iterable[Entry], synonyms: Finds) -> None:
        self._texts = [Text(entry) for entry in found]
        self._priors = np.array([text.prior for text in self._texts], np.float32)
        written = {word for text in self._texts for word in _written(text.entry)}
        self._stems = {stem(word) for word in written}
        self._acronyms = {stem(one.lower()): one for one in self._stems if one.isupper()}
        self._synonyms = {
            self._as_written(own): tuple(map(self._as_written, others))
            for own, others in synonyms.items()
        }
        self._known = self._stems | {one for phrase in self._synonyms for one in phrase}
        self._lexicon = Lexicon(sorted({word.lower() for word in written}))
        self._weights = lru_cache(maxsize=1_000)(
            lambda phrase: np.array([text.weight(phrase) for text in self._texts], np.float32)
        )

    def read(self, text: str) -> Asked:
        return Asked.read(text, self._synonyms, self._acronyms)

    def find(self, asked: Asked) -> list[Text]:
        """What answers best, first; of rows of one kind only a few."""
        scores = self._scores(asked)
        least = max(scores.max(initial=0) * LEAST_OF_BEST, 1e-6)
        order = np.argsort(-scores, kind="stable")
        return _few([self._texts[at] for at in order if scores[at] >= least])

    def suggest(self, text: str) -> str | None:
        """`text` with misspelt words put right by the words of the site, or None."""
        return correct(text, self._lexicon, self._is_known)

    def _is_known(self, word: str) -> bool:
        return all(one in self._known for one in typed_stems(word, self._acronyms))

    def _as_written(self, phrase: Phrase) -> Phrase:
        return tuple(self._acronyms.get(one, one) for one in phrase)

    def telling(self, phrase: Phrase) -> float:
        """How much a phrase tells: the fewer entries have it, the more."""
        having = int(np.count_nonzero(self._weights(joined(phrase))))
        return float(np.log(1 + len(self._texts) / (1 + having)))

    def _scores(self, asked: Asked) -> Scores:
        scores = np.zeros(len(self._texts), np.float32)
        covered, in_all = np.zeros_like(scores), 0.0
        for own, *others in asked.terms:
            of_each = [self._told(own), *(SYNONYM * self._told(other) for other in others)]
            best = np.max(of_each, axis=0)
            tells = max(self.telling(phrase) for phrase in (own, *others))
            scores += best
            covered += tells * (best > 0)
            in_all += tells
        for pair in asked.pairs:
            scores += PAIR * self._told(pair)
        # Who names several things is not answered by one of them.
        return scores * (covered / (in_all or 1)) ** 2 * self._priors

    def _told(self, phrase: Phrase) -> Scores:
        return self.telling(phrase) * self._weights(joined(phrase))


def _few(texts: Sequence[Text]) -> list[Text]:
    shown: list[Text] = []
    of_a_kind: Counter[str] = Counter()
    courses: set[str] = set()
    for text in texts:
        kind = text.entry.kind
        if kind in (STEP, CERTIFICATE):
            # A step often has the name of the certificate that it leads to.
            if text.entry.title in courses:
                continue
            courses.add(text.entry.title)
        of_a_kind[kind] += kind in ROWS
        if of_a_kind[kind] <= MOST_OF_A_KIND:
            shown.append(text)
    return shown[:MOST]


def _written(entry: Entry) -> list[str]:
    fields = (entry.title, *entry.names, *entry.within, entry.lead, *entry.text, entry.rest)
    return WORD.findall(" ".join(fields))


def site_index() -> SiteIndex:
    """The index of what is published now."""
    return _index_of(library())


@lru_cache(maxsize=1)
def _index_of(here: Library) -> SiteIndex:
    return SiteIndex(entries(here), here.synonyms.finds)
