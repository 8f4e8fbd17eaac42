"""Where postcodes and towns are, and what is said when it is not clear."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers_site.places import AmbiguousPlaceError, UnknownPlaceError, gazetteer, miles
from tests.conftest import ROOT

PLACES = gazetteer(ROOT / "data")


@pytest.mark.parametrize("text", ["CV1 5RR", "cv15rr", "  cv1  5rr ", "CV1-5RR"])
def test_a_full_postcode_is_found_by_its_sector_however_it_is_typed(text: str) -> None:
    place = PLACES.find(text)
    assert place.name == "CV1 5RR"
    assert (place.latitude, place.longitude) == (52.4109, -1.5002)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A district is not taken for a sector.
        *[("CV11", "CV11"), ("CV1 1", "CV1 1")],
        *[(text, "Coventry") for text in ("Coventry", "coventry", " COVENTRY. ")],
        *[("Hull", "Kingston upon Hull"), ("kings lynn", "King's Lynn")],
    ],
)
def test_a_place_is_found_by_what_people_type(text: str, name: str) -> None:
    assert PLACES.find(text).name == name


def test_the_larger_and_the_nearer_one_is_meant() -> None:
    assert PLACES.find("Preston").population > 300_000
    # Of an unknown sector, the district.
    assert PLACES.find("CV1 0AA").latitude == PLACES.find("CV1").latitude


def test_a_nation_that_was_chosen_says_which_of_several_towns_is_meant() -> None:
    assert PLACES.find("Bangor", "Wales").nation == "Wales"
    assert PLACES.find("Bangor", "Northern Ireland").nation == "Northern Ireland"
    assert PLACES.find("Leeds", "Wales").nation == "England"
    with pytest.raises(AmbiguousPlaceError):
        PLACES.find("Bangor", "Scotland")


@pytest.mark.parametrize("name", ["Newport", "Richmond", "Bangor", "Whitchurch", "Newcastle"])
def test_an_ambiguous_town_asks_which_and_understands_each_answer(name: str) -> None:
    with pytest.raises(AmbiguousPlaceError) as caught:
        PLACES.find(name)
    places = [PLACES.find(choice) for choice in caught.value.suggestions]
    assert len(places) == len(set(places)) > 1


def test_newport_in_wales_can_be_asked_for_by_its_nation() -> None:
    with pytest.raises(AmbiguousPlaceError) as caught:
        PLACES.find("Newport")
    assert "Newport, Wales" in caught.value.suggestions
    assert PLACES.find("newport wales").nation == "Wales"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Coventy", "Coventry"),
        ("Ledes", "Leeds"),
        ("Birmngam", "Birmingham"),
        ("Manchetser", "Manchester"),
        ("Shefield", "Sheffield"),
        ("Nottinham", "Nottingham"),
        ("Cardif", "Cardiff"),
        ("Newcastel upon Tyne", "Newcastle upon Tyne"),
        ("Bristol centre", "Bristol"),
    ],
)
def test_a_misspelt_town_brings_the_one_that_is_meant_first(typed: str, meant: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        PLACES.find(typed)
    assert caught.value.suggestions[0] == meant


def test_a_postcode_of_northern_ireland_tells_its_nation_and_says_to_give_a_town() -> None:
    with pytest.raises(UnknownPlaceError, match="give a town") as caught:
        PLACES.find("BT9 5AA")
    assert caught.value.nation == "Northern Ireland"
    assert PLACES.find(caught.value.suggestions[0]).nation == "Northern Ireland"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.from_regex(r"[A-Za-z]{1,2}[0-9]{1,3} ?[0-9A-Za-z]{0,3}"))
def test_any_text_is_a_place_or_is_refused_with_suggestions_that_are_places(text: str) -> None:
    offered: list[str] = []
    try:
        assert 49 < PLACES.find(text).latitude < 61
    except (AmbiguousPlaceError, UnknownPlaceError) as error:
        offered = error.suggestions
    for name in offered:
        assert PLACES.find(name).name


def test_miles_are_those_of_the_map() -> None:
    london, edinburgh = PLACES.find("London"), PLACES.find("Edinburgh")
    far = miles(london.latitude, london.longitude, [edinburgh.latitude], [edinburgh.longitude])
    assert far[0] == pytest.approx(331, abs=3)


def test_miles_to_an_unknown_position_are_unknown() -> None:
    far = miles(52.0, -1.0, [52.0, np.nan, 52.0], [-1.0, -1.0, np.nan])
    assert far[0] == 0
    assert np.isnan(far[1:]).all()


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("G1 1AA", "Scotland"),
        ("EH1", "Scotland"),
        ("CF10", "Wales"),
        ("SY23", "Wales"),
        ("SY1", "England"),
        ("CV1 5RR", "England"),
        ("TD15", "England"),
        # On a border it is in no one nation.
        *[(text, None) for text in ("CH4", "CH1 2AB", "NP25", "TD12", "CA6")],
    ],
)
def test_a_postcode_tells_its_nation(text: str, nation: str | None) -> None:
    assert PLACES.find(text).nation == nation


@pytest.mark.parametrize(("text", "certain"), [("SW1A 1AA", True), ("London", True), ("E4", False)])
def test_london_is_told_only_where_the_whole_area_is_in_it(text: str, *, certain: bool) -> None:
    assert PLACES.find(text).in_london is certain
