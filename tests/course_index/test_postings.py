"""What NumPy finds in the postings is what Whoosh itself finds, whatever is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers_site.course_index.array_cache import COST_OF_AN_ENTRY, ArrayCache
from careers_site.course_index.fields import WEIGHTS, Places, plain_analyser, words_of
from careers_site.course_index.index import SearchIndex
from careers_site.course_index.indexed_courses import Document, State

WORDS = ["early", "years", "educator", "education", "degree", "send", "level", "3", "in", "ynys"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
COURSE = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), TEXT, min_size=1)
ASKED = st.lists(
    st.sampled_from(
        [*WORDS, "educ*", "e*", '"early years"', '"years early"', '"early early"', "zz"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


class Shelf:
    """A catalogue of texts, which can be changed: None takes a course away."""

    def __init__(self, courses: Mapping[int, Mapping[str, str] | None]) -> None:
        self.courses = [(1, number, texts) for number, texts in courses.items()]
        self.version = 1

    def change(self, courses: Mapping[int, Mapping[str, str] | None]) -> None:
        self.version += 1
        self.courses += [(self.version, number, texts) for number, texts in courses.items()]

    def state(self) -> State:
        return State("shelf", self.version)

    def changed_since(self, version: int) -> Iterator[Document]:
        for changed, number, texts in self.courses:
            if changed > version:
                yield Document(number, texts)

    def is_mostly_changed_since(self, _version: int) -> bool:
        return False


def assert_same(index: SearchIndex, asked: str) -> None:
    ids, scores = index.matches(asked)
    slow_ids, slow_scores = index.matches_by_whoosh(asked)
    assert ids.tolist() == slow_ids.tolist()
    if "*" not in asked:  # To Whoosh all that a prefix finds is the same.
        assert np.allclose(scores, slow_scores, rtol=1e-4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    first=st.dictionaries(st.integers(1, 40), COURSE, min_size=1),
    later=st.dictionaries(st.integers(1, 40), COURSE | st.none()),
    asked=st.lists(ASKED, min_size=1, max_size=6),
)
def test_the_same_courses_and_scores_as_whoosh(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[int, dict[str, str]],
    later: dict[int, dict[str, str] | None],
    asked: list[str],
) -> None:
    shelf = Shelf(first)
    index = SearchIndex(tmp_path_factory.mktemp("index"), shelf)
    index.ensure_fresh()
    for words in asked:
        assert_same(index, words)
    shelf.change(later)
    index.ensure_fresh()
    for words in asked:
        assert_same(index, words)
    index.close()


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """More postings than fit in one block, some in no order of their ids."""
    courses = {
        number * 7919 % 6007: {
            "title": f"Early {'years' if number % 3 else 'music'} course {number % 11}",
            "description": "an early start in the early years " * (number % 4),
        }
        for number in range(1, 2400)
    }
    made = SearchIndex(tmp_path_factory.mktemp("index"), Shelf(courses))
    made.ensure_fresh()
    yield made
    made.close()


@pytest.mark.parametrize(
    "asked",
    ["early", "early 7", '"early years"', '"start in the early years"', "mus* 3"],
)
def test_many_blocks_of_postings_are_read_as_whoosh_reads_them(
    big: SearchIndex, asked: str
) -> None:
    assert_same(big, asked)


def test_threads_that_ask_at_once_get_what_one_gets(big: SearchIndex) -> None:
    asked = ["early years", '"early years"', "mus*", "course 7", "start"] * 4
    alone = [big.matches(words)[0].tolist() for words in asked[:5]] * 4
    big.close()
    wrong: list[str] = []

    def ask(number: int) -> None:
        for turn in range(len(asked)):
            at = (turn + number) % len(asked)
            if big.matches(asked[at])[0].tolist() != alone[at]:
                wrong.append(asked[at])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_phrase_does_not_reach_from_one_text_into_the_next(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path, Shelf({1: {"title": "Early", "provider": "Years College"}}))
    assert index.matches("early years")[0].tolist() == [1]
    assert index.matches('"early years"')[0].tolist() == []
    index.close()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.sampled_from(["The Ynys Môn Café, e.g. level 3.5 of A.B", "the"]))
def test_the_words_of_a_course_are_those_that_a_search_is_read_as(text: str) -> None:
    assert list(words_of(text)) == [token.text for token in plain_analyser()(text)]


def test_places_are_read_as_they_were_written() -> None:
    written = [Places().encode(places) for places in ([1, 5, 70_000], [], [0])]
    places, counts = Places.read(written)
    assert places.tolist() == [1, 5, 65535, 0]
    assert counts.tolist() == [3, 0, 1]


def test_what_was_not_used_for_longest_goes_when_there_is_no_room() -> None:
    kept: ArrayCache[np.ndarray] = ArrayCache(2000 + 3 * COST_OF_AN_ENTRY)
    for name in "abc":
        kept.put(name, np.zeros(100))
        kept.get("a")
    assert kept.get("a") is not None
    assert kept.get("b") is None
    assert kept.get("c") is not None
