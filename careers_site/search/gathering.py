"""The postings of a commit, in memory: by field, in the order in which their documents come.

Whoosh sorts every posting as a tuple, and pickles tuples to files when there are many. Documents
come in order, so that only words need sorting; as arrays a posting takes about 20 bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import accumulate
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
    weights: list[float]
    values: list[bytes]


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
        return InOrder(
            [word.encode() for word in words],
            np.cumsum(np.bincount(ranks)).tolist(),
            np.frombuffer(self._documents, np.uint32)[order],
            np.frombuffer(self._weights, np.float32)[order].tolist(),
            self._parted(order),
        )

    def _parted(self, order: NDArray[np.int64]) -> list[bytes]:
        ends = [0, *accumulate(self._sizes)]
        values = bytes(self._values)
        return [values[ends[at] : ends[at + 1]] for at in order.tolist()]


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
