"""The words of a result and of a plan."""

from __future__ import annotations

import pytest

from careers_site.eligibility import wording
from careers_site.eligibility.month import Month
from careers_site.eligibility.rules import Gain
from careers_site.eligibility.scales import Scales
from careers_site.eligibility.sentences import all_of, in_sentence
from careers_site.eligibility.wording import Kind, Result
from tests.eligibility.small import scale

SCALES = Scales((scale("a"), scale("b")))


def test_routes_are_shown_ready_first_and_those_not_needed_last() -> None:
    ranked = sorted(Kind, key=lambda one: one.rank)
    drawn = ["met", "met", "nearly", "unknown", "unmet", "folded"]
    assert [one.drawn for one in ranked] == drawn
    assert [one.value for one in ranked] == [
        "You look ready to apply",
        "You could start now",
        "Some employers would consider you",
        "We need one more answer",
        "Not yet: here is the way",
        "You do not need this",
    ]


@pytest.mark.parametrize(
    ("asks", "words"), [(1, "We need one more answer"), (3, "We need 3 more answers")]
)
def test_how_many_answers_are_needed_is_said(asks: int, words: str) -> None:
    result = Result(Kind.ASK, asks=asks)
    assert result.words == words
    assert Kind.of(words) == Kind.ASK


def test_only_what_starts_this_month_is_said_to_start_now() -> None:
    later = Result.starting(Month(2027, 9), now=Month(2026, 11))
    assert later.words == "You could start in September 2027"
    assert Kind.of(later.words) == Kind.START
    assert Result.starting(Month(2026, 11), now=Month(2026, 11)).words == Kind.START.value


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 months"),
        (1, "1 month"),
        (11, "11 months"),
        (12, "1 year"),
        (13, "1 year and 1 month"),
        (18, "1 year and 6 months"),
        (24, "2 years"),
        (46, "3 years and 10 months"),
    ],
)
def test_months_read_as_years_and_months(number: int, words: str) -> None:
    assert wording.months(number) == words


def test_a_list_reads_as_a_sentence() -> None:
    assert wording.join(["one"]) == "one"
    assert wording.join(("one", "two", "three")) == "one, two and three"


def test_what_a_step_gives_is_said_in_words() -> None:
    assert wording.gain(Gain("a", 2), SCALES) == "a at 2"
    assert wording.gain(Gain("a", adds=1), SCALES) == "1 more: a"


@pytest.mark.parametrize(
    ("alone", "within"),
    [
        ("Some work with families", "some work with families"),
        ("A Portage workshop", "a Portage workshop"),
        ("GCSE maths at grade 4", "GCSE maths at grade 4"),
        ("Functional Skills English at level 2", "Functional Skills English at level 2"),
        ("2 A levels", "2 A levels"),
        ("", ""),
    ],
)
def test_a_capital_stays_within_a_sentence_only_in_a_name(alone: str, within: str) -> None:
    assert in_sentence(alone) == within


def test_things_that_all_count_are_one_sentence() -> None:
    assert all_of(["A degree", "Some work, paid or not", "GCSE maths"]) == (
        "A degree; and some work, paid or not; and GCSE maths"
    )
