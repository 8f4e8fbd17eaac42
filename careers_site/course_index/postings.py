"""The postings of words as NumPy arrays, each read from Whoosh once, and searched with NumPy.

Whoosh goes through postings one by one in Python. Read whole and kept, the same postings give the
same documents and scores (BM25) a hundred times faster.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query

from careers_site.course_index.array_cache import ArrayCache
from careers_site.course_index.blocks import (
    Documents,
    Ids,
    Scores,
    blocks,
    ids_of,
    joined,
    lengths_of,
)
from careers_site.course_index.fields import Places
from careers_site.course_index.schema import STEMS, WORDS

# Of documents, and as much again of places.
MOST_BYTES = 80 * 2**20
# The usual parameters of BM25, those of Whoosh.
B, K1 = 0.75, 1.2


@dataclass(frozen=True)
class Found:
    """Numbers of documents, ascending, and the score of each."""

    documents: Documents
    scores: Scores

    @property
    def nbytes(self) -> int:
        return self.documents.nbytes + self.scores.nbytes


NOTHING = Found(np.zeros(0, np.int32), np.zeros(0, np.float32))


class Postings:
    """The postings of one state of the index. Serves all threads of a process.

    Whoosh's reader is used under a lock: it must never be shared by threads.
    """

    def __init__(self, searcher: Any, most_bytes: int = MOST_BYTES) -> None:
        self._reader = searcher.reader()
        self._idf = searcher.idf
        self._leaves = list(self._reader.leaf_readers())
        self.reading = threading.Lock()
        self._found = ArrayCache[Found](most_bytes)
        self._places_of = ArrayCache[Ids](most_bytes)
        self.size = self._reader.doc_count_all()
        self.ids = joined((ids_of(leaf) for leaf, _ in self._leaves), np.int64)
        self._in_order = bool(np.all(np.diff(self.ids) > 0))
        self._norms = self._length_norms()
        self._alive = self._not_deleted()

    def find(self, asked: Any) -> Found:
        """What answers a query of Whoosh's parser."""
        if asked == query.NullQuery:
            return NOTHING
        if isinstance(asked, query.Term):
            return self.term(asked.text)
        if isinstance(asked, query.Phrase):
            return self._phrase(asked.words)
        if isinstance(asked, query.Prefix):
            return self._prefix(asked.text)
        found = [self.find(part) for part in asked.subqueries]
        if isinstance(asked, query.And):
            return reduce(self._both, sorted(found, key=lambda part: len(part.documents)))
        if isinstance(asked, query.Or):
            return self._any(found)
        raise TypeError(f"a query that the index does not know: {asked!r}")

    def term(self, text: str) -> Found:
        """The documents with a stem, scored."""
        kept = self._found.get(text)
        if kept is None:
            kept = self._found.put(text, self._read_term(text.encode()))
        return kept

    def by_id(self, found: Found) -> tuple[Ids, Scores]:
        """The ids of courses, ascending, and their scores."""
        ids, scores = self.ids[found.documents], found.scores
        if self._in_order:
            return ids, scores
        order = np.argsort(ids)
        return ids[order], scores[order]

    def words(self) -> list[str]:
        """All words as they are written in the courses."""
        with self.reading:
            return list(self._reader.field_terms(WORDS))

    def commonest(self, count: int) -> list[str]:
        """The stems that most courses have."""
        with self.reading:
            terms = self._reader.iter_field(STEMS)
            found = heapq.nlargest(count, ((info.doc_frequency(), text) for text, info in terms))
        return [text.decode() for _, text in found]

    def _read_term(self, text: bytes) -> Found:
        with self.reading:
            read = list(self._blocks(STEMS, text))
            idf = self._idf(STEMS, text) if read else 0.0
        if not read:
            return NOTHING
        documents = np.concatenate([documents for documents, _, _ in read])
        weights = np.concatenate([weights for _, weights, _ in read])
        scores = idf * weights * (K1 + 1) / (weights + self._norms[documents])
        return self._living(Found(documents, scores.astype(np.float32)))

    def _phrase(self, words: Iterable[str]) -> Found:
        words = tuple(words)
        key = f'"{" ".join(words)}"'
        kept = self._found.get(key)
        return self._found.put(key, self._read_phrase(words)) if kept is None else kept

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

    def _places(self, word: str) -> Ids:
        """Each place of a word, as its document times 65536 plus the place in it."""
        kept = self._places_of.get(word)
        if kept is None:
            with self.reading:
                read = list(self._blocks(STEMS, word.encode()))
            places = []
            for documents, _, values in read:
                where, counts = Places.read(values)
                places.append((np.repeat(documents.astype(np.int64), counts) << 16) + where)
            kept = self._places_of.put(word, joined(places, np.int64))
        return kept

    def _prefix(self, prefix: str) -> Found:
        kept = self._found.get(f"{prefix}*")
        if kept is None:
            within = np.zeros(self.size, dtype=bool)
            with self.reading:
                for text in self._reader.expand_prefix(WORDS, prefix):
                    for documents, _, _ in self._blocks(WORDS, text):
                        within[documents] = True
            documents = np.flatnonzero(within).astype(np.int32)
            found = Found(documents, np.ones(len(documents), np.float32))
            kept = self._found.put(f"{prefix}*", self._living(found))
        return kept

    def _both(self, few: Found, many: Found) -> Found:
        if not len(few.documents):
            return NOTHING
        if len(few.documents) * 16 < len(many.documents):
            at = np.searchsorted(many.documents, few.documents)
            at[at == len(many.documents)] = 0
            mask = many.documents[at] == few.documents
            scores = few.scores[mask] + many.scores[at[mask]]
            return Found(few.documents[mask], scores)
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

    def _living(self, found: Found) -> Found:
        if self._alive is None:
            return found
        mask = self._alive[found.documents]
        return Found(found.documents[mask], found.scores[mask])

    def _blocks(self, field: str, text: bytes) -> Iterator[tuple[Documents, Scores, Any]]:
        """The blocks of a word's postings: documents, weights, and places as they are kept."""
        for leaf, offset in self._leaves:
            if (field, text) in leaf:
                for documents, weights, values in blocks(leaf, field, text):
                    yield documents + np.int32(offset), weights, values

    def _length_norms(self) -> Scores:
        """What BM25 adds to the weight in its divisor: longer courses need more."""
        average = self._reader.field_length(STEMS) / max(self.size, 1) or 1
        each = (lengths_of(leaf._perdoc, STEMS, leaf.doc_count_all()) for leaf, _ in self._leaves)
        lengths = joined(each, np.float32)
        norms: Scores = (K1 * ((1 - B) + B * lengths / average)).astype(np.float32)
        return norms

    def _not_deleted(self) -> NDArray[np.bool_] | None:
        if not self._reader.has_deletions():
            return None
        alive = np.ones(self.size, dtype=bool)
        for leaf, offset in self._leaves:
            for number in leaf._perdoc.deleted_docs():
                alive[offset + number] = False
        return alive
