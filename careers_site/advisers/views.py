"""The adviser tool: every question on one page, the result beside it, to print and hand over."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from careers_site.answers import Answers, read
from careers_site.content.library import library
from careers_site.content.parsing import Library
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE
from careers_site.places.nations import NATIONS
from careers_site.platform.clock import today
from careers_site.platform.web.errors import refuse_unknown
from careers_site.platform.web.qr_codes import qr_code
from careers_site.quiz.nearby import courses_for, courses_link, offer, place_problem, start_months
from careers_site.quiz.outcome import Links, Outcome, ShownRoute, outcome
from careers_site.quiz.presentation import ShownPlan
from careers_site.quiz.what_if import supposed_words, what_ifs

bp = Blueprint("advisers", __name__)

# Which route's plan is printed.
ROUTE = "route"
# What an adviser asks first, in the order of the rules; the other questions are folded away.
FIRST = ("age", "degree", "professional", "early_years", "experience_0_to_4", "send_experience")


@bp.get("/advisers")
def finder() -> ResponseReturnValue:
    """All questions at once. What was left open is taken out of the address."""
    here = library()
    given = MultiDict((key, value) for key, value in request.args.items(multi=True) if value)
    answers = read(given, here.rules)
    if len(given) != len(request.args):
        return redirect(url_for("advisers.finder") + answers.query(), 303)
    return render_template(
        "advisers/finder.html",
        **_shown(answers, here, _outcome(answers, here.rules)),
        wishes=what_ifs(answers, here.rules),
        scales=here.rules.scales.values(),
        first=FIRST,
        funding=here.rules.funding,
        unsure=UNSURE,
        months=start_months(answers),
        link=_link(answers.supposing()),
        code=qr_code(_link(answers.supposing())),
    )


@bp.get("/advisers/compare")
def compare() -> ResponseReturnValue:
    """The client as they are beside the client with what is supposed."""
    here = library()
    answers = read(request.args, here.rules)
    as_is = _outcome(answers.supposing(), here.rules)
    found = _outcome(answers, here.rules)
    return render_template(
        "advisers/compare.html",
        **_shown(answers, here, found),
        wishes=what_ifs(answers, here.rules),
        pairs=list(_pairs(as_is, found)),
    )


@bp.get("/advisers/print")
def paper() -> ResponseReturnValue:
    """Two sides of paper: ways in, reasons, one plan with courses, and room for notes.

    It is about the client as they are; what is supposed stands apart, and says so.
    """
    here = library()
    supposed = read(request.args, here.rules, also=(ROUTE,))
    answers = supposed.supposing()
    found = _outcome(answers, here.rules)
    route = _chosen(found, request.args.get(ROUTE, ""), here.rules)
    best = found.assessment.best
    return render_template(
        "advisers/print.html",
        **_shown(answers, here, found) | {"supposed": supposed_words(supposed, here.rules)},
        shown=route,
        searches=here.web_searches.job_sites(found.assessment.situation.planning_nation),
        courses=courses_for(route, answers) if route else {},
        offer=offer(best, answers, here.services) if best else None,
        pairs=_changed(found, _outcome(supposed, here.rules)) if supposed.suppose else [],
        kept=supposed.query(),
        sources=here.sources,
        today=today(),
        link=_link(answers),
        code=qr_code(_link(answers)),
    )


def _shown(answers: Answers, here: Library, found: Outcome) -> dict[str, object]:
    """What every view of the adviser tool shows."""
    return {
        "answers": answers,
        "given": given_in_words(answers, here.rules),
        "nations": NATIONS,
        "outcome": found,
        "situation": found.assessment.situation,
        "supposed": supposed_words(answers, here.rules),
        "place_problem": place_problem(answers),
        "query": answers.query(),
        "plain_query": answers.supposing().query(),
    }


def _outcome(answers: Answers, rules: Rules) -> Outcome:
    """Here every question is on the page, so its link leads to its field."""
    base = url_for("advisers.finder") + answers.query()
    return outcome(
        answers,
        rules,
        Links(lambda scale: f"{base}#{scale}", courses_link(answers)),
    )


def _pairs(before: Outcome, after: Outcome) -> Iterator[tuple[ShownRoute, ShownRoute]]:
    """Each route as it is and as it would be, best after first."""
    old = {shown.route.id: shown for shown in before.routes}
    return ((old[shown.route.id], shown) for shown in after.routes)


def _changed(before: Outcome, after: Outcome) -> list[tuple[ShownRoute, ShownRoute]]:
    """The routes of which something would be otherwise."""
    return [(old, new) for old, new in _pairs(before, after) if _told(old) != _told(new)]


def _told(shown: ShownRoute) -> tuple[str, tuple[ShownPlan, ...]]:
    return shown.result.words, shown.plans


def _chosen(found: Outcome, route_id: str, rules: Rules) -> ShownRoute | None:
    """The route that was asked for, else the one of the best next step."""
    if route_id:
        allowed = [route.id for route in rules.routes]
        if route_id not in allowed:
            raise refuse_unknown("route", route_id, allowed)
        return next(shown for shown in found.routes if shown.route.id == route_id)
    best = found.assessment.best
    return next((s for s in found.routes if best and s.route is best.route), None)


def given_in_words(answers: Answers, rules: Rules) -> list[str]:
    """What the client told, a sentence each."""
    found = []
    for scale in rules.scales.values():
        level = answers.levels.get(scale.id)
        if level == UNSURE:
            found.append(f"{scale.label}: not sure")
        elif level is not None:
            least, most = scale.levels_of(level)
            words = [scale.held(one) for one in sorted({least, most})]
            found.append(" or ".join(words))
    return found


def _link(answers: Answers) -> str:
    """The address to hand over: the client's own result."""
    site: str = current_app.config["SETTINGS"].site_url
    return f"{site}{url_for('quiz.result')}{answers.query()}"
