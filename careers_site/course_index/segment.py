"""A segment of the index: the words of some courses as NumPy arrays in files of their own.

A posting is a word in a course: which course, how much the word counts there, and its places. The
postings of a word stand side by side, by course, so that a search reads them as one slice.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careers_site.course_index.indexed_courses import Document
from careers_site.course_index.words import stem_of, words_of

Documents = NDArray[np.int32]
Ids = NDArray[np.int64]
Scores = NDArray[np.float32]

# Text -> how much a word in it counts.
WEIGHTS: Mapping[str, float] = {
    "title": 4.0,
    "qualification": 2.0,
    "provider": 2.0,
    "town": 2.0,
    "venue": 1.0,
    "description": 1.0,
}
# Between two texts of a course, so that no phrase reaches from one into the next.
GAP = 100


class Segment:
    """Read from a folder: its arrays are mapped into memory, and read where a search needs them."""

    def __init__(self, folder: Path) -> None:
        def array(name: str) -> Any:
            return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

        self.ids: Ids = array("ids")
        self.touched: Ids = array("touched")
        """Courses that are here or were taken away: what older segments say of them is over."""
        self.lengths: NDArray[np.int32] = array("lengths")
        self.words = _words(folder / "words.txt").split()
        self._stems = {stem: at for at, stem in enumerate(_words(folder / "stems.txt").split())}
        self._word_ends, self._stem_ends = array("word_ends"), array("stem_ends")
        self._with_word: Documents = array("with_word")
        self._with_stem: Documents = array("with_stem")
        self._weights: Scores = array("weights")
        self._counts, self._places = array("counts"), array("places")
        self._place_ends = array("place_ends")

    def postings(self, stem: str) -> tuple[Documents, Scores]:
        """The courses with a stem, by their numbers here, and how much it counts in each."""
        chosen = self._slice(self._stem_ends, stem)
        return self._with_stem[chosen], self._weights[chosen]

    def places(self, stem: str) -> tuple[Documents, Ids]:
        """Each place of a stem: the number of its course, and the place in that."""
        chosen = self._slice(self._stem_ends, stem)
        places = self._places[self._slice(self._place_ends, stem)]
        return np.repeat(self._with_stem[chosen], self._counts[chosen]), places.astype(np.int64)

    def beginning(self, prefix: str) -> Documents:
        """The courses with a word that begins so, some more than once."""
        first, last = (
            bisect_left(self.words, prefix),
            bisect_left(self.words, f"{prefix}\U0010ffff"),
        )
        ends = [0, *self._word_ends[[first - 1, last - 1]].tolist()] if last else [0, 0, 0]
        return self._with_word[ends[1] if first else 0 : ends[2]]

    def _slice(self, ends: NDArray[np.int64], stem: str) -> slice:
        at = self._stems.get(stem)
        if at is None:
            return slice(0)
        return slice(int(ends[at - 1]) if at else 0, int(ends[at]))


def write(folder: Path, documents: Iterable[Document]) -> int:
    """Write a segment with these courses, of which there are so many."""
    occurrences = Occurrences()
    for document in documents:
        occurrences.add(document)
    words_of.cache_clear()
    folder.mkdir()
    occurrences.save(folder)
    return len(occurrences.touched)


class Occurrences:
    """Every word of some courses as it comes, in a few bytes each; sorted when all are there."""

    def __init__(self) -> None:
        self.touched = array("q")
        self._ids = array("q")
        self._lengths = array("i")
        self._numbers: dict[str, int] = {}
        self._words = array("i")
        # A course has a few thousand words at most.
        self._places = array("H")
        self._weights = array("f")

    def add(self, document: Document) -> None:
        self.touched.append(document.id)
        if document.texts is None:
            return
        numbers, base, length = self._numbers, 0, 0
        for name, text in document.texts.items():
            words = words_of(text)
            self._words.extend([numbers.setdefault(word, len(numbers)) for word in words])
            self._places.extend(range(base, base + len(words)))
            self._weights.extend([WEIGHTS[name]] * len(words))
            base += GAP + len(words)
            length += len(words)
        self._ids.append(document.id)
        self._lengths.append(length)

    def save(self, folder: Path) -> None:
        lengths = _numbers(self._lengths, np.int32)
        documents = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        words, word_of = _ranks(list(self._numbers))
        stems, stem_of_word = _ranks([stem_of(word) for word in self._numbers])
        numbers = _numbers(self._words, np.int32)
        _, with_word, word_ends, _ = _grouped(word_of[numbers], documents, len(words))
        order, with_stem, stem_ends, begins = _grouped(stem_of_word[numbers], documents, len(stems))
        weights = _numbers(self._weights, np.float32)[order]
        bounds = np.append(begins, len(order))
        arrays = {
            "ids": _numbers(self._ids, np.int64),
            "touched": _numbers(self.touched, np.int64),
            "lengths": lengths,
            "with_word": with_word,
            "word_ends": word_ends,
            "with_stem": with_stem,
            "stem_ends": stem_ends,
            "weights": np.add.reduceat(weights, begins) if len(begins) else weights,
            "counts": np.diff(bounds).astype(np.uint16),
            "places": _numbers(self._places, np.uint16)[order],
            "place_ends": bounds[stem_ends],
        }
        for name, values in arrays.items():
            np.save(folder / f"{name}.npy", values)
        for name, texts in (("words", words), ("stems", stems)):
            (folder / f"{name}.txt").write_text("\n".join(texts), encoding="utf-8")


def _words(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _numbers(values: array[Any], kind: type) -> Any:
    return np.frombuffer(values, kind) if values else np.zeros(0, kind)


def _ranks(texts: list[str]) -> tuple[list[str], NDArray[np.int32]]:
    """The texts in order, each once, and the place of each text there."""
    ordered = sorted(set(texts))
    place = {text: at for at, text in enumerate(ordered)}
    return ordered, np.fromiter((place[text] for text in texts), np.int32, len(texts))


def _grouped(
    keys: NDArray[np.int32], documents: Documents, count: int
) -> tuple[NDArray[np.intp], Documents, NDArray[np.int64], NDArray[np.intp]]:
    """Occurrences by key, then by course, as postings: one for each key and course.

    The order of the occurrences, the course of each posting, where the postings of each key end,
    and where the occurrences of each posting begin.
    """
    order = np.argsort(keys, kind="stable")
    keys, documents = keys[order], documents[order]
    is_first = np.ones(len(keys), dtype=bool)
    is_first[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
    begins = np.flatnonzero(is_first)
    return order, documents[begins], np.cumsum(np.bincount(keys[begins], minlength=count)), begins
