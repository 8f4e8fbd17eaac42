"""`/sign-in` and `/sign-out`."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from careers_site.accounts import sessions
from careers_site.extensions import db

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
def start() -> ResponseReturnValue:
    return render_template("accounts/sign_in.html")


@bp.post("/sign-out")
def end() -> ResponseReturnValue:
    sessions.end_this()
    db.session.commit()
    return redirect(url_for("sign_in.start"), 303)
