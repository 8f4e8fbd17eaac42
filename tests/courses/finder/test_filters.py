"""What each filter of the finder says and leaves, on courses made for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from careers_site.courses.catalogue import derived, regions
from careers_site.courses.finder import threshold_filters
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.results import Results
from careers_site.platform.web.errors import BadQueryError

Found = Callable[[str], Results]
Asked = Callable[[str], CourseSearch]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "near=Coventry&study=part-time&level=3&start=2027-01",
            "part-time level 3 courses within 20 miles of Coventry, starting from January 2027",
        ),
        ("start=2027-01-18", "courses, starting from 18 January 2027"),
        ("start=not-known&cost=not-known", "with the start not known, with the cost not known"),
        ("cost=free", "9 free courses"),
        ("cost=2500", "courses, costing up to £2,500"),
        ("when=evening", "evening course"),
        ("hours=to-8&mode=blended", "courses of up to 8 hours a week"),
        ("qualification=foundation-degree", "24 foundation degree courses"),
        ("region=london&region=south-east", "courses in London or the South East"),
        ("provider=University+of+Worcester", "3 courses at University of Worcester"),
        ("nation=wales&nation=not-known", "in Wales or with nation not known"),
        ("entry=met", "courses, with entry requirements you meet"),
        ("entry=met&entry=not-known", "you meet or with entry requirements not known"),
        ("", "89 courses"),
        ("level=3", "21 level 3 courses"),
        ("near=Coventry&level=3&within=50", "3 level 3 courses within 50 miles of Coventry"),
        ("level=3&level=2&study=part-time", "part-time level 2 or level 3 courses"),
        ("mode=online&nation=scotland", "3 online courses in Scotland"),
        ("mode=not-known&mode=online", "courses with online or how you learn not known"),
        ("q=zzz", "No courses matching “zzz”"),
        ("near=nowhere at all", "89 courses"),
    ],
)
def test_the_page_says_in_words_what_it_shows(found: Found, query: str, said: str) -> None:
    assert said in found(query).sentence


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("start=soon", '"start" is a month like 2027-01'),
        ("start=2027-13", '"start" is no day of the calendar'),
        ("start=2026-02-31", '"start" is no day of the calendar'),
        ("start=0001-01", '"start" is between 1990 and 2100'),
        ("cost=-1", '"cost" is "free", "not-known" or whole pounds'),
        ("cost=٣", '"cost" is "free"'),
        ("cost=1000001", '"cost" is "free"'),
        ("provider=University+of+Wurcester", '(did you mean "University of Worcester"?)'),
        ("region=north", 'There is no region "north"'),
        ("shortlist=x", '"shortlist" is the number of a course, not "x"'),
        ("early_years=level-9", 'There is no answer to "early_years" called "level-9"'),
        ("entry=maybe", 'There is no entry "maybe"'),
        ("colour=red", 'There is no filter "colour"'),
        ("level=33", 'There is no level "33"'),
        ("mode=onlin", '(did you mean "online"?)'),
        ("step=nothing", 'There is no step "nothing"'),
        ("within=3&near=Leeds", 'There is no within "3"'),
        ("sort=price", 'There is no sort "price"'),
        ("page=0", '"page" is a whole number from 1'),
        ("page=" + "9" * 5000, "longer than 200"),
        ("q=a&q=b", '"q" is given 2 times'),
        ("q=" + "a" * 201, "longer than 200"),
    ],
)
def test_what_is_unknown_in_an_address_is_named(
    site: Flask, asked: Asked, query: str, said: str
) -> None:
    with site.app_context(), pytest.raises(BadQueryError) as caught:
        asked(query)
    assert said in caught.value.message
    assert len(caught.value.allowed) < 50


def test_what_the_reader_has_decides_which_entry_requirements_are_met(found: Found) -> None:
    def verdicts(query: str) -> dict[str, str]:
        """Step -> the only verdict that any of its courses has."""
        held: dict[str, str] = {}
        for entry in ("met", "not-known", "unmet"):
            for hit in find_all(f"{query}&entry={entry}"):
                assert held.setdefault(hit.course.step, entry) == entry
        return held

    def find_all(query: str) -> list[Any]:
        return [hit for page in range(1, 6) for hit in found(f"{query}&page={page}").hits]

    nothing = verdicts("")
    assert nothing["t-level"] == nothing["degree"] == "not-known"
    enough = verdicts(
        "age=16-18&nation=england&gcses_9_to_4=5&gcse_english=5&gcse_maths=5&a_levels=3&others=none"
    )
    assert enough["t-level"] == enough["degree"] == "met"
    assert enough[""] == "not-known"
    too_little = verdicts("a_levels=0&degree=none&early_years=none&others=none")
    assert too_little["degree"] == "unmet"


def test_answers_are_kept_in_every_address_of_the_search(found: Found) -> None:
    results = found("a_levels=3&others=none&level=6&near=London&within=75")
    searches = [chip.search for chip in results.chips]
    searches += [search for _, _, search in results.sorts] + [results.search.cleared()]
    for search in searches:
        assert ("a_levels", "3") in search.to_query()
        assert ("others", "none") in search.to_query()


def test_a_start_or_a_cost_that_is_not_known_is_offered_apart(found: Found) -> None:
    results = found("start=2020-01&level=6")
    labels = {way.label: way for way in results.not_known}
    unknown = labels["whose start is not known"]
    assert found("start=not-known&level=6").total == unknown.count > 0
    assert results.total + unknown.count == found("level=6").total


def test_months_to_start_in_are_the_twelve_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threshold_filters, "today", lambda: date(2026, 11, 21))
    months = threshold_filters.StartFrom.allowed()
    assert (months[0], months[1], months[11]) == ("2026-12", "2027-01", "2027-11")


@pytest.mark.parametrize(
    ("duration", "days"),
    [
        ("3 years full time", 1096),
        ("20 to 21 months", 609),
        ("1 year full time (36 weeks)", 365),
        ("10 Weeks", 70),
        ("90 minutes", 0),
        ("self-paced", derived.NO_LENGTH),
        ("", derived.NO_LENGTH),
    ],
)
def test_a_length_is_read_from_its_words(duration: str, days: int) -> None:
    assert derived.days_of(duration) == days


@pytest.mark.parametrize(
    ("qualification", "title", "kind"),
    [
        ("Foundation degree", "", "foundation-degree"),
        ("Bachelor's degree (top-up)", "", "degree"),
        ("T Level", "", "t-level"),
        ("", "CACHE Level 3 Diploma in Childcare", "diploma"),
        ("Access to HE Diploma", "", "access"),
        ("", "GCSE Maths", "gcse"),
        ("Something new", "", "other"),
        ("", "Makaton for beginners", ""),
    ],
)
def test_the_sort_of_a_qualification_is_read_from_its_name(
    qualification: str, title: str, kind: str
) -> None:
    assert derived.qualification_kind(qualification, title) == kind


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"postcode": "CV1 5RR"}, {"west-midlands"}),
        ({"postcode": "E1 6AN"}, {"london"}),
        ({"regions": "Devon, Bristol; Kent"}, {"south-west", "south-east"}),
        ({"regions": "Atlantis"}, set()),
        ({"national": True}, set(regions.REGIONS)),
        ({"postcode": "CF10 1AA", "nation": "Wales"}, set()),
        ({"postcode": "BT1 1AA"}, set()),
    ],
)
def test_regions_are_those_of_the_venue_or_of_what_the_course_names(
    place: dict[str, Any], found: set[str]
) -> None:
    given = {"national": False, "regions": "", "postcode": "", "nation": "England"} | place
    held = regions.bits(**given)
    assert {region for region, bit in regions.BITS.items() if held & bit} == found


@given(st.text(max_size=40))
def test_any_text_has_a_length_a_kind_and_regions(text: str) -> None:
    assert 0 <= derived.days_of(text) <= derived.NO_LENGTH
    assert derived.qualification_kind(text, text) in {"", *derived.QUALIFICATIONS}
    assert 0 <= regions.bits(national=False, regions=text, postcode=text, nation="") <= regions.ALL


@pytest.mark.parametrize(
    ("duration", "is_over"),
    [
        *[("3 days", True), ("2 weeks", True), ("1 year", False)],
        # Hours of teaching, a rhythm or a range say nothing of the last day.
        *[("30 hours", False), ("1 day a week for 30 weeks", False), ("1 to 2 weeks", False)],
        *[("", False), ("9999 years", False)],
    ],
)
def test_a_course_is_over_only_where_its_length_is_one_of_the_calendar(
    duration: str, is_over: bool
) -> None:
    assert derived.is_over(date(2026, 11, 2), duration, date(2026, 11, 27)) is is_over
