"""How many questions the example people are asked: few, and fewer for who is qualified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import pytest
from flask import Flask

from careers_site.answers import NATION, NEAR, OTHERS, Answers
from careers_site.content.parsing import Library
from careers_site.content.rules.examples.examples import Example
from careers_site.eligibility.rules import Rules
from careers_site.quiz.outcome import assessed
from careers_site.quiz.qualifications_question import HELD, KINDS, LOWEST, TOLD_AT_ONCE, with_held
from careers_site.quiz.questions import following
from tests.conftest import every

MOST_AT_THE_MEDIAN, MOST_FOR_A_TEACHER = 8, 6


def asked(shipped: Library) -> Sequence[Example]:
    """The example people who take the quiz."""
    return every(6, shipped.examples)


@pytest.fixture(scope="module")
def told(site: Flask, shipped: Library) -> dict[str, list[Answers]]:
    """What each example person has told before each question, by the path of the example.

    They are not sure of what the example leaves out. The last is what they told in all.
    """
    with site.app_context():
        return {one.path: list(_telling(one, shipped.rules)) for one in asked(shipped)}


def _telling(example: Example, rules: Rules) -> Iterator[Answers]:
    answers = Answers({}, start=example.situation.start.id)
    yield answers
    while (question := following(answers, rules)) is not None:
        answers = _answering(question, answers, example, rules)
        yield answers


def _answering(question: str, answers: Answers, example: Example, rules: Rules) -> Answers:
    person = {**dict.fromkeys(KINDS, "unsure"), **example.answers}
    if question == NEAR:
        return answers.giving(NATION, example.situation.planning_nation)
    if question == HELD:
        if all(person[kind] == "unsure" for kind in KINDS):
            return with_held(answers, ["unsure"], rules)
        given = [kind if kind not in TOLD_AT_ONCE else f"{kind}.{person[kind]}" for kind in KINDS]
        held = [one for one, kind in zip(given, KINDS, strict=True) if _has(person[kind])]
        return with_held(
            answers, [*held, *([OTHERS] if _has_others(example, rules) else [])], rules
        )
    if question == OTHERS:
        return replace(answers, others="some" if _has_others(example, rules) else "none")
    return answers.giving(question, example.answers.get(question, "unsure"))


def _has_others(example: Example, rules: Rules) -> bool:
    rare = [example.answers.get(scale.id, "none") for scale in rules.scales.rare()]
    return not example.person.no_others or any(map(_has, rare))


def _has(level: str) -> bool:
    return level not in (*LOWEST, "unsure")


def test_the_quiz_asks_what_makes_a_plan_end_sooner(
    site: Flask, shipped: Library, told: dict[str, list[Answers]]
) -> None:
    """Whoever answers all that is asked has plans that end as soon as if they had told all."""
    rules = shipped.rules
    with site.app_context():
        for example in asked(shipped):
            answers = told[example.path][-1]
            found = assessed(answers, rules)
            everything = replace(answers, levels={**answers.levels, **example.answers})
            for route in assessed(everything, rules).routes:
                plan = found.route(route.route.id).fastest
                if route.fastest and plan:
                    assert plan.ends <= route.fastest.ends, (example.title, route.route.id)


def test_half_of_the_example_people_are_asked_eight_questions_or_fewer(
    told: dict[str, list[Answers]],
) -> None:
    assert median(len(one) - 1 for one in told.values()) <= MOST_AT_THE_MEDIAN


def test_a_qualified_teacher_is_asked_six_questions_or_fewer(
    shipped: Library, told: dict[str, list[Answers]]
) -> None:
    teachers = [one for one in asked(shipped) if one.answers.get("professional") == "qualified"]
    assert teachers
    assert median(len(told[one.path]) - 1 for one in teachers) <= MOST_FOR_A_TEACHER
