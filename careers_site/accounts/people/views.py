"""`/editor/people`: admins invite, change roles, close accounts and hand over links."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from careers_site.accounts.forms import ROLE_WORDS, InviteForm, form_page, refuse
from careers_site.accounts.models import ROLES, Account, RefusedError
from careers_site.accounts.people import accounts, mail
from careers_site.accounts.sessions.guard import this_account
from careers_site.platform.extensions import db
from careers_site.platform.web.pagination import paging

bp = Blueprint("people", __name__, url_prefix="/editor/people")

PER_PAGE = 50


@bp.get("")
def everybody() -> ResponseReturnValue:
    total = db.session.scalar(select(func.count()).select_from(Account)) or 0
    pages = paging(total, PER_PAGE)
    rows = select(Account).order_by(Account.email).limit(PER_PAGE).offset(pages.offset)
    accounts = db.session.scalars(rows).all()
    return render_template("accounts/people.html", accounts=accounts, paging=pages)


@bp.route("/invite", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    form = InviteForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            account, link = accounts.invite(form.email.data or "", form.role.data)
        except RefusedError as error:
            refuse(form.email, str(error))
        else:
            return _hand_over(account, link)
    return form_page("accounts/invite.html", form)


@bp.get("/<int:account_id>")
def person(account_id: int) -> ResponseReturnValue:
    return _person(db.get_or_404(Account, account_id))


@bp.post("/<int:account_id>/role")
def change_role(account_id: int) -> ResponseReturnValue:
    account, role = db.get_or_404(Account, account_id), request.form.get("role", "")
    if role not in ROLES:
        return _person(account, "Choose a role")
    change = partial(accounts.change_role, account, role, this_account())
    return _change(account, change, f"{account.email} is now an {role}.")


@bp.post("/<int:account_id>/close")
def close(account_id: int) -> ResponseReturnValue:
    account = db.get_or_404(Account, account_id)
    change = partial(accounts.set_active, account, this_account(), active=False)
    return _change(account, change, f"The account of {account.email} is closed.")


@bp.post("/<int:account_id>/open")
def reopen(account_id: int) -> ResponseReturnValue:
    account = db.get_or_404(Account, account_id)
    change = partial(accounts.set_active, account, this_account(), active=True)
    return _change(account, change, f"The account of {account.email} is open again.")


@bp.post("/<int:account_id>/link")
def link(account_id: int) -> ResponseReturnValue:
    account = db.get_or_404(Account, account_id)
    if account.id == this_account().id:
        return _person(account, "Change your own password under Your account")
    if not account.active:
        return _person(account, "Open the account first. A link to a closed account does not work")
    takes_away = "second_factor" in request.form
    return _hand_over(account, accounts.reset(account, removes_second_factor=takes_away))


def _change(account: Account, change: Callable[[], None], done: str) -> ResponseReturnValue:
    try:
        change()
    except RefusedError as error:
        db.session.rollback()
        return _person(account, str(error))
    db.session.commit()
    flash(done)
    return redirect(url_for("people.person", account_id=account.id), 303)


def _hand_over(account: Account, link: str) -> ResponseReturnValue:
    """The link is shown once, here, and is not in any address or message of ours.

    It is mailed too where there is a mail server: after the commit, when it works.
    """
    db.session.commit()
    is_mailed, problem = mail.is_set_up(), ""
    text = f"Use this link to set your password for Portage Careers:\n\n{link}\n\nIt works once."
    try:
        if is_mailed:
            mail.send(account.email, "Your link to Portage Careers", text)
    except mail.MailError as error:
        is_mailed, problem = False, str(error)
    return render_template(
        "accounts/hand_over.html", account=account, link=link, is_mailed=is_mailed, problem=problem
    )


def _person(account: Account, problem: str = "") -> ResponseReturnValue:
    is_me = account.id == this_account().id
    page = render_template(
        "accounts/person.html", account=account, problem=problem, is_me=is_me, roles=ROLE_WORDS
    )
    return page, 400 if problem else 200
