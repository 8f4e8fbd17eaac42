"""Postings into Whoosh's own files, a word at a time: Whoosh itself goes posting by posting."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3FieldWriter, W3TermInfo
from whoosh.system import pack_ushort
from whoosh.util.numeric import length_to_byte

from careers_site.course_index.blocks import lengths_of
from careers_site.course_index.gathering import InOrder

# Postings are read whole, so that large blocks are quicker than many.
POSTINGS_IN_A_BLOCK = 1024
# Fewer bytes are not worth packing.
PACKED_FROM, PACKING = 200, 3
# That of Whoosh's own pickles.
PROTOCOL = 2


class Part(NamedTuple):
    """Postings of one word, column by column. `lengths` are those of the documents."""

    documents: list[int]
    weights: list[float]
    lengths: list[int]
    values: list[bytes]

    def between(self, begin: int, end: int) -> Part:
        chosen = slice(begin, end)
        documents, weights, lengths, values = self
        return Part(documents[chosen], weights[chosen], lengths[chosen], values[chosen])


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes what Whoosh would, but keeps a word of a single course in the list of words itself."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, InOrder]]) -> None:
        for field, postings in items:
            self.start_field(field, schema[field])
            known = lengths_of(lengths, field, lengths.doc_count_all()).astype(int)
            self._write_words(postings, known[postings.documents])
            self.finish_field()

    def _write_words(self, postings: InOrder, lengths: Any) -> None:
        field = pack_ushort(self._fieldid)
        begin = 0
        for word, end in zip(postings.words, postings.ends, strict=True):
            chosen = slice(begin, end)
            part = Part(
                postings.documents[chosen].tolist(),
                postings.weights[chosen].tolist(),
                lengths[chosen].tolist(),
                postings.values(chosen),
            )
            info = W3TermInfo(
                weight=sum(part.weights),
                df=len(part.documents),
                minlength=min(part.lengths),
                maxlength=max(part.lengths),
                maxweight=max(part.weights),
                minid=part.documents[0],
                maxid=part.documents[-1],
            )
            if len(part.documents) == 1:
                info.set_inlined(part.documents, part.weights, part.values)
            else:
                info.set_extent(*self._write_blocks(part))
            self._tindex.add(field + word, info.to_bytes())
            begin = end

    def _write_blocks(self, part: Part) -> tuple[int, int]:
        """Where the postings begin in their file, and how many bytes they take."""
        offset: int = self._postfile.tell()
        self._postfile.write(WHOOSH3_HEADER_MAGIC)
        count = len(part.documents)
        for begin in range(0, count, POSTINGS_IN_A_BLOCK):
            end = begin + POSTINGS_IN_A_BLOCK
            self._write_block(part.between(begin, end), is_last=end >= count)
        return offset, self._postfile.tell() - offset

    def _write_block(self, block: Part, *, is_last: bool) -> None:
        documents, weights = block.documents, block.weights
        steps = tuple(b - a for a, b in zip([0, *documents], documents, strict=False))
        one_weight = None if weights[0] == 1.0 else weights[0]
        kept_weights = one_weight if len(set(weights)) == 1 else tuple(weights)
        values = tuple(block.values) if self._format.fixed_value_size() is None else None
        data = pickle.dumps((steps, kept_weights, values), PROTOCOL)
        packing = PACKING if len(data) >= PACKED_FROM else 0
        if packing:
            data = zlib.compress(data, packing)
        lengths = (length_to_byte(min(block.lengths)), length_to_byte(max(block.lengths)))
        about = (len(documents), documents[-1], max(weights), packing, *lengths)
        head = pickle.dumps(about, PROTOCOL)
        size = len(head) + len(data)
        self._postfile.write_int(-size if is_last else size)
        self._postfile.write(head + data)
