"""`/editor`: what needs attention, and what was changed last."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from careers_site.accounts.sessions import guard
from careers_site.editor.documents import owners_and_checks
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.document_info import address_of, edited_at
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.second_look import looks
from careers_site.editor.home import attention, latest_changes
from careers_site.editor.home.search import find
from careers_site.platform.clock import today
from careers_site.platform.text.text_safety import one_line
from careers_site.publishing import dead_links

bp = Blueprint("editor", __name__)

LONGEST_WORDS = 100


@bp.record_once
def _name_to_templates(state: BlueprintSetupState) -> None:
    """The frame of the editors' area says who is signed in, and knows for how long."""
    state.app.jinja_env.globals.update(signed_in=guard.signed_in, session_lasts=guard.session_lasts)


@bp.get("/editor")
def overview() -> ResponseReturnValue:
    return render_template(
        "editor/overview.html",
        matters=attention.matters(today()),
        changes=latest_changes.latest(),
        drafts=drafts.open_drafts(guard.who()),
        asked=looks.asked(guard.who()),
        approved=looks.approved(guard.who()),
        planned=schedule.coming(),
        trouble=schedule.trouble,
    )


@bp.route("/editor/session", methods=["GET", "POST"])
def session() -> ResponseReturnValue:
    """Where somebody comes who signs in again beside a page; to ask for it keeps the session."""
    return render_template("editor/session.html")


@bp.get("/editor/search")
def search() -> ResponseReturnValue:
    """Words found in everything that editors work on."""
    q = one_line(request.args.get("q"), LONGEST_WORDS)
    return render_template("editor/search.html", q=q, groups=find(q) if q else [])


@bp.get("/editor/to-check")
def to_check() -> ResponseReturnValue:
    """What is due, what was not checked for 12 months, and who looks after what."""
    return render_template(
        "editor/to_check.html",
        due=[one for one in owners_and_checks.due(today()) if one.is_set],
        groups=attention.by_document(today()),
        courses=attention.courses_that("unchecked"),
        every=list(owners_and_checks.cared()),
        address_of=address_of,
    )


@bp.get("/editor/dead-links")
def dead() -> ResponseReturnValue:
    """Addresses that did not answer, with the places that link to them."""
    found = [(one, [_place(place) for place in one.places]) for one in dead_links.every()]
    return render_template("editor/dead_links.html", found=found)


def _place(place: str) -> tuple[str, str]:
    """Where a link stands, as the check of links says it, and where it is changed."""
    if place.startswith("course "):
        return place, f"/editor/courses/{place.removeprefix('course ')}"
    path, _, line = place.partition(": line ")
    return place, f"{edited_at(path)}?line={line}"
