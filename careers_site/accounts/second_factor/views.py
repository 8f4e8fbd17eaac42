"""`/editor/account/second-factor`: setting it up, turning it off, new recovery codes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.forms import ConfirmForm, OwnPasswordForm, refuse
from careers_site.accounts.people.account_views import WRONG, bp
from careers_site.accounts.people.current import this_account, this_session
from careers_site.accounts.second_factor import codes as second_factor
from careers_site.accounts.sessions import sessions
from careers_site.accounts.sign_in import steps
from careers_site.accounts.sign_in.refusals import refused
from careers_site.platform.extensions import db

WRONG_CODE = (
    "That is not the code from the app. Check the time on your phone, then try the next code"
)


@bp.route("/second-factor", methods=["GET", "POST"], endpoint="second_factor")
@refused
def set_up() -> ResponseReturnValue:
    """First the password, since a stolen session must not do this; then the app's first code."""
    if this_account().totp_secret is not None:
        return redirect(url_for("accounts.account"), 303)
    secret = this_session().offered_secret
    return _offer() if secret is None else _confirm(secret)


def _offer() -> ResponseReturnValue:
    form = OwnPasswordForm(request.form)
    if not _knows_password(form):
        page = render_template("accounts/set_up.html", form=form, account=this_account())
        return page, 400 if form.errors else 200
    this_session().offered_secret = second_factor.new_secret()
    db.session.commit()
    return redirect(url_for("accounts.second_factor"), 303)


def _confirm(secret: str) -> ResponseReturnValue:
    form = ConfirmForm(request.form)
    if request.method == "POST" and form.validate():
        step = second_factor.step_of(secret, form.code.data or "")
        if step is not None:
            return _confirmed(secret, step)
        refuse(form.code, WRONG_CODE)
    image = second_factor.code_image(secret, this_account().email)
    page = render_template("accounts/confirm.html", form=form, secret=secret, image=image)
    return page, 400 if form.errors else 200


def _confirmed(secret: str, step: int) -> ResponseReturnValue:
    """Other browsers gave no code, so they are signed out."""
    me = this_account()
    second_factor.turn_on(me, secret, step)
    codes = second_factor.new_recovery_codes(me)
    sessions.end_all(me)
    sessions.open_for(me, second_factor_passed=True)
    audit.record("set up the second factor", me.email)
    db.session.commit()
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.route("/second-factor/off", methods=["GET", "POST"])
@refused
def second_factor_off() -> ResponseReturnValue:
    me = this_account()
    if me.totp_secret is None or me.is_admin:
        return redirect(url_for("accounts.account"), 303)
    form = OwnPasswordForm(request.form)
    if not _knows_password(form):
        return _ask_password(form, "Turn off the second factor")
    second_factor.turn_off(me)
    # A browser that gave the password and still owes the code must not be let in by this.
    sessions.end_all(me, but_this=True)
    audit.record("turned off the second factor", me.email)
    db.session.commit()
    flash("The second factor is off. You now sign in with your password alone.")
    return redirect(url_for("accounts.account"), 303)


@bp.route("/recovery-codes", methods=["GET", "POST"])
@refused
def recovery_codes() -> ResponseReturnValue:
    me = this_account()
    if me.totp_secret is None:
        return redirect(url_for("accounts.account"), 303)
    form = OwnPasswordForm(request.form)
    if not _knows_password(form):
        return _ask_password(form, "Make new recovery codes")
    codes = second_factor.new_recovery_codes(me)
    audit.record("made new recovery codes", me.email)
    db.session.commit()
    return render_template("accounts/recovery_codes.html", codes=codes)


def _knows_password(form: OwnPasswordForm) -> bool:
    if request.method != "POST" or not form.validate():
        return False
    if steps.password_again(this_account(), form.password.data or ""):
        return True
    refuse(form.password, WRONG)
    return False


def _ask_password(form: OwnPasswordForm, heading: str) -> ResponseReturnValue:
    page = render_template("accounts/ask_password.html", form=form, heading=heading)
    return page, 400 if form.errors else 200
