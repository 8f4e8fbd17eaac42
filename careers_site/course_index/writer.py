"""Writing to the index: what Whoosh does, without what takes it longest."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import SegmentReader

from careers_site.course_index.blocks import ids_of
from careers_site.course_index.field_writer import FieldWriter
from careers_site.course_index.fields import forget_words
from careers_site.course_index.gathering import Pool
from careers_site.course_index.indexed_courses import Document
from careers_site.course_index.schema import STEMS, WORDS


def write(index: Any, documents: Iterable[Document], *, is_new: bool) -> None:
    """One commit. `compound=False`: packed segments take far longer to open and more memory."""
    writer = index.writer(compound=False, codec=Codec())
    writer.pool = Pool()
    changed = []
    with _without_collecting():
        try:
            for document in documents:
                changed.append(document.id)
                if document.texts is not None:
                    _add(writer, document.id, document.texts)
            if not is_new:
                _delete(writer, changed)
        except BaseException:
            writer.cancel()
            raise
        finally:
            forget_words()
        writer.commit()


def _add(writer: Any, course: int, texts: Mapping[str, str]) -> None:
    """What `add_document` does, with all words of a field at once."""
    kept, number = writer.perdocwriter, writer.docnum
    kept.start_doc(number)
    kept.add_column_value("id", writer.schema["id"].column_type, course)
    for name in (STEMS, WORDS):
        field = writer.schema[name]
        found = field.postings(texts)
        writer.pool.of(name).add(number, found.words, found.weights, found.places)
        kept.add_field(name, field, None, found.length)
    kept.finish_doc()
    writer.docnum, writer._added = number + 1, True


def _delete(writer: Any, ids: list[int]) -> None:
    """Forget what the index held of courses before this commit."""
    base = 0
    for segment in writer.segments:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        for number in np.flatnonzero(np.isin(ids_of(reader), ids)).tolist():
            writer.delete_document(base + number)
        base += segment.doc_count_all()
        reader.close()


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own form of files."""

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        return FieldWriter(self, storage, segment)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Much is held at a time, none of it in a circle: looking costs seconds."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
