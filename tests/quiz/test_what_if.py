"""What-if: only what opens a way in is offered, one thing alone or two together."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site.answers import Answers
from careers_site.content.parsing import Library
from careers_site.quiz.outcome import assessed
from careers_site.quiz.what_if import what_ifs

# One GCSE short of a level 3 course, and nothing that can be read two ways.
CLOSE = {
    **{"age": "24-plus", "degree": "none", "professional": "none", "early_years": "none"},
    **{"experience_0_to_4": "none", "send_experience": "none", "family_work": "none"},
    **{"send_knowledge": "none", "gcses_9_to_4": "3", "gcses_9_to_3": "3", "a_levels": "0"},
    **{"gcse_english": "5", "gcse_maths": "3"},
}


def close(**changed: str) -> Answers:
    return Answers({**CLOSE, **changed}, others="none", nation="england", start="2026-11")


def test_what_is_offered_really_opens_something(site: Flask, shipped: Library) -> None:
    with site.app_context():
        found = what_ifs(close(), shipped.rules)
        assert found
        before = assessed(close(), shipped.rules)
        for wish in found:
            then = assessed(wish.answers, shipped.rules)
            better = [
                route.id
                for route in shipped.rules.routes
                if then.route(route.id).result.rank < before.route(route.id).result.rank
            ]
            assert better, wish.words


def test_two_things_are_offered_only_where_neither_alone_is_enough(
    site: Flask, shipped: Library
) -> None:
    with site.app_context():
        found = what_ifs(close(), shipped.rules)
        for wish in found:
            assert 1 <= len(wish.values) <= 2
            before = assessed(close(), shipped.rules)
            for alone in wish.values if len(wish.values) == 2 else ():
                then = assessed(close().supposing(alone), shipped.rules)
                for opened in wish.opens:
                    route = next(r for r in shipped.rules.routes if opened.startswith(r.title))
                    rank = then.route(route.id).result.rank
                    assert rank >= before.route(route.id).result.rank


def test_who_is_ready_is_offered_nothing(site: Flask, shipped: Library) -> None:
    ready = close(
        early_years="level-3", experience_0_to_4="2-years", send_experience="2-years",
        family_work="substantial", send_knowledge="working",
    )  # fmt: skip
    with site.app_context():
        assert what_ifs(ready, shipped.rules) == ()


def test_a_supposed_pass_is_one_more_of_those_counted(shipped: Library) -> None:
    person = close().supposing("gcse_maths.4").person(shipped.rules)
    assert person.answers["gcses_9_to_4"] == 4


def test_supposing_what_is_held_changes_nothing(shipped: Library) -> None:
    supposing = close().supposing("gcse_english.4").person(shipped.rules)
    assert supposing == close().person(shipped.rules)


@pytest.mark.parametrize("path", ["/routes"])
def test_the_result_says_that_it_is_a_what_if_and_leads_back(
    client: FlaskClient, path: str
) -> None:
    page = client.get(f"{path}?gcse_maths=3&nation=england&suppose=gcse_maths.4").text
    assert "This is a what-if" in page
    assert f'href="{path}?gcse_maths=3&amp;nation=england"' in page


def test_a_way_is_opened_by_the_least_that_does_it(site: Flask, shipped: Library) -> None:
    """Coventry asks for two years with special needs; Leeds for a year, which is enough."""
    belfast = {"age": "19-23", "early_years": "level-3", "experience_0_to_4": "6-months"}
    with site.app_context():
        found = what_ifs(close(**belfast, send_experience="some"), shipped.rules)
    ready = [wish.values for wish in found if any("ready to apply" in one for one in wish.opens)]
    assert ("send_experience.1-year",) in ready
    assert not any("send_experience.2-years" in values for values in ready)
