"""`/editor`: what needs attention, and what was changed last."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from careers_site.accounts import guard

bp = Blueprint("editor", __name__)


@bp.record_once
def _name_to_templates(state: BlueprintSetupState) -> None:
    """The menu of the editors' area says who is signed in."""
    state.app.jinja_env.globals.update(signed_in=guard.signed_in)


@bp.get("/editor")
def overview() -> ResponseReturnValue:
    return render_template("editor/overview.html")
