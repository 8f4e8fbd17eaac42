"""The order of the quiz: what decides most comes first, what is settled is not asked."""

from __future__ import annotations

from careers_site.answers import OTHERS, Answers
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.rules import Rules


def following(answers: Answers, rules: Rules) -> str | None:
    """The question to ask next: a scale, `others`, or None when nothing is left to ask."""
    common, rare = _open(answers, rules)
    if common:
        return common[0]
    if rare and not answers.others:
        return OTHERS
    if rare and answers.others == "some":
        return rare[0]
    return next((s for s in _always(rules) if s not in answers.levels), None)


def _open(answers: Answers, rules: Rules) -> tuple[list[str], list[str]]:
    """The common and the rare scales that can still change something, best first."""
    found = assess(answers.person(rules), answers.situation, rules)
    scales = [name for name in found.asks if name in rules.scales]
    common = [name for name in scales if not rules.scales[name].rare]
    return common, [name for name in scales if rules.scales[name].rare]


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
    common, rare = _open(answers, rules)
    others = len(rare) if answers.others == "some" else 0
    always = sum(scale not in answers.levels for scale in _always(rules))
    return len(common) + others + (bool(rare) and not answers.others) + always
