"""What threads share of the search survives more words than any cache of it holds."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from careers_site.course_index.array_cache import COST_OF_AN_ENTRY, ArrayCache
from careers_site.course_index.fields import stem_analyser

# Whoosh's own cache of stems holds 50,000, and broke when two threads made room in it at once.
WORDS = 80_000


def test_eight_threads_stem_more_words_than_a_cache_would_hold() -> None:
    # As the index keeps it: pickled, with its settings.
    analyser = pickle.loads(pickle.dumps(stem_analyser()))

    def stem(first: int) -> int:
        words = (f"w{number}ing" for number in range(first, WORDS, 8))
        return sum(len([token.text for token in analyser(word)]) for word in words)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(stem, range(8))) == WORDS


def test_unknown_words_take_room_and_make_room() -> None:
    kept = ArrayCache[np.ndarray](100 * COST_OF_AN_ENTRY)
    nothing = np.zeros(0, np.int32)
    for number in range(10_000):
        kept.put(f"word{number}", nothing)
    assert kept.get("word0") is None
    assert kept.get("word9999") is nothing
    assert 50 < len(kept) < 100
