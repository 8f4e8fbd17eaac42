"""Writing to the index: what Whoosh does, without what takes it longest."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter

from careers_site.search.blocks import lengths_of
from careers_site.search.documents import Document
from careers_site.search.fields import forget_words
from careers_site.search.schema import STEMS, WORDS

WRITER_MEMORY_MB = 64
# Postings are read whole, so that large blocks are quicker than many.
POSTINGS_IN_A_BLOCK = 1024


def write(index: Any, documents: Iterable[Document], *, is_new: bool) -> None:
    """One commit. `compound=False`: packed segments take far longer to open and more memory."""
    codec = Codec(blocklimit=POSTINGS_IN_A_BLOCK)
    writer = index.writer(limitmb=WRITER_MEMORY_MB, compound=False, codec=codec)
    with _without_collecting(), writer.searcher() as old:
        try:
            for document in documents:
                if not is_new:
                    writer.delete_by_term("id", document.id, searcher=old)
                if document.texts is not None:
                    texts = {STEMS: document.texts, WORDS: document.texts}
                    writer.add_document(id=document.id, **texts)
        except BaseException:
            writer.cancel()
            raise
        finally:
            forget_words()
        writer.commit()


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own form of files."""

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        return FieldWriter(self, storage, segment)


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Asks for the length of a document by array: Whoosh looks for a file each time."""

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        super().add_postings(schema, _Lengths(lengths), items)


class _Lengths:
    def __init__(self, documents: Any) -> None:
        self._documents = documents
        self._fields: dict[str, list[int]] = {}

    def doc_field_length(self, number: int, field: str, _default: int = 0) -> int:
        known = self._fields.get(field)
        if known is None:
            count = self._documents.doc_count_all()
            lengths = lengths_of(self._documents, field, count).astype(int).tolist()
            known = self._fields[field] = lengths
        return known[number]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of postings are held at a time, none of them in a circle: looking costs seconds."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
