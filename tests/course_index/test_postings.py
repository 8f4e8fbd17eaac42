"""What NumPy finds in the postings is what Whoosh itself finds, whatever is asked."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.whoosh_itself import WhooshItself
from careers_site.course_index.index import SearchIndex
from careers_site.course_index.segment import WEIGHTS
from careers_site.course_index.words import plain_analyser, stem_analyser, words_of
from tests.course_index.shelf import Shelf

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


def assert_same(index: SearchIndex, shelf: Shelf, asked: Iterable[str]) -> None:
    whoosh = WhooshItself(shelf.changed_since(-1))
    for words in asked:
        assert index.matches(words)[0].tolist() == whoosh.ids(words), words


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    first=st.dictionaries(st.integers(1, 40), COURSE, min_size=1),
    later=st.dictionaries(st.integers(1, 40), COURSE | st.none()),
    asked=st.lists(ASKED, min_size=1, max_size=6),
)
def test_the_same_courses_as_whoosh(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[int, dict[str, str]],
    later: dict[int, dict[str, str] | None],
    asked: list[str],
) -> None:
    shelf = Shelf(first)
    index = SearchIndex(tmp_path_factory.mktemp("index"), shelf)
    index.ensure_fresh()
    assert_same(index, shelf, asked)
    shelf.put(later)
    index.ensure_fresh()
    assert_same(index, shelf, asked)


def test_scores_are_those_of_bm25(tmp_path: Path) -> None:
    """Of the words that count for most in few and short courses."""
    shelf = Shelf({n: {"title": "early", "description": "years " * n} for n in range(1, 10)})
    index = SearchIndex(tmp_path, shelf)
    shelf.put({5: {"title": "music"}})
    index.ensure_fresh()
    lengths = {n: n + 1 for n in range(1, 10)} | {5: 1}
    average = sum(lengths.values()) / 9
    ids, scores = index.matches("early")
    for number, score in zip(ids.tolist(), scores.tolist(), strict=True):
        norm = 1.2 * (0.25 + 0.75 * lengths[number] / average)
        expected = (math.log(9 / 9) + 1) * 4 * 2.2 / (4 + norm)
        assert score == pytest.approx(expected, rel=1e-4)


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Many courses, in no order of their ids."""
    courses = {
        number * 7919 % 6007: {
            "title": f"Early {'years' if number % 3 else 'music'} course {number % 11}",
            "description": "an early start in the early years " * (number % 4),
        }
        for number in range(1, 1200)
    }
    shelf = Shelf(courses)
    made = SearchIndex(tmp_path_factory.mktemp("index"), shelf)
    asked = ["early", "early 7", '"early years"', '"start in the early years"', "mus* 3"]
    assert_same(made, shelf, asked)
    return made


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


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60) | st.sampled_from(["The Ynys Môn Café, e.g. level 3.5 of A.B", "the"]))
def test_the_words_of_a_course_are_those_that_a_search_is_read_as(text: str) -> None:
    assert list(words_of(text)) == [token.text for token in plain_analyser()(text)]


def test_eight_threads_stem_more_words_than_a_cache_would_hold() -> None:
    # Whoosh's own cache of stems holds 50,000, and broke when two threads made room in it at once.
    many, analyser = 60_000, stem_analyser()

    def stem(first: int) -> int:
        words = (f"w{number}ing" for number in range(first, many, 8))
        return sum(len([token.text for token in analyser(word)]) for word in words)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(stem, range(8))) == many
