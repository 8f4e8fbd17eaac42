"""The quiz, the result and the plan: everything is read from the address and stored nowhere."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from careers_site.answers import NATION, NEAR, OTHERS, START, Answers, read, read_month
from careers_site.content.library import library
from careers_site.courses.finder import query_values
from careers_site.courses.finder.shortlist import by_step
from careers_site.eligibility.findings import BestStep
from careers_site.eligibility.price_conditions import Funding
from careers_site.eligibility.rules import Rules
from careers_site.places.nations import NATIONS
from careers_site.platform.web.errors import BadQueryError
from careers_site.platform.web.qr_codes import is_short
from careers_site.quiz import certificate_views, file_views, questions
from careers_site.quiz.forms import question_form
from careers_site.quiz.given_answers import given_answers, question_url
from careers_site.quiz.linked_outcome import address_of, linked_outcome, way_in
from careers_site.quiz.nearby import (
    courses_for,
    how_to_begin_url,
    offer,
    place_problem,
    start_months,
)
from careers_site.quiz.outcome import Outcome, ShownRoute, assessed, contradictions
from careers_site.quiz.qualifications_question import HELD, ticked, with_held
from careers_site.quiz.this_week import this_week
from careers_site.quiz.what_if import supposed_words, what_ifs

bp = Blueprint("quiz", __name__)

# The courses that a reader picked, from the course finder.
SHORTLIST = "shortlist"
bp.register_blueprint(certificate_views.bp)
bp.register_blueprint(file_views.bp)

CHECK = "check-answers"
# `go` takes an answer and goes on; "anyway" also where it does not fit the others.
GO, ANYWAY = "go", "anyway"
# The keys of the address that a question answers, where that is not its own name.
OWN_KEYS = {NEAR: (NEAR, NATION), HELD: (HELD, START)}


@bp.get("/quiz")
def start() -> ResponseReturnValue:
    rules = library().rules
    answers = read(request.args, rules)
    return render_template(
        "quiz/start.html",
        next_url=_next_url(answers, rules),
        left=questions.left(answers, rules),
        certificates_url=certificate_views.address("", answers),
    )


@bp.get("/quiz/<question>")
def ask(question: str) -> ResponseReturnValue:
    """One question. With `go` in the address the answer is taken and the next one asked."""
    rules = library().rules
    if question not in (*rules.scales, OTHERS, NEAR, HELD):
        abort(404)
    own = OWN_KEYS.get(question, (question,))
    args = MultiDict(request.args)
    going = args.pop(GO, None)
    others = _besides(own, args, rules)
    if question == HELD and going is None and HELD not in args:
        args.setlist(HELD, ticked(others))
    form = question_form(question, rules.scales, args)
    doubts: list[str] = []
    answers = others
    if going is not None and form.validate():
        answers = _with_answer(question, args, others, rules)
        doubts = [] if going == ANYWAY else _doubts(answers, others, rules)
        if not doubts:
            return redirect(_next_url(answers, rules), 303)
    elif going is None and question != HELD:
        answers = read(args, rules)
    earlier = questions.before(question, others, rules)
    page = render_template(
        "quiz/question.html",
        question=question,
        form=form,
        hidden=[(key, value) for key, value in others.items() if key not in own],
        doubts=doubts,
        months=start_months(others) if question == HELD else (),
        start=others.start,
        go=ANYWAY if doubts else "on",
        done=len(earlier),
        left=questions.left(others.without(*own), rules),
        place_problem=place_problem(answers) if question == NEAR else None,
        back_url=question_url(earlier[-1], answers) if earlier else url_for("quiz.start"),
        result_url=url_for("quiz.result") + others.query(),
        certificates_url=certificate_views.address(question, answers),
        rare=list(rules.scales.rare()),
    )
    return (page, 400) if form.errors else page


def _besides(own: tuple[str, ...], args: MultiDict[str, str], rules: Rules) -> Answers:
    """The other answers: a wrong one to this very question is shown at its field, not as a wrong
    address."""
    for key in own:
        if len(args.getlist(key)) > 1 and key != HELD:
            raise BadQueryError(f'"{key}" is answered more than once.', key=key)
    others = read(MultiDict((k, v) for k, v in args.items(multi=True) if k not in own), rules)
    # Whoever is on a course counts it, and plans begin when it ends. A wrong month is refused.
    return others.giving(START, read_month(args.get(START, ""))) if START in own else others


def _with_answer(
    question: str, args: MultiDict[str, str], others: Answers, rules: Rules
) -> Answers:
    if question == HELD:
        return with_held(others, args.getlist(HELD), rules)
    return read(args, rules)


def _doubts(answers: Answers, before: Answers, rules: Rules) -> list[str]:
    """What does not fit together since the last answer, in words."""
    known = contradictions(assessed(before, rules).known, rules)
    now = contradictions(assessed(answers, rules).known, rules)
    nation = [answers.nation_note] if answers.nation and not before.nation else []
    return [*(one for one in now if one not in known), *filter(None, nation)]


@bp.get(f"/quiz/{CHECK}")
def check() -> ResponseReturnValue:
    """Check your answers: each can be changed, and what is still open can be answered."""
    rules = library().rules
    answers = read(request.args, rules)
    found = assessed(answers, rules)
    question = questions.following(answers, rules)
    return render_template(
        "quiz/check.html",
        given=list(given_answers(answers, rules)),
        ready=found.ready,
        contradictions=contradictions(found.known, rules),
        result_url=url_for("quiz.result") + answers.query(),
        certificates_url=certificate_views.address(CHECK, answers),
        next_url=question_url(question, answers) if question else None,
    )


@bp.get("/routes")
def result() -> ResponseReturnValue:
    """The ways in for these answers: the best next step first, each with reasons."""
    here = library()
    answers = read(request.args, here.rules)
    found = linked_outcome(answers, here.rules)
    best = found.assessment.best
    return render_template(
        "quiz/result.html",
        outcome=found,
        best=best,
        offer=offer(best, answers, here.services) if best else None,
        begin_url=_begin_url(best, answers, here.rules),
        pages=here.route_pages,
        wishes=what_ifs(answers, here.rules),
        supposed=supposed_words(answers, here.rules),
        check_url=url_for("quiz.check") + answers.query(),
        question_url=lambda scale: question_url(scale, answers),
        plain_query=answers.supposing().query(),
        **_shared(answers),
    )


@bp.get("/routes/<route_id>/plan")
def plan(route_id: str) -> ResponseReturnValue:
    """The plan through one way in on the calendar, with real courses for each step."""
    here = library()
    answers = read(request.args, here.rules, also=(SHORTLIST,))
    listed = query_values.ids(request.args, SHORTLIST)
    found = linked_outcome(answers, here.rules)
    shown = way_in(route_id, found)
    return render_template(
        "quiz/plan.html",
        shown=shown,
        outcome=found,
        ready=found.assessment.ready,
        week=this_week(answers, found.assessment.posts, here),
        courses=courses_for(shown, answers),
        listed=by_step(listed),
        kept=[(SHORTLIST, number) for number in listed],
        price_questions=_price_questions(shown, found, answers, here.rules),
        result_url=url_for("quiz.result") + answers.query(),
        **_shared(answers),
    )


def _begin_url(best: BestStep | None, answers: Answers, rules: Rules) -> str | None:
    beside = best.meanwhile if best else None
    return how_to_begin_url(beside.step, answers, rules) if beside else None


def _shared(answers: Answers) -> dict[str, object]:
    """What both pages show."""
    address = address_of(request.path, answers)
    return {
        "answers": answers,
        "nations": NATIONS,
        "months": start_months(answers),
        "sources": library().sources,
        "place_problem": place_problem(answers),
        "query": answers.query(),
        "address": address,
        "code_url": f"{request.path}/code.svg{answers.query()}" if is_short(address) else "",
    }


def _price_questions(
    shown: ShownRoute, found: Outcome, answers: Answers, rules: Rules
) -> list[Funding]:
    """The questions that can still change a price of these plans, and those answered already."""
    is_open = any(plan.has_open_price for plan in shown.plans)
    asked = {*(found.assessment.price_asks if is_open else ()), *answers.funding}
    return [question for question in rules.funding if question.id in asked]


def _next_url(answers: Answers, rules: Rules) -> str:
    question = questions.following(answers, rules)
    if question is None:
        return url_for("quiz.check") + answers.query()
    return question_url(question, answers)
