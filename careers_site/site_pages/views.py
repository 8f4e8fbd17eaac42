"""The pages to read: home, the job profile, the ways in, and every Markdown page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from careers_site.answers import this_month
from careers_site.content.library import library
from careers_site.content.pages.pages import Page
from careers_site.content.parsing import Library
from careers_site.content.sources import Source
from careers_site.content.tables.salary_bands import by_point, pay_now, pay_range
from careers_site.eligibility import wording
from careers_site.eligibility.rules import Route
from careers_site.places.nations import NATIONS
from careers_site.platform.text.grouping import by_letter
from careers_site.platform.web.errors import refuse_unknown
from careers_site.platform.web.security import EMBEDDED
from careers_site.salary.calculator import CalculatorForm, calculate
from careers_site.salary.part_time_pay import MINIMUM_WAGE_SOURCE, legal_minimum
from careers_site.salary.points import find_points
from careers_site.site_pages.occupation import occupation

bp = Blueprint("pages", __name__)

# Its options stand open on a way in; those of the other nations are folded.
COMMON_NATION = "england"

# Pages that show more than their Markdown have a template of their own.
TEMPLATES = {
    "salary": "pages/salary.html",
    "sources": "pages/sources.html",
    "what-is-portage": "pages/what_is_portage.html",
    **dict.fromkeys(("about", "accessibility", "privacy"), "pages/operator.html"),
}


@bp.before_request
def _refuse_query() -> ResponseReturnValue | None:
    """These pages take no query, but for the calculator: an unknown key is named."""
    slug = (request.view_args or {}).get("slug")
    if slug is not None and slug not in library().pages:
        return _moved()
    allowed = [*CalculatorForm().data, "point"] if request.path == "/salary" else []
    for key in request.args:
        if key not in allowed:
            raise refuse_unknown("setting", key, allowed)
    return None


@bp.get("/")
def home() -> ResponseReturnValue:
    here = library()
    return render_template(
        "pages/home.html",
        routes=_ways_in(here),
        pay=pay_range(pay_now(here.salaries)),
    )


@bp.get("/portage-home-visitor")
def profile() -> ResponseReturnValue:
    here = library()
    return render_template(
        "pages/profile.html",
        page=here.profile,
        library=here,
        routes=_ways_in(here),
        newest=(newest := pay_now(here.salaries)),
        pay=pay_range(newest),
        legal_minimum=legal_minimum(),
        occupation=occupation(here, current_app.config["SETTINGS"].site_url + request.path),
    )


@bp.get("/portage-home-visitor/routes/<route_id>")
def route(route_id: str) -> ResponseReturnValue:
    """One way in: its words, and from the rules what each option asks for, takes and gives."""
    here = library()
    found = next((r for r in here.rules.routes if r.id == route_id), None)
    if found is None:
        return _moved()
    options = [
        (
            option.step,
            [wording.gain(gain, here.rules.scales) for gain in option.step.gives],
            here.rules.prices.get(option.step.id, ()),
        )
        for option in found.options
    ]
    return render_template(
        "pages/route.html",
        page=here.route_pages[route_id],
        route=found,
        goal=here.rules.goal if found.is_goal else None,
        options=[option for option in options if option[0].is_in(COMMON_NATION)],
        elsewhere=[option for option in options if not option[0].is_in(COMMON_NATION)],
        sources=here.sources,
        others=[r for r in _ways_in(here) if r[0].id != route_id],
    )


@bp.get("/embed")
def embed() -> ResponseReturnValue:
    """The start of the quiz as a card that any other site may show in a frame."""
    g.policy = EMBEDDED
    return render_template("pages/embed.html")


@bp.get("/changes")
def changes() -> ResponseReturnValue:
    """What changes and when: what is coming, soonest first, then what has changed, newest first."""
    here, now = library(), this_month()
    return render_template(
        "pages/changes.html",
        coming=[one for one in here.changes if one.month > now],
        past=[one for one in reversed(here.changes) if one.month <= now],
        nations=NATIONS,
        sources=here.sources,
    )


@bp.get("/<slug>")
def markdown(slug: str) -> ResponseReturnValue:
    here = library()
    page = here.pages.get(slug)
    if page is None:
        return _moved()
    pay = _pay(here) if slug == "salary" else {}
    return render_template(
        TEMPLATES.get(slug, "pages/page.html"),
        page=page,
        library=here,
        settings=current_app.config["SETTINGS"],
        cited=by_letter(_cited(here), lambda one: one.publisher) if slug == "sources" else [],
        **pay,
    )


def _pay(here: Library) -> dict[str, Any]:
    """What the page about pay works out: the calculator, some pay points, and all of them."""
    asked = request.args
    is_point = "point" in asked
    return {
        "calculation": calculate(MultiDict() if is_point else asked, here.pay_points),
        "newest": (newest := pay_now(here.salaries)),
        "pay": pay_range(newest),
        "legal_minimum": legal_minimum(),
        "wage_source": here.sources.get(MINIMUM_WAGE_SOURCE),
        "found": find_points(asked if is_point else MultiDict(), here.pay_points),
        "pay_table": by_point(here.pay_points),
    }


def _moved() -> ResponseReturnValue:
    """To where the page went; nothing is here if it never was."""
    new = library().redirects.get(request.path)
    if new is None:
        abort(404)
    return redirect(new, 301)


def _ways_in(here: Library) -> list[tuple[Route, Page]]:
    """Every route with its page."""
    return [(route, here.route_pages[route.id]) for route in here.rules.routes]


def _cited(here: Library) -> list[Source]:
    """Sources that were read, by publisher."""
    seen = [source for source in here.sources.values() if source.confidence == "seen"]
    return sorted(seen, key=lambda source: (source.publisher.lower(), source.title.lower()))
