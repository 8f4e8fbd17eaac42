"""`/sign-in/link`: setting a password with a one-time link. Opening it changes nothing."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.forms import NewPasswordForm
from careers_site.accounts.people import accounts
from careers_site.accounts.sign_in import devices, links, passwords
from careers_site.accounts.sign_in.refusals import refused
from careers_site.platform.extensions import db

bp = Blueprint("link", __name__, url_prefix=links.ADDRESS)


@bp.route("", methods=["GET", "POST"])
@refused
def set_password() -> ResponseReturnValue:
    token = request.values.get("token", "")
    found = links.find(token)
    if found is None:
        return render_template("accounts/link_over.html"), 410
    link, account = found
    form = NewPasswordForm(request.form, account.email)
    if request.method != "POST" or not form.validate():
        page = render_template("accounts/link.html", form=form, token=token, account=account)
        return page, 400 if form.errors else 200
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
