"""`/editor/people`: admins invite, change roles, close accounts and hand over links."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from careers_site.accounts.forms import ROLE_WORDS, InviteForm, refuse
from careers_site.accounts.models import ROLES, Account
from careers_site.accounts.people import accounts
from careers_site.accounts.people.current import this_account
from careers_site.accounts.sessions.guard import admins_only
from careers_site.platform.extensions import db
from careers_site.platform.pagination import paging

bp = Blueprint("people", __name__, url_prefix="/editor/people")

PER_PAGE = 50


@bp.get("")
@admins_only
def everybody() -> ResponseReturnValue:
    total = db.session.scalar(select(func.count()).select_from(Account)) or 0
    pages = paging(total, PER_PAGE)
    rows = select(Account).order_by(Account.email).limit(PER_PAGE).offset(pages.offset)
    accounts = db.session.scalars(rows).all()
    return render_template("accounts/people.html", accounts=accounts, paging=pages)


@bp.route("/invite", methods=["GET", "POST"])
@admins_only
def invite() -> ResponseReturnValue:
    form = InviteForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            account, link = accounts.invite(form.email.data or "", form.role.data)
        except accounts.PeopleError as error:
            refuse(form.email, str(error))
        else:
            return _hand_over(account, link)
    page = render_template("accounts/invite.html", form=form)
    return page, 400 if form.errors else 200


@bp.get("/<int:account_id>")
@admins_only
def person(account_id: int) -> ResponseReturnValue:
    return _person(_account(account_id))


@bp.post("/<int:account_id>/role")
@admins_only
def change_role(account_id: int) -> ResponseReturnValue:
    account, role = _account(account_id), request.form.get("role", "")
    if role not in ROLES:
        return _person(account, "Choose a role")
    return _change(account, f"{account.email} is now an {role}.", role=role)


@bp.post("/<int:account_id>/close")
@admins_only
def close(account_id: int) -> ResponseReturnValue:
    account = _account(account_id)
    return _change(account, f"The account of {account.email} is closed.", active=False)


@bp.post("/<int:account_id>/open")
@admins_only
def reopen(account_id: int) -> ResponseReturnValue:
    account = _account(account_id)
    return _change(account, f"The account of {account.email} is open again.", active=True)


@bp.post("/<int:account_id>/link")
@admins_only
def link(account_id: int) -> ResponseReturnValue:
    account = _account(account_id)
    if account.id == this_account().id:
        return _person(account, "Change your own password under Your account")
    if not account.active:
        return _person(account, "Open the account first. A link to a closed account does not work")
    takes_away = "second_factor" in request.form
    return _hand_over(account, accounts.reset(account, removes_second_factor=takes_away))


def _change(
    account: Account, done: str, role: str | None = None, active: bool | None = None
) -> ResponseReturnValue:
    try:
        if role is not None:
            accounts.change_role(account, role, this_account())
        if active is not None:
            accounts.set_active(account, this_account(), active=active)
    except accounts.PeopleError as error:
        db.session.rollback()
        return _person(account, str(error))
    db.session.commit()
    flash(done)
    return redirect(url_for("people.person", account_id=account.id), 303)


def _hand_over(account: Account, link: str) -> ResponseReturnValue:
    """The link is shown once, here, and is not in any address or message of ours."""
    db.session.commit()
    handed = accounts.hand_over(account, link)
    return render_template("accounts/hand_over.html", account=account, handed=handed)


def _account(account_id: int) -> Account:
    account = db.session.get(Account, account_id)
    if account is None:
        abort(404)
    return account


def _person(account: Account, problem: str = "") -> ResponseReturnValue:
    is_me = account.id == this_account().id
    page = render_template(
        "accounts/person.html", account=account, problem=problem, is_me=is_me, roles=ROLE_WORDS
    )
    return page, 400 if problem else 200
