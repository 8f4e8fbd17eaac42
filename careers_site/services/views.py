"""The pages of Portage services and workshops, near somebody where they say where they are."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from careers_site.content.library import library
from careers_site.content.tables.listings import Workshop
from careers_site.platform.clock import today
from careers_site.platform.text.grouping import by_letter
from careers_site.platform.web.errors import BadQueryError
from careers_site.services import workshops as workshop_words
from careers_site.services.nearest import by_distance, read_near
from careers_site.services.workshops import coming, feed_values, in_order, workshops_calendar

bp = Blueprint("services", __name__)

# How many services a page lists: where none is near, and at most.
FEWEST, MOST = 3, 10


@bp.get("/services")
def services() -> ResponseReturnValue:
    here, near = library(), read_near(request.args)
    found = by_distance(near.place, here.services) if near.place else []
    close = [one for one in found if one.is_near][:MOST]
    return render_template(
        "pages/services.html",
        page=here.pages["services"],
        library=here,
        near=near,
        near_services=close,
        farther=[] if close else found[:FEWEST],
        local_offer=here.web_searches.local_offer_of(near.search_words),
        services=by_letter(here.services, lambda one: one.area),
    )


@bp.get("/workshops")
def workshops() -> ResponseReturnValue:
    here, near = library(), read_near(request.args)
    return render_template(
        "pages/workshops.html",
        page=here.pages["workshops"],
        library=here,
        near=near,
        workshops=in_order(_coming(), near.place),
        words=workshop_words,
    )


@bp.get("/workshops/feed.atom")
def feed() -> ResponseReturnValue:
    _refuse_query()
    values = feed_values(_coming(), _site_url())
    return Response(
        render_template("pages/workshops.xml", **values), mimetype="application/atom+xml"
    )


@bp.get("/workshops/calendar.ics", defaults={"workshop_id": ""})
@bp.get("/workshops/<workshop_id>/calendar.ics")
def calendar(workshop_id: str) -> ResponseReturnValue:
    """One workshop, or all that are to come: a calendar program can follow that address."""
    _refuse_query()
    wanted = [one for one in _coming() if workshop_id in ("", one.id)]
    if workshop_id and not wanted:
        abort(404)
    host = urlsplit(_site_url()).hostname or "localhost"
    file = workshops_calendar(wanted, f"{_site_url()}/workshops", host)
    named = {"Content-Disposition": f'attachment; filename="{workshop_id or "workshops"}.ics"'}
    return Response(file, mimetype="text/calendar", headers=named)


def _coming() -> list[Workshop]:
    return coming(library().workshops, today())


def _refuse_query() -> None:
    if request.args:
        raise BadQueryError("This address takes no settings.")


def _site_url() -> str:
    return str(current_app.config["SETTINGS"].site_url).rstrip("/")
