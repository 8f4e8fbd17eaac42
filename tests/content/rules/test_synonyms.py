"""The words that people search with: shipped ones find courses, and wrong ones are named."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from careers_site.content.problems import Problems
from careers_site.content.rules.synonyms import PATH, parse_synonyms
from careers_site.course_index.synonyms import NO_SYNONYMS


@pytest.mark.parametrize(
    "typed", ["send", "SEN", "special needs", "nursery nurse", "TA", "OU", "tlevel", "l3", "uni"]
)
def test_words_that_people_type_find_courses(client: FlaskClient, typed: str) -> None:
    answer = client.get("/api/v1/courses", query_string={"q": typed})
    assert answer.get_json()["total"] > 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[synonym]]\nwords = []", "words: list should have at least 1 item"),
        ('[[synonym]]\nword = ["a"]', "word: is not a key that is known here"),
        ('[[synonym]]\nwords = ["uni"]', 'synonym 1 ("uni"): finds nothing but itself'),
        ('[[synonym]]\nwords = ["uni", "-"]', '"-" needs 1 to 6 words'),
        ('[[synonym]]\nwords = ["b c d e f g h", "j"]', '"b c d e f g h" needs 1 to 6 words'),
        ('[[synonym]]\nwords = ["a level", "h"]', '"a level" has a small word'),
        (
            '[[synonym]]\nwords = ["z", "b"]\n[[synonym]]\nwords = ["c", "B"]',
            'synonym 2 ("c"): words: "B" stands in synonym 1 ("z") too',
        ),
    ],
)
def test_synonyms_that_cannot_be_are_refused_with_their_place(text: str, said: str) -> None:
    problems = Problems()
    assert parse_synonyms({PATH: text}, problems) is NO_SYNONYMS
    assert any(one.startswith(PATH) and said in one for one in problems), problems


def test_a_site_without_synonyms_searches_with_none() -> None:
    problems = Problems()
    assert not parse_synonyms({}, problems).finds
    assert not problems
