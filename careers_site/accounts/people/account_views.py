"""`/editor/account`: an editor's own password, sessions, second factor and recovery codes."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from careers_site import audit
from careers_site.accounts.forms import (
    ChangePasswordForm,
    ConfirmForm,
    OwnPasswordForm,
    form_page,
    refuse,
)
from careers_site.accounts.models import Account, SignedIn
from careers_site.accounts.second_factor import codes
from careers_site.accounts.sessions import sessions
from careers_site.accounts.sessions.guard import this_account, this_session
from careers_site.accounts.sign_in import passwords, steps
from careers_site.platform.extensions import db

bp = Blueprint("accounts", __name__, url_prefix="/editor/account")

ASK = "accounts/ask_password.html"
WRONG = "That is not your password"
WRONG_CODE = (
    "That is not the code from the app. Check the time on your phone, then try the next code"
)


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
def password() -> ResponseReturnValue:
    me = this_account()
    form = ChangePasswordForm(request.form, me.email)
    if request.method != "POST" or not form.validate():
        return form_page("accounts/password.html", form)
    if not steps.password_again(me, form.password.data or ""):
        refuse(form.password, WRONG)
        return form_page("accounts/password.html", form)
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


@bp.route("/second-factor", methods=["GET", "POST"], endpoint="second_factor")
def set_up() -> ResponseReturnValue:
    """First the password, since a stolen session must not do this; then the app's first code."""
    if this_account().totp_secret is not None:
        return redirect(url_for("accounts.account"), 303)
    secret = this_session().offered_secret
    return _offer() if secret is None else _confirm(secret)


def _offer() -> ResponseReturnValue:
    form = OwnPasswordForm(request.form)
    if not _knows_password(form):
        return form_page("accounts/set_up.html", form, account=this_account())
    this_session().offered_secret = codes.new_secret()
    db.session.commit()
    return redirect(url_for("accounts.second_factor"), 303)


def _confirm(secret: str) -> ResponseReturnValue:
    form = ConfirmForm(request.form)
    if request.method == "POST" and form.validate():
        step = codes.step_of(secret, form.code.data or "")
        if step is not None:
            return _confirmed(secret, step)
        refuse(form.code, WRONG_CODE)
    image = codes.code_image(secret, this_account().email)
    return form_page("accounts/confirm.html", form, secret=secret, image=image)


def _confirmed(secret: str, step: int) -> ResponseReturnValue:
    """Other browsers gave no code, so they are signed out."""
    me = this_account()
    me.totp_secret, me.totp_last_used = secret, step
    fresh = codes.new_recovery_codes(me)
    sessions.end_all(me)
    sessions.open_for(me, second_factor_passed=True)
    audit.record("set up the second factor", me.email)
    db.session.commit()
    return render_template("accounts/recovery_codes.html", codes=fresh)


@bp.route("/second-factor/off", methods=["GET", "POST"])
def second_factor_off() -> ResponseReturnValue:
    me = this_account()
    if me.totp_secret is None or me.is_admin:
        return redirect(url_for("accounts.account"), 303)
    form = OwnPasswordForm(request.form)
    if not _knows_password(form):
        return form_page(ASK, form, heading="Turn off the second factor")
    codes.turn_off(me)
    # A browser that gave the password and still owes the code must not be let in by this.
    sessions.end_all(me, but_this=True)
    audit.record("turned off the second factor", me.email)
    db.session.commit()
    flash("The second factor is off. You now sign in with your password alone.")
    return redirect(url_for("accounts.account"), 303)


@bp.route("/recovery-codes", methods=["GET", "POST"])
def recovery_codes() -> ResponseReturnValue:
    me = this_account()
    if me.totp_secret is None:
        return redirect(url_for("accounts.account"), 303)
    form = OwnPasswordForm(request.form)
    if not _knows_password(form):
        return form_page(ASK, form, heading="Make new recovery codes")
    fresh = codes.new_recovery_codes(me)
    audit.record("made new recovery codes", me.email)
    db.session.commit()
    return render_template("accounts/recovery_codes.html", codes=fresh)


def _knows_password(form: OwnPasswordForm) -> bool:
    if request.method != "POST" or not form.validate():
        return False
    if steps.password_again(this_account(), form.password.data or ""):
        return True
    refuse(form.password, WRONG)
    return False


def _browsers(me: Account) -> int:
    rows = select(func.count()).select_from(SignedIn).where(SignedIn.account_id == me.id)
    return db.session.scalar(rows) or 0
