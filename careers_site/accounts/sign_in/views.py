"""`/sign-in` with its second step, setting a password with a one-time link, and `/sign-out`."""

from __future__ import annotations

import re
from math import ceil

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.forms import CodeForm, NewPasswordForm, SignInForm, form_page, refuse
from careers_site.accounts.models import Account
from careers_site.accounts.people import accounts
from careers_site.accounts.sessions import guard, sessions
from careers_site.accounts.sign_in import devices, links, passwords, steps
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of

bp = Blueprint("sign_in", __name__)

WRONG = "The email address or the password is not right"
WRONG_CODE = "That code is not right, or you have used it before. Wait for the next one"
OURS = re.compile(r"/editor([/?][^\\\x00-\x20\x7f]*)?")


@bp.route("/sign-in", methods=["GET", "POST"])
def start() -> ResponseReturnValue:
    if guard.signed_in():
        return redirect(_next(), 303)
    form = SignInForm(request.form)
    if request.method != "POST" or not form.validate():
        return _page("accounts/sign_in.html", form)
    account = steps.by_password(form.email.data or "", form.password.data or "")
    if account is None:
        db.session.commit()
        refuse(form.email, WRONG)
        return _page("accounts/sign_in.html", form)
    if account.totp_secret is None:
        return _let_in(account, second_factor_passed=False)
    sessions.open_for(account, second_factor_passed=False)
    db.session.commit()
    return redirect(url_for("sign_in.code", next=request.args.get("next")), 303)


@bp.route("/sign-in/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    found = guard.current_session()
    if found is None or not sessions.owes_code(*found):
        return redirect(url_for("sign_in.start", next=request.args.get("next")), 303)
    account = found[1]
    form = CodeForm(request.form)
    if request.method != "POST" or not form.validate():
        return _page("accounts/code.html", form)
    if not steps.by_code(account, form.code.data or ""):
        db.session.commit()
        refuse(form.code, WRONG_CODE)
        return _page("accounts/code.html", form)
    return _let_in(account, second_factor_passed=True)


@bp.post("/sign-out")
def end() -> ResponseReturnValue:
    if account := guard.signed_in():
        audit.record("signed out", account.email)
    sessions.end_this()
    db.session.commit()
    return redirect(url_for("sign_in.start"), 303)


@bp.route(links.ADDRESS, methods=["GET", "POST"])
def set_password() -> ResponseReturnValue:
    """Opening the link changes nothing."""
    token = request.values.get("token", "")
    found = links.find(token)
    if found is None:
        return render_template("accounts/link_over.html"), 410
    link, account = found
    form = NewPasswordForm(request.form, account.email)
    if request.method != "POST" or not form.validate():
        return form_page("accounts/link.html", form, token=token, account=account)
    kept = passwords.hashed(form.new_password.data or "")
    if not links.use_up(link):
        db.session.rollback()
        return render_template("accounts/link_over.html"), 410
    accounts.set_password(account, kept)
    audit.record("set a password", account.email, f"by {link.kind}", who=account.email)
    db.session.commit()
    flash("Your password is set. You can sign in now.")
    answer = make_response(redirect(url_for("sign_in.start"), 303))
    # Whoever holds the link is the owner: strangers' failures do not make them wait.
    devices.remember(answer, account.email)
    return answer


@bp.app_errorhandler(steps.WaitError)
def wait(error: steps.WaitError) -> ResponseReturnValue:
    """Answered wherever a password or a code may not be checked yet."""
    db.session.rollback()
    minutes = count_of(ceil(error.seconds / 60), "minute")
    page = render_template("accounts/wait.html", wait=minutes)
    return page, 429, {"Retry-After": str(error.seconds)}


@bp.app_errorhandler(passwords.BusyError)
def busy(_error: passwords.BusyError) -> ResponseReturnValue:
    db.session.rollback()
    return render_template("accounts/busy.html"), 503, {"Retry-After": "5"}


def _let_in(account: Account, *, second_factor_passed: bool) -> Response:
    sessions.open_for(account, second_factor_passed=second_factor_passed)
    account.last_signed_in = now()
    audit.record("signed in", account.email, who=account.email)
    db.session.commit()
    answer = make_response(redirect(_next(), 303))
    devices.remember(answer, account.email)
    return answer


def _page(template: str, form: SignInForm | CodeForm) -> ResponseReturnValue:
    return form_page(template, form, next=request.args.get("next"))


def _next() -> str:
    """Where they were going, if it is in the editors' area of this site."""
    asked = request.args.get("next", "")
    return asked if OURS.fullmatch(asked) else "/editor"
