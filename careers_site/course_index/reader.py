"""A reader of one state of the index, for all threads of a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from careers_site.course_index.postings import Postings
from careers_site.course_index.schema import make_parser, parse
from careers_site.course_index.segment import Ids, Scores, Segment
from careers_site.course_index.suggestions import Lexicon, correct
from careers_site.course_index.synonyms import Synonyms, stems_of

PARSED = 512


class Part(NamedTuple):
    """A segment: its folder, after which version of the catalogue it begins, and how many courses
    it has or takes away."""

    folder: str
    since: int
    size: int


@dataclass(frozen=True)
class Held:
    """What `current.json` says."""

    parts: list[Part]
    shape: str
    identity: str
    version: int


class Opened:
    """What is read of the index at one moment."""

    def __init__(self, folder: Path, held: Held) -> None:
        self.held = held
        self._postings = Postings([Segment(folder / part.folder) for part in held.parts])
        parser = make_parser()
        self._parse = lru_cache(maxsize=PARSED)(
            lambda text, synonyms: synonyms.widen(parse(parser, text))
        )

    def matches(self, text: str, synonyms: Synonyms) -> tuple[Ids, Scores]:
        """Ids, ascending, and scores of the courses that answer `text`."""
        found = self._postings.find(self._parse(text, synonyms))
        return self._postings.by_id(found)

    def suggest(self, text: str) -> str | None:
        return correct(text, self._lexicon, self._is_known)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._postings.words)

    def _is_known(self, word: str) -> bool:
        return any(len(self._postings.term(stem).documents) for stem in stems_of(word))
