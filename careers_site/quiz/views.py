"""The quiz, the result and the plan: everything is read from the address and stored nowhere."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from careers_site.content.library import library
from careers_site.courses.finder import for_step
from careers_site.eligibility.routes import Rules
from careers_site.quiz import questions
from careers_site.quiz.answers import NATIONS, OTHERS, UNSURE, Answers, read
from careers_site.quiz.forms import question_form
from careers_site.quiz.presenting import Outcome, outcome

bp = Blueprint("quiz", __name__)

CHECK = "check-answers"


@bp.get("/quiz")
def start() -> ResponseReturnValue:
    rules = library().rules
    answers = read(request.args, rules)
    return render_template("quiz/start.html", next_url=_next_url(answers, rules))


@bp.get("/quiz/<question>")
def ask(question: str) -> ResponseReturnValue:
    """One question. With `go` in the address the answer is taken and the next one asked."""
    rules = library().rules
    if question not in rules.scales and question != OTHERS:
        abort(404)
    args = MultiDict(request.args)
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
        next_question=questions.following(answers, rules),
        next_url=_next_url(answers, rules),
    )


@bp.get("/routes")
def result() -> ResponseReturnValue:
    """The routes for these answers: ready, nearly, tell us more, not yet; each with reasons."""
    rules = library().rules
    answers = read(request.args, rules)
    found = _outcome(answers, rules)
    return render_template(
        "quiz/result.html",
        outcome=found,
        answers=answers,
        nations=NATIONS,
        given=len(answers.levels),
        check_url=url_for("quiz.check") + answers.query(),
        deciding_url=_question_url(found.deciding.id, answers) if found.deciding else None,
        query=answers.query(),
    )


@bp.get("/routes/<route_id>/plan")
def plan(route_id: str) -> ResponseReturnValue:
    """The plan through one route, step by step, with real courses for each step."""
    rules = library().rules
    answers = read(request.args, rules)
    found = next((r for r in _outcome(answers, rules).routes if r.route.id == route_id), None)
    if found is None:
        abort(404)
    steps = found.plan.steps if found.plan else ()
    near, nation = answers.near or None, answers.nation or None
    return render_template(
        "quiz/plan.html",
        shown=found,
        answers=answers,
        nations=NATIONS,
        sources=library().sources,
        courses={s.id: for_step(s.id, near, nation) for s in steps if s.courses_url},
        result_url=url_for("quiz.result") + answers.query(),
    )


def _outcome(answers: Answers, rules: Rules) -> Outcome:
    def courses_url(step_id: str) -> str:
        query = {"step": step_id}
        if answers.near:
            query["near"] = answers.near
        return f"{url_for('courses.search')}?{urlencode(query)}"

    return outcome(answers, rules, lambda scale: _question_url(scale, answers), courses_url)


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
