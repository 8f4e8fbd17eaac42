"""What the index keeps of a course's words: stems with weights and places, and words as written."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats
from whoosh.analysis import (
    STOP_WORDS,
    CharsetFilter,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    StopFilter,
)
from whoosh.lang.porter import stem
from whoosh.support.charset import accent_map

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
LAST_PLACE = 2**16 - 1
# How many texts are remembered with their words: those of one provider come again and again.
REMEMBERED = 4096


def plain_analyser() -> Any:
    """Words without case and accents. Single characters stay: people search for "level 3"."""
    return RegexTokenizer() | LowercaseFilter() | CharsetFilter(accent_map) | StopFilter(minsize=1)


def stem_analyser() -> Any:
    # Without its own cache, which threads break when it is full: 50,000 different words did.
    return plain_analyser() | StemFilter(cachesize=None)


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """What `plain_analyser` finds, which takes four times as long."""
    return tuple(word for word in map(_word, _TOKEN.findall(text)) if word)


@lru_cache(maxsize=10 * REMEMBERED)
def _word(token: str) -> str:
    """A token without case and accents; blank if it is too common to be kept."""
    word = token.lower().translate(accent_map)
    return "" if word in STOP_WORDS else word


def forget_words() -> None:
    """When everything is written: the words of long texts are hundreds of megabytes."""
    words_of.cache_clear()


# Whoosh's own tokens, with a group that `findall` does not take for the token.
_TOKEN = re.compile(r"\w+(?:\.?\w+)*", re.UNICODE)
_stem = lru_cache(maxsize=10 * REMEMBERED)(stem)


class Postings(NamedTuple):
    """What a field keeps of one course, word by word; `length` is how many words it has."""

    words: list[str]
    weights: list[float]
    places: list[bytes]
    length: int


class Places(formats.Positions):  # type: ignore[misc]
    """Where a word stands, as 16-bit numbers: whole blocks are read at once with NumPy."""

    def encode(self, places: Sequence[int]) -> bytes:
        """Of places in their order: those beyond the last are at the last."""
        if places and places[-1] > LAST_PLACE:
            places = [min(place, LAST_PLACE) for place in places]
        return array("H", places).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        return array("H", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 2

    @staticmethod
    def read(values: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of many postings, end to end, and how many each has."""
        counts = np.fromiter((len(value) // 2 for value in values), np.int64, len(values))
        return np.frombuffer(b"".join(values), dtype=np.uint16).astype(np.int64), counts


class Stems(fields.TEXT):  # type: ignore[misc]
    """All texts of a course in one field. A word counts for the texts it is in, by their weight."""

    def __init__(self) -> None:
        super().__init__(analyzer=stem_analyser(), phrase=True)
        self.format = Places()

    def postings(self, texts: Mapping[str, str]) -> Postings:
        places: dict[str, list[int]] = {}
        weights: dict[str, float] = {}
        base = 0
        for name, text in texts.items():
            words, weight = words_of(text), WEIGHTS[name]
            for place, stemmed in enumerate(map(_stem, words), base):
                if stemmed in places:
                    places[stemmed].append(place)
                    weights[stemmed] += weight
                else:
                    places[stemmed] = [place]
                    weights[stemmed] = weight
            base += GAP + len(words)
        encoded = [self.format.encode(found) for found in places.values()]
        length = sum(map(len, places.values()))
        return Postings(list(places), list(weights.values()), encoded, length)


class Words(fields.TEXT):  # type: ignore[misc]
    """The words as they are written: for prefixes, and to learn spelling from."""

    def __init__(self) -> None:
        super().__init__(analyzer=plain_analyser(), phrase=False)
        self.format = formats.Existence()
        self.scorable = False

    def postings(self, texts: Mapping[str, str]) -> Postings:
        words = list({word for text in texts.values() for word in words_of(text)})
        return Postings(words, [1.0] * len(words), [b""] * len(words), 0)
