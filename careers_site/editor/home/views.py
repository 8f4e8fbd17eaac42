"""`/editor`: what needs attention, and what was changed last."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from careers_site.accounts.sessions import guard
from careers_site.editor.drafts import drafts, schedule
from careers_site.editor.home import attention, latest_changes
from careers_site.editor.home.search import find
from careers_site.platform.clock import today
from careers_site.platform.text_safety import one_line

bp = Blueprint("editor", __name__)

LONGEST_WORDS = 100


@bp.record_once
def _name_to_templates(state: BlueprintSetupState) -> None:
    """The menu of the editors' area says who is signed in."""
    state.app.jinja_env.globals.update(signed_in=guard.signed_in)


@bp.get("/editor")
def overview() -> ResponseReturnValue:
    return render_template(
        "editor/overview.html",
        matters=attention.matters(today()),
        changes=latest_changes.latest(),
        drafts=drafts.open_drafts(guard.who()),
        planned=schedule.coming(),
        trouble=schedule.trouble,
    )


@bp.get("/editor/search")
def search() -> ResponseReturnValue:
    """Words found in everything that editors work on."""
    q = one_line(request.args.get("q"), LONGEST_WORDS)
    return render_template("editor/search.html", q=q, groups=find(q) if q else [])


@bp.get("/editor/to-check")
def to_check() -> ResponseReturnValue:
    """Every page, rule, row and course that was not checked for 12 months."""
    return render_template(
        "editor/to_check.html",
        groups=attention.by_document(today()),
        courses=attention.courses_that("unchecked"),
    )
