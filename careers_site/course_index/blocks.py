"""What Whoosh keeps in its files, read whole into NumPy arrays.

This leans on the inside of Whoosh 2.7.4, which is pinned and will not move. Each function takes a
leaf: the reader of one segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, byte_to_length

Documents = NDArray[np.int32]
Ids = NDArray[np.int64]
Scores = NDArray[np.float32]

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)


def blocks(leaf: Any, field: str, text: bytes) -> Iterator[tuple[Documents, Scores, Any]]:
    """Whoosh's own blocks, taken whole: documents are kept there as steps from one to the next."""
    matcher = leaf._terms.matcher(field, text, leaf.schema[field].format)
    if not hasattr(matcher, "_read_data"):
        ids, weights, values = leaf._terms.term_info(field, text).inlined_postings()
        yield np.array(ids, np.int32), np.array(weights, np.float32), values
        return
    while matcher.is_active():
        matcher._read_data()
        steps, weights, values = matcher._data
        documents = np.cumsum(np.asarray(steps), dtype=np.int32)
        if weights is None or isinstance(weights, float):
            weights = np.full(len(documents), weights or 1.0, np.float32)
        yield documents, np.asarray(weights, np.float32), values
        matcher._next_block()


def ids_of(leaf: Any) -> Ids:
    column = leaf.column_reader("id", translate=False)
    data = column._dbfile.get(column._basepos, column._count * 4)
    return np.frombuffer(data, dtype=">u4").astype(np.int64)


def lengths_of(documents: Any, field: str, count: int) -> Scores:
    """How many words each of `count` documents has, as nearly as Whoosh keeps it: in one byte.

    `documents` is Whoosh's reader of what it keeps by document.
    """
    column = documents._cached_reader(f"_{field}_len", LENGTHS_COLUMN)
    lengths = np.zeros(count, dtype=np.uint8)
    if column is not None:
        # Documents at the end that have no words are not in the column.
        known = np.frombuffer(column._dbfile.get(column._basepos, column._count), np.uint8)
        lengths[: len(known)] = known
    return LENGTHS[lengths]


def joined(parts: Iterable[Any], kind: type) -> Any:
    parts = list(parts)
    return np.concatenate(parts) if parts else np.zeros(0, kind)
