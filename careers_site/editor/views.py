"""`/editor`: what needs attention, and what was changed last."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from careers_site.accounts import guard
from careers_site.editor import attention, changes, drafts

bp = Blueprint("editor", __name__)


@bp.record_once
def _name_to_templates(state: BlueprintSetupState) -> None:
    """The menu of the editors' area says who is signed in."""
    state.app.jinja_env.globals.update(signed_in=guard.signed_in)


@bp.get("/editor")
def overview() -> ResponseReturnValue:
    return render_template(
        "editor/overview.html",
        matters=attention.matters(datetime.now(UTC).date()),
        changes=changes.latest(),
        drafts=drafts.open_drafts(guard.who()),
    )


@bp.get("/editor/to-check")
def to_check() -> ResponseReturnValue:
    """Every page, rule and row that was not checked for 12 months."""
    groups = attention.by_document(datetime.now(UTC).date())
    return render_template("editor/to_check.html", groups=groups, address_of=attention.address_of)
