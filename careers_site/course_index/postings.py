"""Queries answered from the postings of all segments, with the scores of BM25."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query
from whoosh.util.numeric import byte_to_length

from careers_site.course_index.segment import Documents, Ids, Scores, Segment

# The usual parameters of BM25, those of Whoosh.
B, K1 = 0.75, 1.2
# Lengths of courses as Whoosh tells them apart.
LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)
# What was found is kept. Of stems that is never more than the index itself; a phrase or a prefix
# takes up to 8 bytes a course, and readers can think of any number of them.
MOST_STEMS, MOST_OTHERS = 2_000, 100


@dataclass(frozen=True)
class Found:
    """Numbers of documents, ascending, and the score of each."""

    documents: Documents
    scores: Scores


NOTHING = Found(np.zeros(0, np.int32), np.zeros(0, np.float32))


class Postings:
    """The postings of one state of the index. Serves all threads of a process."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.ids: Ids = np.concatenate([segment.ids for segment in segments])
        ends = np.cumsum([len(segment.ids) for segment in segments]).tolist()
        # A document of a segment has this many numbers before its own.
        self._bases = [np.int32(base) for base in [0, *ends[:-1]]]
        self.size = len(self.ids)
        self._in_order = bool(np.all(np.diff(self.ids) > 0))
        self._norms = self._length_norms()
        self._alive = self._not_replaced()
        self.term = lru_cache(MOST_STEMS)(self._read_term)
        self._phrase = lru_cache(MOST_OTHERS)(self._read_phrase)
        self._prefix = lru_cache(MOST_OTHERS)(self._read_prefix)

    def find(self, asked: Any) -> Found:
        """What answers a query of Whoosh's parser."""
        if asked == query.NullQuery:
            return NOTHING
        if isinstance(asked, query.Term):
            return self.term(asked.text)
        if isinstance(asked, query.Phrase):
            return self._phrase(tuple(asked.words))
        if isinstance(asked, query.Prefix):
            return self._prefix(asked.text)
        found = [self.find(part) for part in asked.subqueries]
        if isinstance(asked, query.And):
            return reduce(self._both, sorted(found, key=lambda part: len(part.documents)))
        return self._any(found)

    def by_id(self, found: Found) -> tuple[Ids, Scores]:
        """The ids of courses, ascending, and their scores."""
        ids, scores = self.ids[found.documents], found.scores
        if self._in_order:
            return ids, scores
        order = np.argsort(ids)
        return ids[order], scores[order]

    @cached_property
    def words(self) -> list[str]:
        """All words as they are written in the courses."""
        return sorted({word for segment in self._segments for word in segment.words})

    def _read_term(self, stem: str) -> Found:
        """The documents with a stem, scored."""
        read = [segment.postings(stem) for segment in self._segments]
        documents = self._numbered(documents for documents, _ in read)
        weights = np.concatenate([weights for _, weights in read])
        idf = log(self.size / (len(documents) + 1)) + 1 if self.size else 0.0
        scores = idf * weights * (K1 + 1) / (weights + self._norms[documents])
        return self._living(Found(documents, scores.astype(np.float32)))

    def _read_phrase(self, words: Sequence[str]) -> Found:
        """Documents with the words one after another: their places, moved by one each, coincide."""
        found = reduce(self._both, (self.term(word) for word in words))
        if not len(found.documents):
            return NOTHING
        places = [self._places(word) - number for number, word in enumerate(words)]
        common, *others = sorted(places, key=len)
        for other in others:
            at = np.minimum(np.searchsorted(other, common), len(other) - 1)
            common = common[other[at] == common]
        within = np.zeros(self.size, dtype=bool)
        within[common >> 16] = True
        mask = within[found.documents]
        return Found(found.documents[mask], found.scores[mask])

    def _places(self, stem: str) -> Ids:
        """Each place of a stem, as its document times 65536 plus the place in it."""
        read = [segment.places(stem) for segment in self._segments]
        documents = self._numbered(documents for documents, _ in read)
        where: Ids = np.concatenate([places for _, places in read])
        return where + (documents.astype(np.int64) << 16)

    def _read_prefix(self, prefix: str) -> Found:
        within = np.zeros(self.size, dtype=bool)
        within[self._numbered(segment.beginning(prefix) for segment in self._segments)] = True
        documents = np.flatnonzero(within).astype(np.int32)
        return self._living(Found(documents, np.ones(len(documents), np.float32)))

    def _living(self, found: Found) -> Found:
        mask = self._alive[found.documents]
        return found if mask.all() else Found(found.documents[mask], found.scores[mask])

    def _both(self, few: Found, many: Found) -> Found:
        dense = np.full(self.size, np.nan, np.float32)
        dense[many.documents] = many.scores
        scores = few.scores + dense[few.documents]
        mask = ~np.isnan(scores)
        return Found(few.documents[mask], scores[mask])

    def _any(self, parts: Iterable[Found]) -> Found:
        scores = np.zeros(self.size, np.float32)
        within = np.zeros(self.size, dtype=bool)
        for part in parts:
            scores[part.documents] += part.scores
            within[part.documents] = True
        documents = np.flatnonzero(within).astype(np.int32)
        return Found(documents, scores[documents])

    def _numbered(self, parts: Iterable[Documents]) -> Documents:
        """The documents of each segment, by their numbers among all."""
        return np.concatenate([part + base for part, base in zip(parts, self._bases, strict=True)])

    def _length_norms(self) -> Scores:
        """What BM25 adds to the weight in its divisor: longer courses need more."""
        exact = np.concatenate([segment.lengths for segment in self._segments])
        average = exact.mean() if exact.any() else 1
        lengths = LENGTHS[np.searchsorted(LENGTHS, exact)]
        norms: Scores = (K1 * ((1 - B) + B * lengths / average)).astype(np.float32)
        return norms

    def _not_replaced(self) -> NDArray[np.bool_]:
        """Which documents no later segment has anew, or says that they are gone."""
        alive = np.ones(self.size, dtype=bool)
        for base, segment in list(zip(self._bases, self._segments, strict=True))[1:]:
            alive[:base] &= ~np.isin(self.ids[:base], segment.touched)
        return alive
