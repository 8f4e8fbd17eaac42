"""The postings of a commit, in memory: by field, in the order in which their documents come.

Whoosh sorts every posting as a tuple, and pickles tuples to files when there are many. Documents
come in order, so that only words need sorting; as arrays a posting takes about 20 bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
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
        self._numbers: dict[bytes, int] = {}
        self._words = array("I")
        self._documents = array("I")
        self._weights = array("f")
        self._ends = array("Q", [0])
        self._values = bytearray()

    def add(self, word: bytes, document: int, weight: float, value: bytes | None) -> None:
        self._words.append(self._numbers.setdefault(word, len(self._numbers)))
        self._documents.append(document)
        self._weights.append(weight)
        if value:
            self._values += value
        self._ends.append(len(self._values))

    def in_order(self) -> InOrder:
        words = sorted(self._numbers)
        ranks = np.empty(len(words), np.int64)
        ranks[[self._numbers[word] for word in words]] = np.arange(len(words))
        ranks = ranks[np.frombuffer(self._words, np.uint32)]
        order = np.argsort(ranks, kind="stable")
        return InOrder(
            words,
            np.cumsum(np.bincount(ranks)).tolist(),
            np.frombuffer(self._documents, np.uint32)[order],
            np.frombuffer(self._weights, np.float32)[order].tolist(),
            self._parted(order),
        )

    def _parted(self, order: NDArray[np.int64]) -> list[bytes]:
        ends: Sequence[int] = self._ends
        values = bytes(self._values)
        return [values[ends[at] : ends[at + 1]] for at in order.tolist()]


class Pool:
    """What Whoosh's writer puts its postings into."""

    def __init__(self) -> None:
        self._fields: dict[str, Gathered] = {}

    def add(self, item: Item) -> None:
        field, word, document, weight, value = item
        gathered = self._fields.get(field)
        if gathered is None:
            gathered = self._fields[field] = Gathered()
        gathered.add(word, document, weight, value)

    def iter_postings(self) -> Iterator[tuple[str, InOrder]]:
        """Field by field, as FieldWriter takes them."""
        for field in sorted(self._fields):
            yield field, self._fields.pop(field).in_order()

    def cleanup(self) -> None:
        self._fields.clear()
