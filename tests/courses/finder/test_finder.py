"""Searches and their results: laws of narrowing, words, counts and ways out."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from careers_site.courses.catalogue import catalogue
from careers_site.courses.catalogue.catalogue import course_index
from careers_site.courses.finder.filter_counts import Facet, FacetValue
from careers_site.courses.finder.filters import VALUE_FILTERS
from careers_site.courses.finder.finder import find, find_or_widen, for_step, newest
from careers_site.courses.finder.query import SORTS, CourseSearch
from careers_site.courses.finder.results import Results
from careers_site.courses.finder.value_filter import WITHIN
from tests.courses.conftest import LATER, Load, Make, Row

Found = Callable[[str], Results]
Asked = Callable[[str], CourseSearch]

laws = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def searches(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Query strings of searches that are understood, as pairs."""
    pairs = [
        (
            "q",
            draw(st.sampled_from(["", "early", "early years", "degre", '"early years"', "col*"])),
        ),
        (
            "near",
            draw(st.sampled_from(["", "Coventry", "CV1 5RR", "Belfast", "nowhere", "newport"])),
        ),
        ("within", draw(st.sampled_from(["", *map(str, WITHIN)]))),
        ("sort", draw(st.sampled_from(["", *SORTS]))),
        ("start", draw(st.sampled_from(["", "2025-09", "2026-09-01", "not-known"]))),
        ("cost", draw(st.sampled_from(["", "free", "1", "9000", "not-known"]))),
    ]
    kinds = [kind for key, kind in VALUE_FILTERS.items() if key not in {"step", "provider"}]
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=3)):
        pairs.append((kind.key, draw(st.sampled_from(kind.allowed()))))
    if draw(st.booleans()):
        pairs.append(("step", draw(st.sampled_from(["degree", "t-level", "not-known"]))))
    if draw(st.booleans()):
        pairs.append(("provider", "University of Worcester"))
    pairs += [
        ("shortlist", str(number)) for number in draw(st.sets(st.integers(1, 99), max_size=3))
    ]
    if draw(st.booleans()):
        pairs += [("early_years", draw(st.sampled_from(["none", "level-3", "unsure"])))]
        pairs += [("gcses_9_to_4", "5"), ("others", "none")]
    return draw(st.permutations(pairs))


def everything(search: CourseSearch) -> set[int]:
    return {hit.course.id for hit in find(search, per_page=1000).hits}


@laws
@given(pairs=searches())
def test_a_search_is_read_back_from_its_address_as_it_was(
    site: Flask, pairs: list[tuple[str, str]]
) -> None:
    with site.app_context():
        search = CourseSearch.from_query(MultiDict(pairs))
        query = search.to_query()
        assert CourseSearch.from_query(MultiDict(query)) == search
        assert [key for key, _ in query] == sorted(key for key, _ in query)


@laws
@given(pairs=searches(), kind=st.sampled_from(sorted(VALUE_FILTERS)), data=st.data())
def test_narrowing_never_adds_results(
    site: Flask, pairs: list[tuple[str, str]], kind: str, data: st.DataObject
) -> None:
    with site.app_context():
        search = CourseSearch.from_query(MultiDict(pairs)).without(kind)
        known = [
            value
            for value in VALUE_FILTERS[kind].allowed()
            if kind != "provider" or value[0] == "U"
        ]
        value = data.draw(st.sampled_from(known))
        narrowed = CourseSearch.from_query(MultiDict([*search.to_query(), (kind, value)]))
        assert everything(narrowed) <= everything(search)


@laws
@given(
    pairs=searches(),
    limit=st.tuples(st.just("start"), st.dates(date(2024, 1, 1), date(2030, 1, 1)).map(str))
    | st.tuples(st.just("cost"), st.integers(1, 20_000).map(str)),
)
def test_a_start_or_a_cost_never_adds_results(
    site: Flask, pairs: list[tuple[str, str]], limit: tuple[str, str]
) -> None:
    with site.app_context():
        search = CourseSearch.from_query(MultiDict(pairs)).without(limit[0])
        narrowed = CourseSearch.from_query(MultiDict([*search.to_query(), limit]))
        assert everything(narrowed) <= everything(search)


@laws
@given(pairs=searches())
def test_removing_a_chip_equals_searching_without_it(
    site: Flask, pairs: list[tuple[str, str]]
) -> None:
    with site.app_context():
        search = CourseSearch.from_query(MultiDict(pairs))
        for chip in find(search).chips:
            gone = set(search.to_query()) - set(chip.search.to_query()) - {("page", "1")}
            kept = [pair for pair in search.to_query() if pair not in gone]
            assert everything(chip.search) == everything(CourseSearch.from_query(MultiDict(kept)))
            assert len({key for key, _ in gone} - {"within"}) == 1


@settings(laws, max_examples=8)
@given(pairs=searches())
def test_the_count_beside_a_value_is_what_choosing_it_alone_brings(
    site: Flask, pairs: list[tuple[str, str]]
) -> None:
    with site.app_context():
        search = CourseSearch.from_query(MultiDict(pairs))
        for facet in find(search).facets:
            others = search.without(facet.key).to_query()
            for value in facet.values:
                chosen = CourseSearch.from_query(MultiDict([*others, (facet.key, value.id)]))
                assert len(newest(chosen, 1)[0].fitting) == value.count


@laws
@given(pairs=searches())
def test_a_way_out_brings_what_it_says(site: Flask, pairs: list[tuple[str, str]]) -> None:
    with site.app_context():
        for way in find(CourseSearch.from_query(MultiDict(pairs))).ways_out:
            assert find(way.search).total == way.count > 0


def test_every_course_is_counted_once_in_each_filter_known_or_not(found: Found) -> None:
    results = found("")
    for facet in results.facets:
        # A course can be in several nations and regions; of providers the largest are shown; a
        # start from January is one from February too.
        if facet.key not in {"nation", "region", "provider"} and not facet.any:
            assert sum(value.count for value in facet.values) == results.total
    modes = next(facet for facet in results.facets if facet.key == "mode")
    assert modes.values[-1].id == "not-known"
    assert modes.values[-1].count > 0


def test_the_nearest_comes_first_and_none_is_too_far(found: Found) -> None:
    miles = [hit.miles for hit in found("near=Coventry&within=75").hits]
    assert miles == sorted(miles, key=lambda far: far or 0)
    assert all(far is not None and far <= 75 for far in miles)


def test_courses_from_anywhere_are_offered_apart_from_the_distance(
    found: Found, site: Flask
) -> None:
    results = found("near=Coventry")
    assert results.anywhere
    apart = {hit.course.id for hit in results.anywhere.hits}
    assert not apart & {hit.course.id for hit in results.hits}
    with site.app_context():
        assert find(results.anywhere.search).total == results.anywhere.count


def test_what_can_be_taken_anywhere_in_england_is_not_offered_to_a_scot(found: Found) -> None:
    english, scottish = found("near=Coventry").anywhere, found("near=Aberdeen").anywhere
    assert english
    assert {hit.course.nation for hit in english.hits} <= {"England", "UK"}
    assert not scottish or {hit.course.nation for hit in scottish.hits} <= {"Scotland", "UK"}


def test_an_unclear_place_asks_which_and_the_other_filters_apply(found: Found) -> None:
    results = found("near=newport&level=3")
    assert results.place_problem
    assert "Newport, Wales" in [name for name, _ in results.place_problem.suggestions]
    assert results.total == found("level=3").total


def test_a_misspelt_word_is_offered_and_not_forced(found: Found) -> None:
    results = found("q=childhod&level=6")
    assert results.total == 0
    assert results.did_you_mean
    assert results.did_you_mean.to_query() == [("level", "6"), ("q", "childhood")]


def test_a_sort_that_makes_no_sense_gives_way_to_the_typical_one(site: Flask, asked: Asked) -> None:
    with site.app_context():
        assert asked("sort=distance").order() == "details"
        assert asked("sort=distance&near=Leeds").order() == "distance"
        assert asked("q=early&near=Leeds").order() == "relevance"


def test_courses_for_a_step_are_the_nearest_ones(site: Flask) -> None:
    with site.app_context():
        hits = for_step("degree", near="Leeds", nation="england")
        assert len(hits) == 3
        assert [hit.course.step for hit in hits] == ["degree"] * 3
        assert for_step("degree", near="no such place", nation=None)
        assert for_step("gcse-maths", near=None, nation=None) == []


LENGTHS_AND_COSTS = {
    "a": {"duration": "2 years", "cost": "5"},
    "b": {},
    "c": {"duration": "36 weeks", "cost": "10"},
    "d": {"duration": "1 day", "cost": "0"},
}
UNCONFIRMED = {
    "listed": {"title": "A zebra", "evidence": "listed"},
    "old": {"title": "A zebra zebra", "evidence": "old or indirect", "cost": "1"},
    "other": {"title": "C zebra"},
    "read": {"title": "B zebra", "evidence": "page read"},
}
FULL = {"level": "3", "study_time": "full-time", "duration": "1 year", "cost": "10"}


@pytest.mark.parametrize(
    ("sort", "rows", "order"),
    [
        (
            "start",
            {
                "past": {"start_date": "2001-01-01"},
                "later": {"start_date": f"{LATER}-02-01"},
                "soon": {"start_date": f"{LATER}-01-01"},
                "unknown": {},
            },
            ["soon", "later", "unknown", "past"],
        ),
        ("length", LENGTHS_AND_COSTS, ["d", "c", "a", "b"]),
        ("cost", LENGTHS_AND_COSTS, ["d", "a", "c", "b"]),
        # What is not confirmed comes last, but a figure decides first.
        ("", UNCONFIRMED, ["read", "other", "old", "listed"]),
        ("title", UNCONFIRMED, ["read", "other", "listed", "old"]),
        ("cost", UNCONFIRMED, ["old", "read", "other", "listed"]),
        # What is over comes last, however cheap.
        (
            "cost",
            {"over": {**FULL, "start_date": "2001-01-01"}, "dear": {"cost": "99"}},
            ["dear", "over"],
        ),
        # A fuller entry comes before one that was checked later.
        (
            "details",
            {
                "bare": {"checked": "2026-11-20"},
                "old": {**FULL, "checked": "2026-01-20"},
                "new": {**FULL, "checked": "2026-11-19"},
                "never": FULL,
                "listed": {**FULL, "checked": "2026-11-20", "evidence": "listed"},
            },
            ["new", "old", "never", "bare", "listed"],
        ),
    ],
)
def test_courses_stand_in_the_order_that_is_asked_for(
    load: Load, row: Make, asked: Asked, sort: str, rows: dict[str, Row], order: list[str]
) -> None:
    load(*(row(run_id, **{"title": "Zebra", **cells}) for run_id, cells in rows.items()))
    hits = find(asked(f"q=zebra&sort={sort}")).hits
    assert [hit.course.run_id for hit in hits] == order


def test_a_change_by_another_connection_is_found_within_a_second(
    app: Flask,
    load: Load,
    row: Make,
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalogue, "LOOK_EVERY_SECONDS", 0.05)
    assert find(asked("q=zebra")).total == 0
    load(row("a", title="Zebra studies"))
    time.sleep(0.06)
    assert find(asked("q=zebra")).total == 1
    database = sqlite3.connect(Path(app.instance_path) / "site.db")
    with database:
        database.execute("UPDATE catalogue SET version = version + 1")
        database.execute(
            "UPDATE course SET title = 'Okapi', version = (SELECT version FROM catalogue) "
            "WHERE title = 'Zebra studies'"
        )
    database.close()
    time.sleep(0.06)
    # No reader brings the index up to date: the worker of the machine does.
    before = catalogue.course_index().version()
    assert find(asked("q=okapi")).total == 0
    assert catalogue.course_index().version() == before
    catalogue.keep_index()
    assert find(asked("q=zebra")).total == 0
    assert find(asked("q=okapi")).total == 1


def test_where_the_index_is_far_behind_an_edit_does_not_catch_up_in_its_request(
    app: Flask,
    load: Load,
    row: Make,
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(row("a", title="Zebra studies"), row("b", title="Zebra care"))
    database = sqlite3.connect(Path(app.instance_path) / "site.db")
    with database:
        database.execute("UPDATE catalogue SET version = version + 1")
        database.execute("UPDATE course SET version = (SELECT version FROM catalogue)")
    database.close()
    before = catalogue.course_index().version()
    monkeypatch.setattr(catalogue, "FEW_CHANGES", 1)
    catalogue.catch_up(wait=False)
    assert catalogue.course_index().version() == before
    monkeypatch.setattr(catalogue, "FEW_CHANGES", 100_000)
    catalogue.catch_up(wait=False)
    assert catalogue.course_index().version() != before


def test_a_withdrawn_course_is_found_no_more(load: Load, row: Make, asked: Asked) -> None:
    load(row("a", title="Zebra"), row("b", title="Zebra"))
    assert find(asked("q=zebra")).total == 2
    load(row("a", title="Zebra"))
    assert find(asked("q=zebra")).total == 1
    assert course_index().matches("zebra")[0].size == 1


@pytest.mark.parametrize(
    ("query", "within"),
    [("near=Leeds&within=75&level=3", 0), ("near=Hereford&within=5", 5), ("q=zzzz&near=Leeds", 0)],
)
def test_a_search_without_results_near_looks_further(
    site: Flask, asked: Asked, query: str, within: int
) -> None:
    with site.app_context():
        results, asked_within = find_or_widen(asked(query))
        assert bool(asked_within) == bool(within)
        if within:
            assert asked_within == 5
            assert results.total
            shorter = [miles for miles in WITHIN if miles < results.search.within]
            assert not any(find(results.search.but(within=miles)).total for miles in shorter)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", ""),
        ("level=3&near=Leeds", "Level 3 courses near Leeds"),
        ("study=part-time&q=early", "Part-time courses matching “early”"),
        ("near=Nowheresville", ""),
        ("cost=free", "Free courses"),
        ("&".join(f"level={level}" for level in range(1, 9)) + "&near=Leeds", "Courses near Leeds"),
    ],
)
def test_a_search_has_a_name(found: Found, query: str, name: str) -> None:
    assert found(query).name == name


def test_a_filter_that_chooses_nothing_is_left_out() -> None:
    def facet(*counts: int, chosen: int | None = None, any: str = "") -> list[int]:
        values = tuple(
            FacetValue(str(at), str(at), count, at == chosen) for at, count in enumerate(counts)
        )
        return [int(value.id) for value in Facet("key", "Key", values, 9, any=any).useful]

    assert facet(4, 5) == [0, 1]
    assert facet(4, 0, 5) == [0, 2]
    assert facet(4) == []
    assert facet(9, 9) == []
    assert facet(4, chosen=0) == [0]
    assert facet(9, 9, chosen=1) == [0, 1]
    # Thresholds that bring the same are one.
    assert facet(4, 4, 6, 6, any="Any") == [0, 2]
    assert facet(4, 4, 4, any="Any") == []
    assert facet(4, 4, 4, any="Any", chosen=2) == [0, 2]
