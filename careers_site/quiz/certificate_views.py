"""Certificates by their own names: searched, and added to the answers in the address."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.answers import OTHERS, Answers, read
from careers_site.content.library import library
from careers_site.content.parsing import Library
from careers_site.eligibility.rules import Rules
from careers_site.places.nations import NATIONS
from careers_site.platform.text.text_safety import one_line
from careers_site.quiz import questions
from careers_site.quiz.certificate_answers import choice
from careers_site.quiz.certificate_names import LONGEST
from careers_site.quiz.certificate_search import finder
from careers_site.quiz.given_answers import in_words, question_url
from careers_site.quiz.qualifications_question import HELD

bp = Blueprint("certificates", __name__)

CHECK = "check-answers"
# Where the reader is taken after a certificate was added or removed.
TOLD = "told"


@dataclass(frozen=True)
class Told:
    """An answer that a certificate can give, in words, and the ways to change it."""

    label: str
    words: str
    change_url: str
    remove_url: str


@bp.get("/quiz/certificates", defaults={"back": ""})
@bp.get("/quiz/<back>/certificates")
def search(back: str) -> ResponseReturnValue:
    """The search for certificates; `back` is the question, or the page, that it was opened from."""
    here = library()
    if back and back not in (*here.rules.scales, OTHERS, HELD, CHECK):
        abort(404)
    answers = read(request.args, here.rules, also=("q",))
    words = one_line(request.args.get("q"), LONGEST)
    found = finder(here.qualifications).find(words)
    return render_template(
        "quiz/certificates.html",
        words=words,
        longest=LONGEST,
        choices=[choice(one, answers, here.rules) for one in found],
        told=_told(answers, here, back),
        answers=answers,
        sources=here.sources,
        nations=NATIONS,
        here_url=lambda changed: f"{address(back, changed)}#{TOLD}",
        plain_url=_path(back),
        back_url=_back_url(back, answers),
        on_url=_on_url(back, answers, here.rules),
        on_words="Check your answers" if back == CHECK else "Go on",
    )


def address(back: str, answers: Answers) -> str:
    """The search for somebody who answered like this, opened from the question or page `back`."""
    return _path(back) + answers.query()


def _path(back: str) -> str:
    return url_for("quiz.certificates.search", back=back or None)


def _told(answers: Answers, here: Library, back: str) -> list[Told]:
    """The answers that certificates can give, in the order of the scales."""
    given = {leaf.scale.id for one in here.qualifications for leaf in one.gives}
    return [
        Told(
            scale.label,
            in_words(scale, answers),
            question_url(scale.id, answers),
            f"{address(back, answers.without(scale.id))}#{TOLD}",
        )
        for scale in here.rules.scales.values()
        if scale.id in given & answers.levels.keys()
    ]


def _back_url(back: str, answers: Answers) -> str:
    if not back:
        return url_for("quiz.start") + answers.query()
    if back == CHECK:
        return url_for("quiz.check") + answers.query()
    return question_url(back, answers)


def _on_url(back: str, answers: Answers, rules: Rules) -> str:
    """Where to go when all is added: back, or on where the certificates answered the question."""
    if back == CHECK or (back and back not in answers.levels):
        return _back_url(back, answers)
    question = questions.following(answers, rules)
    if question is None:
        return url_for("quiz.check") + answers.query()
    return question_url(question, answers)
