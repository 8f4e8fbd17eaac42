"""How many questions the example people are asked: few, and fewer for who is qualified."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from flask import Flask

from careers_site.answers import NATION, NEAR, OTHERS, Answers
from careers_site.content.parsing import Library
from careers_site.content.rules.examples.examples import Example
from careers_site.eligibility.rules import Rules
from careers_site.quiz.held import HELD, KINDS, LOWEST, TOLD_AT_ONCE, with_held
from careers_site.quiz.outcome import assessed
from careers_site.quiz.questions import following

MOST_AT_THE_MEDIAN, MOST_FOR_A_TEACHER = 8, 6


def asked_of(example: Example, rules: Rules) -> list[str]:
    """The questions that this person is asked, who is not sure of what the example leaves out."""
    answers = Answers({}, start=example.situation.start.id)
    asked: list[str] = []
    while (question := following(answers, rules)) is not None:
        asked.append(question)
        answers = _answering(question, answers, example, rules)
    return asked


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


def test_the_quiz_asks_what_makes_a_plan_end_sooner(site: Flask, shipped: Library) -> None:
    """Whoever answers all that is asked has plans that end as soon as if they had told all."""
    rules = shipped.rules
    with site.app_context():
        for example in shipped.examples:
            answers = Answers({}, start=example.situation.start.id)
            while (question := following(answers, rules)) is not None:
                answers = _answering(question, answers, example, rules)
            told = assessed(answers, rules)
            everything = replace(answers, levels={**answers.levels, **example.answers})
            for route in assessed(everything, rules).routes:
                plan = told.route(route.route.id).fastest
                if route.fastest and plan:
                    assert plan.ends <= route.fastest.ends, (example.title, route.route.id)


def test_half_of_the_example_people_are_asked_eight_questions_or_fewer(
    site: Flask, shipped: Library
) -> None:
    with site.app_context():
        asked = [len(asked_of(example, shipped.rules)) for example in shipped.examples]
    assert median(asked) <= MOST_AT_THE_MEDIAN


def test_a_qualified_teacher_is_asked_six_questions_or_fewer(site: Flask, shipped: Library) -> None:
    teachers = [one for one in shipped.examples if one.answers.get("professional") == "qualified"]
    assert teachers
    with site.app_context():
        assert median(len(asked_of(one, shipped.rules)) for one in teachers) <= MOST_FOR_A_TEACHER
