"""The index finds words, is caught up with the catalogue, and can be lost at any time."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers_site.course_index.index import SearchIndex
from careers_site.course_index.synonyms import Synonyms
from tests.course_index.shelf import Shelf

TEXTS = {
    1: {"title": "Early Years Educator", "provider": "Exampleton College", "town": "Coventry"},
    2: {"title": "Childhood Studies BA", "description": "Education in the early years."},
    3: {"title": "Nursing", "provider": "University of Wales", "qualification": "Degree level 6"},
    4: {"title": "Years of early music", "town": "Ynys Môn"},
}


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(TEXTS)


@pytest.fixture
def index(tmp_path: Path, shelf: Shelf) -> Iterator[SearchIndex]:
    made = SearchIndex(tmp_path / "index", shelf)
    made.ensure_fresh()
    yield made
    made.close()


def found(index: SearchIndex, text: str) -> list[int]:
    ids, scores = index.matches(text)
    assert len(ids) == len(scores)
    return [int(number) for number in ids]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("early", [1, 2, 4]),
        ("EARLY years", [1, 2, 4]),
        ("early coventry", [1]),
        ("educators", [1, 2]),
        ('"early years"', [1, 2]),
        ("educat*", [1, 2]),
        ("early*", [1, 2, 4]),
        ("level-6", [3]),
        ("6", [3]),
        ("ynys mon", [4]),
        ("education in the early years", [1, 2]),
        ("early nursing", []),
        ("", []),
        ("the", []),
        ("!!! *", []),
    ],
)
def test_all_words_must_match_in_any_field(index: SearchIndex, text: str, ids: list[int]) -> None:
    assert found(index, text) == ids


def test_a_word_in_the_title_counts_for_more(index: SearchIndex) -> None:
    ids, scores = index.matches("early")
    best = dict(zip(ids.tolist(), scores.tolist(), strict=True))
    assert best[1] > best[2]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("childhod", "childhood"),
        ("erly educater", "early educator"),
        ("early", None),
        ("educators", None),
        ("zzzzzzz", None),
        ("", None),
    ],
)
def test_misspelt_words_are_put_right(index: SearchIndex, text: str, meant: str | None) -> None:
    assert index.suggest(text) == meant


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80) | st.text('"*~^:()[]{}+-|& earlyANDORT', max_size=80))
def test_no_text_makes_it_fail(index: SearchIndex, text: str) -> None:
    assert set(found(index, text)) <= set(TEXTS)
    index.suggest(text)


def test_a_surrogate_without_its_pair_is_no_failure(index: SearchIndex) -> None:
    assert found(index, "early \ud800") == [1, 2, 4]


def test_only_what_changed_is_read_again(index: SearchIndex, shelf: Shelf) -> None:
    shelf.put({1: None})
    index.ensure_fresh()
    assert shelf.readings == [-1, 1]
    assert found(index, "early") == [2, 4]
    # The last segment is no larger than what changed, and is written anew with it.
    shelf.put({5: {"title": "Portage"}})
    index.ensure_fresh()
    assert shelf.readings == [-1, 1, 1]
    assert (found(index, "portage"), found(index, "early")) == ([5], [2, 4])
    shelf.put({3: {"title": "Midwifery"}})
    index.ensure_fresh()
    assert shelf.readings == [-1, 1, 1, 3]
    assert (found(index, "midwifery"), found(index, "nursing")) == ([3], [])
    # A version in which no course has changed.
    shelf.put({})
    index.ensure_fresh()
    assert shelf.readings == [-1, 1, 1, 3]
    # By now most has changed.
    shelf.put({5: {"title": "Music"}})
    index.ensure_fresh()
    assert shelf.readings == [-1, 1, 1, 3, -1]
    assert (found(index, "music"), found(index, "portage")) == ([4, 5], [])


def test_a_restored_catalogue_is_indexed_anew(index: SearchIndex, shelf: Shelf) -> None:
    shelf.identity, shelf.documents = "two", {9: (1, {"title": "Portage"})}
    index.ensure_fresh()
    assert found(index, "portage") == [9]
    assert found(index, "early") == []


def test_an_index_ahead_of_the_catalogue_is_made_anew(index: SearchIndex, shelf: Shelf) -> None:
    shelf.put({1: {"title": "Portage"}})
    index.ensure_fresh()
    shelf.version, shelf.documents[1] = 1, (1, {"title": "Nursing"})
    index.ensure_fresh()
    assert found(index, "nursing") == [1, 3]


def test_an_index_deleted_by_hand_comes_back(index: SearchIndex, tmp_path: Path) -> None:
    assert found(index, "nursing") == [3]
    shutil.rmtree(tmp_path / "index")
    assert found(index, "nursing") == [3]


def test_a_damaged_index_is_made_anew(shelf: Shelf, index: SearchIndex, tmp_path: Path) -> None:
    for file in (tmp_path / "index").glob("index-*/*"):
        file.write_bytes(b"damaged")
    other = SearchIndex(tmp_path / "index", shelf)
    assert found(other, "nursing") == [3]
    other.close()


def test_a_damaged_marker_is_made_anew(index: SearchIndex, tmp_path: Path) -> None:
    (tmp_path / "index" / "current.json").write_text('{"folder": 3}')
    assert found(index, "nursing") == [3]


def test_another_process_sees_what_one_has_caught_up_with(
    index: SearchIndex, shelf: Shelf, tmp_path: Path
) -> None:
    other = SearchIndex(tmp_path / "index", shelf)
    assert found(other, "portage") == []
    shelf.put({5: {"title": "Portage"}})
    index.ensure_fresh()
    assert found(other, "portage") == [5]
    index.rebuild()
    index.rebuild()
    assert found(other, "portage") == [5]
    other.close()


def test_while_one_writes_others_go_on_with_the_old_index(
    index: SearchIndex, shelf: Shelf, tmp_path: Path
) -> None:
    other = SearchIndex(tmp_path / "index", shelf)
    shelf.put({5: {"title": "Portage"}})
    seen: list[list[int]] = []

    def look() -> None:
        other.ensure_fresh()
        seen.append(found(other, "portage"))

    with index.writing():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(10)
        assert seen == [[]]
        index.ensure_fresh(wait=True)
    look()
    assert seen == [[], [5]]
    other.close()


def test_threads_search_at_the_same_time_while_the_index_changes(
    index: SearchIndex, shelf: Shelf
) -> None:
    wrong: list[object] = []

    def search() -> None:
        for _ in range(30):
            if found(index, "early") != [1, 2, 4]:
                wrong.append(found(index, "early"))

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10, 16):
        shelf.put({number: {"title": "Portage"}})
        index.ensure_fresh(wait=True)
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(found(index, "portage")) == 6


SYNONYMS = Synonyms.of(
    [
        (["nursery nurse", "NNEB"], ["early years"]),
        (["uni", "university"], []),
        (["degree", "BA"], []),
    ]
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("uni", [3]),
        ("nneb", [1, 2]),
        ("Nursery  NURSES", [1, 2]),
        ("nursery nurse coventry", [1]),
        ("nurse", [3]),
        ("ba", [2, 3]),
        ('"ba"', [2, 3]),
        ('"nursery nurse"', []),
        ("nursery", []),
        ("uni BA", [3]),
    ],
)
def test_synonyms_find_what_texts_say_instead(
    index: SearchIndex, text: str, ids: list[int]
) -> None:
    assert index.matches(text, SYNONYMS)[0].tolist() == ids
