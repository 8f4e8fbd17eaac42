"""The quiz, the result and the plan: everything is read from the address and stored nowhere."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from careers_site.answers import NATIONS, OTHERS, UNSURE, Answers, read
from careers_site.content.library import library
from careers_site.courses.finder import query_values
from careers_site.courses.finder.shortlist import by_step
from careers_site.eligibility.rules import Rules
from careers_site.platform.errors import BadQueryError
from careers_site.quiz import certificate_views, questions
from careers_site.quiz.forms import question_form
from careers_site.quiz.nearby import courses_for, courses_url, months_ahead, place_problem
from careers_site.quiz.outcome import Links, Outcome, outcome
from careers_site.quiz.what_if import wishes

bp = Blueprint("quiz", __name__)

# The courses that a reader picked, from the course finder.
SHORTLIST = "shortlist"
bp.register_blueprint(certificate_views.bp)

CHECK = "check-answers"


@bp.get("/quiz")
def start() -> ResponseReturnValue:
    rules = library().rules
    answers = read(request.args, rules)
    return render_template(
        "quiz/start.html",
        next_url=_next_url(answers, rules),
        certificates_url=certificate_views.address("", answers),
    )


@bp.get("/quiz/<question>")
def ask(question: str) -> ResponseReturnValue:
    """One question. With `go` in the address the answer is taken and the next one asked."""
    rules = library().rules
    if question not in rules.scales and question != OTHERS:
        abort(404)
    args = MultiDict(request.args)
    if len(args.getlist(question)) > 1:
        raise BadQueryError(f'"{question}" is answered more than once.')
    going = args.pop("go", None) is not None
    form = question_form(question, rules.scales, args)
    # A wrong answer to this very question is shown at its field, not as a wrong address.
    others = read(MultiDict((k, v) for k, v in args.items(multi=True) if k != question), rules)
    if going and form.validate():
        return redirect(_next_url(others.giving(question, args[question]), rules), 303)
    earlier = questions.before(question, others, rules)
    answers = read(args, rules) if not form.errors else others
    page = render_template(
        "quiz/question.html",
        question=question,
        form=form,
        hidden=others.items(),
        done=len(earlier),
        left=questions.left(others.without(question), rules),
        back_url=_back_url(earlier, answers),
        result_url=url_for("quiz.result") + others.query(),
        certificates_url=certificate_views.address(question, answers),
        rare=list(rules.scales.rare()) if question == OTHERS else [],
    )
    return (page, 400) if form.errors else page


@bp.get(f"/quiz/{CHECK}")
def check() -> ResponseReturnValue:
    """Check your answers: each can be changed, and what is still open can be answered."""
    rules = library().rules
    answers = read(request.args, rules)
    given = [
        (scale.label, _in_words(rules, scale.id, answers), _question_url(scale.id, answers))
        for scale in rules.scales.values()
        if scale.id in answers.levels
    ]
    return render_template(
        "quiz/check.html",
        given=given,
        others=answers.others,
        others_url=_question_url(OTHERS, answers),
        result_url=url_for("quiz.result") + answers.query(),
        certificates_url=certificate_views.address(CHECK, answers),
        next_question=questions.following(answers, rules),
        next_url=_next_url(answers, rules),
    )


@bp.get("/routes")
def result() -> ResponseReturnValue:
    """The routes for these answers: ready, nearly, tell us more, not yet; each with reasons."""
    here = library()
    answers = read(request.args, here.rules)
    found = _outcome(answers, here.rules)
    return render_template(
        "quiz/result.html",
        outcome=found,
        answers=answers,
        nations=NATIONS,
        months=months_ahead(),
        sources=here.sources,
        wishes=wishes(answers, here.rules),
        check_url=url_for("quiz.check") + answers.query(),
        question_url=lambda scale: _question_url(scale, answers),
        place_problem=place_problem(answers.near),
        query=answers.query(),
        plain_query=answers.supposing().query(),
    )


@bp.get("/routes/<route_id>/plan")
def plan(route_id: str) -> ResponseReturnValue:
    """The plan through one route, step by step, with real courses for each step."""
    here = library()
    answers = read(request.args, here.rules, also=(SHORTLIST,))
    listed = query_values.ids(request.args, SHORTLIST)
    routes = _outcome(answers, here.rules).routes
    found = next((route for route in routes if route.route.id == route_id), None)
    if found is None:
        abort(404)
    return render_template(
        "quiz/plan.html",
        shown=found,
        answers=answers,
        nations=NATIONS,
        months=months_ahead(),
        sources=here.sources,
        courses=courses_for(found, answers),
        listed=by_step(listed),
        kept=[(SHORTLIST, number) for number in listed],
        place_problem=place_problem(answers.near),
        result_url=url_for("quiz.result") + answers.query(),
    )


def _outcome(answers: Answers, rules: Rules) -> Outcome:
    links = Links(
        # The same few questions stand behind many reasons.
        question=cache(lambda scale: _question_url(scale, answers)),
        courses=lambda step: courses_url(step, answers),
    )
    return outcome(answers, rules, links)


def _question_url(question: str, answers: Answers) -> str:
    return url_for("quiz.ask", question=question) + answers.query()


def _next_url(answers: Answers, rules: Rules) -> str:
    question = questions.following(answers, rules)
    if question is None:
        return url_for("quiz.check") + answers.query()
    return _question_url(question, answers)


def _back_url(earlier: list[str], answers: Answers) -> str:
    return _question_url(earlier[-1], answers) if earlier else url_for("quiz.start")


def _in_words(rules: Rules, scale_id: str, answers: Answers) -> str:
    scale, level = rules.scales[scale_id], answers.levels[scale_id]
    if level == UNSURE:
        return "I’m not sure"
    return scale.levels[scale.level_ids.index(level)].label
