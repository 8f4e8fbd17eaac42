"""What counting implies: a pass in English is one of the passes, and what that leaves open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careers_site.eligibility.person import Known, Person, know, raised, read_answer
from careers_site.eligibility.scales import Count, Scales
from tests.eligibility.small import counting, scale

SCALES = counting()


def known(no_others: bool = False, **answers: int | None) -> Known:
    return know(Person(answers, no_others), SCALES)


def between(person: Known, name: str) -> tuple[int, int]:
    return person.low[name], person.high[name]


def test_passes_in_english_and_maths_are_at_least_two_passes() -> None:
    person = known(english=5, maths=5)
    assert between(person, "at_4") == (2, 5)
    assert between(person, "at_3") == (2, 5)


def test_a_grade_3_counts_at_9_to_3_only() -> None:
    person = known(english=3, maths=4)
    assert person.low["at_4"] == 1
    assert person.low["at_3"] == 2


def test_passes_at_9_to_4_are_passes_at_9_to_3() -> None:
    assert between(known(at_4=4), "at_3") == (4, 5)


def test_no_passes_at_9_to_4_mean_english_below_4() -> None:
    person = known(at_4=0)
    assert between(person, "english") == (0, 3)
    assert between(person, "maths") == (0, 3)


def test_no_passes_at_9_to_3_mean_none_at_9_to_4_either() -> None:
    person = known(at_3=0)
    assert between(person, "at_4") == (0, 0)
    assert between(person, "english") == (0, 2)


def test_one_pass_that_is_english_leaves_none_for_maths() -> None:
    assert between(known(at_4=1, english=4), "maths") == (0, 3)
    assert between(known(at_4=2, english=4), "maths") == (0, 9)


def test_five_or_more_leaves_everything_open() -> None:
    assert between(known(at_4=5), "english") == (0, 9)


def test_a_count_that_is_too_low_is_shown_and_the_exact_answers_win() -> None:
    person = known(at_4=1, english=5, maths=6)
    assert [(c.scale, c.said, c.at_least, c.because) for c in person.contradictions] == [
        ("at_4", 1, 2, ("english", "maths"))
    ]
    assert between(person, "at_4") == (2, 2)
    assert between(person, "english") == (5, 5)


def test_fewer_at_9_to_3_than_at_9_to_4_do_not_fit() -> None:
    person = known(at_4=3, at_3=2)
    assert [(c.scale, c.because) for c in person.contradictions] == [("at_3", ("at_4",))]
    assert person.low["at_3"] == 3


def test_answers_that_fit_are_no_contradiction() -> None:
    assert not known(at_4=2, at_3=4, english=4, maths=3).contradictions


def test_unsure_is_no_answer_to_reckon_with() -> None:
    assert between(known(english=None, at_4=None), "english") == (0, 9)


def test_none_of_the_rare_ones_leaves_what_was_answered_alone() -> None:
    scales = Scales((scale("common"), scale("rare", rare=True), scale("other", rare=True)))
    person = know(Person({"rare": 2}, no_others=True), scales)
    assert between(person, "rare") == (2, 2)
    assert between(person, "other") == (0, 0)
    assert between(person, "common") == (0, 2)


def test_unsure_about_a_rare_one_stays_unsure_beside_none_of_the_others() -> None:
    scales = Scales((scale("rare", rare=True),))
    assert between(know(Person({"rare": None}, no_others=True), scales), "rare") == (0, 2)


def test_a_full_count_stands_for_that_many_or_more() -> None:
    """The last level of a count is "5 or more": it says nothing about what is left."""
    parts = (("english", 4), ("maths", 4))
    scales = Scales(
        (scale("at_4", 1), scale("english", 9), scale("maths", 9)), (Count("at_4", parts),)
    )
    person = know(Person({"at_4": 1, "english": 5}), scales)
    assert person.high["maths"] == 9


def test_levels_held_for_certain_are_raised_by_what_counting_implies() -> None:
    held = raised({"at_4": 0, "at_3": 0, "english": 4, "maths": 3}, SCALES)
    assert held == {"at_4": 1, "at_3": 2, "english": 4, "maths": 3}


def test_a_pass_that_is_supposed_is_one_more_of_those_counted() -> None:
    person = Person({"at_4": 2, "at_3": 5, "english": 3, "maths": None})
    assert person.supposing("english", 4, SCALES).answers == {
        **person.answers,
        "english": 4,
        "at_4": 3,
    }
    assert person.supposing("maths", 3, SCALES).answers == {**person.answers, "maths": 3}
    assert Person({"at_3": 1}).supposing("english", 4, SCALES).answers == {"at_3": 2, "english": 4}
    assert person.supposing("english", 3, SCALES) is person
    assert Person({}).supposing("english", 1, SCALES).answers == {"english": 1}
    assert Person({"at_4": (1, 3)}).supposing("maths", 4, SCALES).answers["at_4"] == (1, 3)


def test_an_answer_is_a_level_or_several_or_not_known() -> None:
    english = replace(scale("english", 9), aliases={"pass": (4, 9)})
    assert read_answer(english, "5") == 5
    assert read_answer(english, "pass") == (4, 9)
    assert read_answer(english, "unsure") is None
    with pytest.raises(KeyError, match="none-such"):
        read_answer(english, "none-such")
