"""The route finder: every question on one page, the result beside it, to print and hand over."""

from __future__ import annotations

from collections.abc import Mapping

import segno
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from careers_site.answers import NATIONS, UNSURE, Answers, read
from careers_site.content.library import library
from careers_site.content.parsing import Library
from careers_site.eligibility.routes import Rules
from careers_site.platform.clock import today
from careers_site.platform.errors import refuse_unknown
from careers_site.quiz.nearby import courses_for, courses_url, months_ahead, place_problem
from careers_site.quiz.outcome import Links, Outcome, ShownRoute, outcome
from careers_site.quiz.what_if import wishes

bp = Blueprint("advisers", __name__)

# Which route's plan is printed.
ROUTE = "route"


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
        wishes=wishes(answers, here.rules),
        scales=here.rules.scales.values(),
        unsure=UNSURE,
        months=months_ahead(),
        link=_link(answers),
        code=_code(_link(answers)),
    )


@bp.get("/advisers/compare")
def compare() -> ResponseReturnValue:
    """The client as they are beside the client with what is supposed."""
    here = library()
    answers = read(request.args, here.rules)
    as_is, found = answers.supposing(), _outcome(answers, here.rules)
    return render_template(
        "advisers/compare.html",
        **_shown(answers, here, found),
        wishes=wishes(answers, here.rules),
        pairs=_pairs(_outcome(as_is, here.rules), found),
    )


@bp.get("/advisers/print")
def paper() -> ResponseReturnValue:
    """Two sides of paper: routes, reasons, one plan with courses, and room for notes."""
    here = library()
    answers = read(request.args, here.rules, also=(ROUTE,))
    found = _outcome(answers, here.rules)
    route = _chosen(found, request.args.get(ROUTE, ""), here.rules)
    return render_template(
        "advisers/print.html",
        **_shown(answers, here, found),
        shown=route,
        courses=courses_for(route, answers) if route else {},
        sources=here.sources,
        today=today(),
        link=_link(answers),
        code=_code(_link(answers)),
    )


def _shown(answers: Answers, here: Library, found: Outcome) -> dict[str, object]:
    """What every view of the route finder shows."""
    return {
        "answers": answers,
        "given": given_in_words(answers, here.rules),
        "nations": NATIONS,
        "outcome": found,
        "place_problem": place_problem(answers.near),
        "query": answers.query(),
        "plain_query": answers.supposing().query(),
    }


def _outcome(answers: Answers, rules: Rules) -> Outcome:
    """Here every question is on the page, so its link leads to its field."""
    base = url_for("advisers.finder") + answers.query()
    return outcome(
        answers,
        rules,
        Links(lambda scale: f"{base}#{scale}", lambda step: courses_url(step, answers)),
    )


def _pairs(before: Outcome, after: Outcome) -> list[tuple[ShownRoute, ShownRoute]]:
    """Each route as it is and as it would be, best after first."""
    old: Mapping[str, ShownRoute] = {shown.route.id: shown for shown in before.routes}
    return [(old[shown.route.id], shown) for shown in after.routes]


def _chosen(found: Outcome, route_id: str, rules: Rules) -> ShownRoute | None:
    """The route that was asked for, else the one that leads to a post soonest."""
    if route_id:
        allowed = [route.id for route in rules.routes]
        if route_id not in allowed:
            raise refuse_unknown("route", route_id, allowed)
        return next(shown for shown in found.routes if shown.route.id == route_id)
    with_plan = [s for s in found.routes if s.plan and s.plan.steps and s.route.leads_to_ready]
    return min(with_plan, key=lambda s: s.plan.months if s.plan else 0, default=None)


def given_in_words(answers: Answers, rules: Rules) -> list[str]:
    """What the client told, a sentence each."""
    found = []
    for scale in rules.scales.values():
        level = answers.levels.get(scale.id)
        if level == UNSURE:
            found.append(f"{scale.label}: not sure")
        elif level is not None:
            found.append(scale.held(scale.level_ids.index(level)))
    return found


def _link(answers: Answers) -> str:
    """The address to hand over: the client's own result."""
    site: str = current_app.config["SETTINGS"].site_url
    return f"{site}{url_for('quiz.result')}{answers.query()}"


def _code(link: str) -> Markup:
    """The link as a QR code, drawn as inline SVG; empty where the link is too long for one."""
    try:
        code = segno.make(link, micro=False)
    except segno.DataOverflowError:
        return Markup()
    drawn = code.svg_inline(scale=3, svgclass="pc-qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 - made by segno from our own address
