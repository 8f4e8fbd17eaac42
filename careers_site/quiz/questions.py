"""The order of the quiz: where you are comes first, and what is settled is not asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from careers_site.answers import NATION, NEAR, OTHERS, Answers
from careers_site.eligibility.rules import Rules
from careers_site.quiz.outcome import assessed
from careers_site.quiz.qualifications_question import HELD, KINDS, LOWEST, TOLD_AT_ONCE
from careers_site.quiz.sooner_plans import sooner

AGE = "age"


def following(answers: Answers, rules: Rules) -> str | None:
    """The question to ask next: `near`, `held`, a scale, `others`, or None when none is left."""
    return next(_open(answers, rules), None)


def _open(answers: Answers, rules: Rules) -> Iterator[str]:
    """The questions that are still open, the next one first."""
    found = assessed(answers, rules)
    if found.ready:
        return
    if not answers.situation.nation:
        yield NEAR
    asks = [ask for ask in found.asks if ask != NATION]
    rare = {scale.id for scale in rules.scales.rare()}
    common = [ask for ask in asks if ask not in rare]
    if not answers.others and len(set(common) & set(KINDS)) > 1:
        # One question for all kinds of qualification takes the place of one for each.
        yield from (ask for ask in common if ask == AGE)
        yield HELD
        yield from (ask for ask in common if ask not in (AGE, *KINDS))
        return
    yield from common
    yield from _about_rare(answers, [ask for ask in asks if ask in rare])
    if not asks and (name := sooner(answers, answers.situation.start, rules)):
        yield name


def _about_rare(answers: Answers, rare: list[str]) -> Iterator[str]:
    """First whether there is any of the rare certificates, then each that matters."""
    if answers.others == "some":
        yield from rare
    elif rare and not answers.others:
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
    return bool(answers.others) if question in (HELD, OTHERS) else question in answers.levels


def _with_answer_of(answers: Answers, question: str, walked: Answers) -> Answers:
    """`walked` with what `answers` says about one more question."""
    if question == NEAR:
        return walked.giving(NEAR, answers.near).giving(NATION, answers.nation)
    if question == HELD:
        told = {kind: answers.levels[kind] for kind in KINDS if _is_told_by_held(kind, answers)}
        return replace(walked, others=answers.others, levels={**walked.levels, **told})
    if question == OTHERS:
        return walked.giving(OTHERS, answers.others)
    return walked.giving(question, answers.levels[question])


def _is_told_by_held(kind: str, answers: Answers) -> bool:
    level = answers.levels.get(kind)
    return level in LOWEST or (level is not None and kind in TOLD_AT_ONCE)


def left(answers: Answers, rules: Rules) -> int:
    """How many questions are still to come at the most; answers make it shrink faster."""
    return len(list(_open(answers, rules)))
