"""An index that Whoosh makes and searches by itself: slow, and what ours must find."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import TemporaryDirectory

from whoosh import fields
from whoosh.filedb.filestore import FileStorage, RamStorage

from careers_site.course_index.indexed_courses import Document
from careers_site.course_index.schema import STEMS, WORDS, make_parser, parse
from careers_site.course_index.words import plain_analyser, stem_analyser

# Stands between two texts, so that no phrase reaches from one into the next.
GAP = " ωωω "


class Storage(RamStorage):  # type: ignore[misc]
    """In memory, but for what is written there for a moment, which has a folder of its own.

    Whoosh's is one for all processes, and the first to end removes it under the others.
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._temporary = f"{folder}/temporary"

    def temp_storage(self, name: str | None = None) -> FileStorage:  # noqa: ARG002
        return FileStorage(self._temporary).create()


class WhooshItself:
    def __init__(self, documents: Iterable[Document]) -> None:
        texts = {STEMS: fields.TEXT(stem_analyser()), WORDS: fields.TEXT(plain_analyser())}
        with TemporaryDirectory() as folder:
            index = Storage(folder).create_index(fields.Schema(id=fields.STORED, **texts))
            writer = index.writer()
            for document in documents:
                if document.texts is not None:
                    text = GAP.join(document.texts.values())
                    writer.add_document(id=document.id, **{STEMS: text, WORDS: text})
            writer.commit()
        self._searcher = index.searcher()
        self._parser = make_parser()

    def ids(self, text: str) -> list[int]:
        """The courses that answer `text`, ascending."""
        hits = self._searcher.search(parse(self._parser, text), limit=None)
        return sorted(hit["id"] for hit in hits)
