"""The postings of a commit, in memory: by field, in the order in which their documents come.

Whoosh sorts every posting as a tuple, and pickles tuples to files when there are many. Documents
come in order, so that only words need sorting; as arrays a posting takes about 20 bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Field, word, number of the document, weight, and where the word stands.
Item = tuple[str, bytes, int, float, bytes | None]


class InOrder(NamedTuple):
    """The postings of one field by word: those of `words[n]` end before `ends[n]`."""

    words: list[bytes]
    ends: list[int]
    documents: NDArray[np.uint32]
    weights: NDArray[np.float32]
    places: NDArray[np.int64]
    """Where the value of each begins and ends in `data`."""
    data: bytes

    def values(self, chosen: slice) -> list[bytes]:
        return [self.data[begin:end] for begin, end in self.places[chosen].tolist()]


class Gathered:
    """The postings of one field."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = array("I")
        self._documents = array("I")
        self._weights = array("f")
        self._sizes = array("I")
        self._values = bytearray()

    def add(
        self, document: int, words: list[str], weights: list[float], values: list[bytes]
    ) -> None:
        numbers = self._numbers
        self._words.extend([numbers.setdefault(word, len(numbers)) for word in words])
        self._documents.extend([document] * len(words))
        self._weights.extend(weights)
        self._sizes.extend(map(len, values))
        self._values += b"".join(values)

    def in_order(self) -> InOrder:
        words = sorted(self._numbers)
        ranks = np.empty(len(words), np.int64)
        ranks[[self._numbers[word] for word in words]] = np.arange(len(words))
        ranks = ranks[np.frombuffer(self._words, np.uint32)]
        order = np.argsort(ranks, kind="stable")
        sizes = np.frombuffer(self._sizes, np.uint32).astype(np.int64)
        ends = np.cumsum(sizes)
        return InOrder(
            [word.encode() for word in words],
            np.cumsum(np.bincount(ranks)).tolist(),
            np.frombuffer(self._documents, np.uint32)[order],
            np.frombuffer(self._weights, np.float32)[order],
            np.stack([ends - sizes, ends], axis=1)[order],
            bytes(self._values),
        )


class Pool:
    """What Whoosh's writer puts its postings into, instead of its own."""

    def __init__(self) -> None:
        self._fields: dict[str, Gathered] = {}

    def add(self, item: Item) -> None:
        """A posting of a segment that Whoosh merges into the new one."""
        field, word, document, weight, value = item
        self.of(field).add(document, [word.decode()], [weight], [value or b""])

    def of(self, field: str) -> Gathered:
        return self._fields.setdefault(field, Gathered())

    def iter_postings(self) -> Iterator[tuple[str, InOrder]]:
        """Field by field, as FieldWriter takes them."""
        for field in sorted(self._fields):
            yield field, self._fields.pop(field).in_order()

    def cleanup(self) -> None:
        self._fields.clear()
