"""`/editor/account`: an editor's own password and sessions."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from careers_site import audit
from careers_site.accounts.forms import ChangePasswordForm, refuse
from careers_site.accounts.models import Account, SignedIn
from careers_site.accounts.people.current import this_account, this_session
from careers_site.accounts.second_factor import codes
from careers_site.accounts.sessions import sessions
from careers_site.accounts.sign_in import passwords, steps
from careers_site.accounts.sign_in.refusals import refused
from careers_site.platform.extensions import db

bp = Blueprint("accounts", __name__, url_prefix="/editor/account")

WRONG = "That is not your password"


@bp.get("")
def account() -> ResponseReturnValue:
    me = this_account()
    return render_template(
        "accounts/account.html",
        account=me,
        browsers=_browsers(me),
        codes_left=codes.recovery_codes_left(me),
    )


@bp.route("/password", methods=["GET", "POST"])
@refused
def password() -> ResponseReturnValue:
    me = this_account()
    form = ChangePasswordForm(request.form, me.email)
    if request.method != "POST" or not form.validate():
        return _password_page(form)
    if not steps.password_again(me, form.password.data or ""):
        refuse(form.password, WRONG)
        return _password_page(form)
    me.password_hash = passwords.hashed(form.new_password.data or "")
    passed = this_session().second_factor_passed
    sessions.end_all(me)
    sessions.open_for(me, second_factor_passed=passed)
    audit.record("changed the password", me.email)
    db.session.commit()
    flash("Your password is changed. Every other browser is signed out.")
    return redirect(url_for("accounts.account"), 303)


@bp.post("/sessions")
def end_others() -> ResponseReturnValue:
    me = this_account()
    ended = sessions.end_all(me, but_this=True)
    audit.record("signed out other browsers", me.email, f"{ended} ended")
    db.session.commit()
    flash("Every other browser is signed out.")
    return redirect(url_for("accounts.account"), 303)


def _password_page(form: ChangePasswordForm) -> ResponseReturnValue:
    page = render_template("accounts/password.html", form=form)
    return page, 400 if form.errors else 200


def _browsers(me: Account) -> int:
    rows = select(func.count()).select_from(SignedIn).where(SignedIn.account_id == me.id)
    return db.session.scalar(rows) or 0
