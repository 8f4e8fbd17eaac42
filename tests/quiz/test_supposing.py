"""What-if: each missing thing can be supposed, and says what it alone would open."""

from __future__ import annotations

from flask.testing import FlaskClient

from careers_site.answers import Answers
from careers_site.content.parsing import Library
from careers_site.quiz.what_if import wishes

CLOSE = {"gcse_english": "5", "gcse_maths": "3", "gcses_9_to_4": "4"}


def test_a_missing_pass_is_a_wish_that_opens_the_apprenticeship(shipped: Library) -> None:
    found = {
        wish.value: wish for wish in wishes(Answers(dict(CLOSE), others="none"), shipped.rules)
    }
    assert "An apprenticeship: you could start now" in found["gcse_maths.4"].opens


def test_a_supposed_pass_is_one_more_of_those_counted(shipped: Library) -> None:
    answers = Answers(dict(CLOSE)).supposing("gcse_maths.4")
    person = answers.person(shipped.rules)
    assert person.answers["gcses_9_to_4"] == 5


def test_supposing_what_is_held_changes_nothing(shipped: Library) -> None:
    answers = Answers(dict(CLOSE))
    assert answers.supposing("gcse_english.4").person(shipped.rules) == answers.person(
        shipped.rules
    )


def test_supposing_never_closes_a_route(shipped: Library) -> None:
    answers = Answers({"gcse_maths": "none", "a_levels": "0"})
    for wish in wishes(answers, shipped.rules):
        then = wishes(answers.supposing(wish.value), shipped.rules)
        assert wish.value in {one.value for one in then if one.ticked}


def test_the_result_says_that_it_is_a_what_if_and_leads_back(client: FlaskClient) -> None:
    page = client.get("/routes?gcse_maths=3&suppose=gcse_maths.4").text
    assert "This is a what-if" in page
    assert 'href="/routes?gcse_maths=3"' in page
