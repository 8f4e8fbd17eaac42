"""The answers given so far in words, and the addresses of the questions that they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careers_site.answers import NEAR, OTHERS, Answers
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE, Scale
from careers_site.places.nations import NATIONS


@dataclass(frozen=True)
class Given:
    """An answer in words, and the question that it answers."""

    label: str
    words: str
    change_url: str


def given_answers(answers: Answers, rules: Rules) -> Iterator[Given]:
    """What was answered, in the order of the scales, the place first."""
    where = [answers.near, NATIONS.get(answers.nation, "")]
    if any(where):
        yield Given("Where you live", ", ".join(filter(None, where)), question_url(NEAR, answers))
    for scale in rules.scales.values():
        if scale.id in answers.levels:
            words = in_words(scale, answers)
            yield Given(scale.label, words, question_url(scale.id, answers))
    if answers.others:
        words = "None of those we asked about" if answers.others == "none" else "Some"
        yield Given("Other certificates", words, question_url(OTHERS, answers))


def question_url(question: str, answers: Answers) -> str:
    """The address of a question with the answers given so far."""
    # A page has dozens of these: Flask's own way of building an address takes far longer.
    return f"/quiz/{question}{answers.query()}"


def in_words(scale: Scale, answers: Answers) -> str:
    """The answer to a question of a scale; two labels where either may be held."""
    level = answers.levels[scale.id]
    if level == UNSURE:
        return "I’m not sure"
    least, most = scale.levels_of(level)
    if least == most:
        return scale.levels[least].label
    return f"{scale.levels[least].label}, or {scale.levels[most].label}"
