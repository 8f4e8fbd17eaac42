"""`/sign-in` with its second step, and `/sign-out`."""

from __future__ import annotations

import re

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.forms import CodeForm, SignInForm, refuse
from careers_site.accounts.models import Account
from careers_site.accounts.sessions import guard, sessions
from careers_site.accounts.sign_in import devices, steps
from careers_site.accounts.sign_in.refusals import refused
from careers_site.platform.extensions import db

bp = Blueprint("sign_in", __name__)

WRONG = "The email address or the password is not right"
WRONG_CODE = "That code is not right, or you have used it before. Wait for the next one"
OURS = re.compile(r"/editor([/?][^\\\x00-\x20\x7f]*)?")


@bp.route("/sign-in", methods=["GET", "POST"])
@refused
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
@refused
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


def _let_in(account: Account, *, second_factor_passed: bool) -> Response:
    sessions.open_for(account, second_factor_passed=second_factor_passed)
    steps.has_signed_in(account)
    db.session.commit()
    answer = make_response(redirect(_next(), 303))
    devices.remember(answer, account.email)
    return answer


def _page(template: str, form: SignInForm | CodeForm) -> ResponseReturnValue:
    page = render_template(template, form=form, next=request.args.get("next"))
    return page, 400 if form.errors else 200


def _next() -> str:
    """Where they were going, if it is in the editors' area of this site."""
    asked = request.args.get("next", "")
    return asked if OURS.fullmatch(asked) else "/editor"
