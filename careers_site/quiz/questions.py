"""The order of the quiz: where you are comes first, and what is settled is not asked."""

from __future__ import annotations

from collections.abc import Iterator

from careers_site.answers import NATION, NEAR, OTHERS, Answers
from careers_site.eligibility.rules import Rules
from careers_site.quiz.outcome import assessed


def following(answers: Answers, rules: Rules) -> str | None:
    """The question to ask next: `near`, a scale, `others`, or None when nothing is left to ask."""
    return next(_open(answers, rules), None)


def _open(answers: Answers, rules: Rules) -> Iterator[str]:
    """The questions that are still open, the next one first.

    Of the rare certificates it is first asked whether there is any, then each that matters.
    """
    found = assessed(answers, rules)
    if found.ready:
        return
    if not answers.situation.nation:
        yield NEAR
    asks = [ask for ask in found.asks if ask != NATION]
    rare = {scale.id for scale in rules.scales.rare()}
    yield from (ask for ask in asks if ask not in rare)
    if answers.others == "some":
        yield from (ask for ask in asks if ask in rare)
    elif not answers.others and not rare.isdisjoint(asks):
        yield OTHERS


def before(question: str, answers: Answers, rules: Rules) -> list[str]:
    """The questions that come before this one for somebody who answers like this."""
    path: list[str] = []
    walked = Answers({}, start=answers.start)
    while (at := following(walked, rules)) is not None and at != question:
        if not _is_given(at, answers):
            break
        path.append(at)
        walked = _with_answer_of(answers, at, walked)
    return path


def _is_given(question: str, answers: Answers) -> bool:
    if question == NEAR:
        return bool(answers.situation.nation)
    return bool(answers.others) if question == OTHERS else question in answers.levels


def _with_answer_of(answers: Answers, question: str, walked: Answers) -> Answers:
    """`walked` with what `answers` says about one more question."""
    if question == NEAR:
        return walked.giving(NEAR, answers.near).giving(NATION, answers.nation)
    if question == OTHERS:
        return walked.giving(OTHERS, answers.others)
    return walked.giving(question, answers.levels[question])


def left(answers: Answers, rules: Rules) -> int:
    """About how many questions are still to come; answers make it shrink faster."""
    return len(list(_open(answers, rules)))
