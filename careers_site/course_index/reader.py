"""A reader of one state of the index, for all threads of a process."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import whoosh.index
from whoosh.scoring import BM25F

from careers_site.course_index.blocks import Ids, Scores
from careers_site.course_index.postings import Postings
from careers_site.course_index.schema import STEMS, make_parser, parse
from careers_site.course_index.suggestions import Lexicon, correct
from careers_site.course_index.synonyms import Synonyms

# How many of the commonest words are read before somebody asks for them.
WARMED = 200
PARSED = 512


@dataclass(frozen=True)
class Held:
    """What `current.json` says."""

    folder: str
    shape: str
    identity: str
    version: int


class Opened:
    """What is read of the index at one moment. Whoosh's own reader is used under a lock."""

    def __init__(self, folder: Path, held: Held) -> None:
        self.held = held
        index = whoosh.index.open_dir(str(folder))
        self._searcher = index.searcher(weighting=BM25F())
        # Closed when the last thread that reads it lets it go.
        weakref.finalize(self, self._searcher.close)
        self._postings = Postings(self._searcher)
        self._lexicon: Lexicon | None = None
        self._lock = threading.Lock()
        parser = make_parser(index.schema)
        self._parse = lru_cache(maxsize=PARSED)(
            lambda text, synonyms: synonyms.widen(parse(parser, text))
        )
        self._analyser = index.schema[STEMS].analyzer

    def matches(self, text: str, synonyms: Synonyms) -> tuple[Ids, Scores]:
        """Ids, ascending, and scores of the courses that answer `text`."""
        found = self._postings.find(self._parse(text, synonyms))
        return self._postings.by_id(found)

    def matches_by_whoosh(self, text: str, synonyms: Synonyms) -> tuple[Ids, Scores]:
        """The same by Whoosh itself: slow, and what `matches` is compared with."""
        with self._postings.reading:
            found = self._searcher.search(self._parse(text, synonyms), limit=None).top_n
        numbers = np.array([number for _, number in found], dtype=np.int64)
        ids = self._postings.ids[numbers]
        scores = np.array([score for score, _ in found], dtype=np.float32)
        order = np.argsort(ids)
        return ids[order], scores[order]

    def suggest(self, text: str) -> str | None:
        return correct(text, self._words(), self._is_known)

    def warm(self) -> None:
        """Read the commonest words in the background, so that the first to ask need not wait."""
        threading.Thread(target=_warm, args=(weakref.ref(self),), daemon=True).start()

    def _words(self) -> Lexicon:
        with self._lock:
            if self._lexicon is None:
                self._lexicon = Lexicon(self._postings.words())
            return self._lexicon

    def _is_known(self, word: str) -> bool:
        terms = [token.text for token in self._analyser(word, mode="query")]
        return any(len(self._postings.term(term).documents) for term in terms)


def _warm(opened: weakref.ref[Opened]) -> None:
    """Hold the index only while reading a word, so that one that was replaced is let go."""
    try:
        held = opened()
        words = held._postings.commonest(WARMED) if held else []
        del held
        for word in words:
            held = opened()
            if held is None:
                return
            held._postings.term(word)
            del held
    except Exception:
        # The files went meanwhile. Whoever asks for a word finds out and opens what is there.
        return
