"""The order of the quiz: what decides most comes first, what is settled is not asked."""

from __future__ import annotations

from careers_site.answers import OTHERS, Answers
from careers_site.eligibility.person import Person
from careers_site.eligibility.questions import most_deciding, open_scales
from careers_site.eligibility.rules import Rules, Situation, judge


def following(answers: Answers, rules: Rules) -> str | None:
    """The question to ask next: a scale, `others`, or None when nothing is left to ask."""
    person = answers.person(rules)
    return (
        _deciding(person, answers, rules)
        or _rare(person, answers, rules)
        or next((s for s in _always(rules) if s not in answers.levels), None)
    )


def _deciding(person: Person, answers: Answers, rules: Rules) -> str | None:
    common = {scale.id for scale in rules.scales.values() if not scale.rare}
    return most_deciding(person, rules, answers.situation, among=common)


def _rare(person: Person, answers: Answers, rules: Rules) -> str | None:
    """First whether there is any of the rare certificates, then each that matters."""
    rare = {scale.id for scale in rules.scales.rare()}
    if answers.others == "some":
        return most_deciding(person, rules, answers.situation, among=rare)
    left = rare & open_scales(judge(person, rules, answers.situation)) - set(answers.levels)
    return OTHERS if left and not answers.others else None


def _always(rules: Rules) -> list[str]:
    return [scale.id for scale in rules.scales.values() if scale.always]


def before(question: str, answers: Answers, rules: Rules) -> list[str]:
    """The questions that come before this one for somebody who answers like this."""
    path: list[str] = []
    given = dict(answers.items())
    walked = Answers({}, nation=answers.nation)
    while (at := following(walked, rules)) is not None and at != question:
        if at not in given:
            break
        path.append(at)
        walked = walked.giving(at, given[at])
    return path


def left(answers: Answers, rules: Rules) -> int:
    """About how many questions are still to come; answers make it shrink faster."""
    person = answers.person(rules)
    open_now = open_scales(judge(person, rules, Situation(answers.nation or None)))
    open_now -= set(answers.levels)
    rare = {scale.id for scale in rules.scales.rare()}
    common = len(open_now - rare)
    others = len(open_now & rare) if answers.others == "some" else 0
    asks_others = bool(open_now & rare) and not answers.others
    always = sum(scale not in answers.levels for scale in _always(rules))
    return common + others + asks_others + always
