"""`/editor/account`: an editor's own password, second factor and sessions."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("accounts", __name__, url_prefix="/editor/account")


@bp.get("")
def account() -> ResponseReturnValue:
    return render_template("accounts/account.html")


@bp.get("/second-factor")
def second_factor() -> ResponseReturnValue:
    return render_template("accounts/account.html")
