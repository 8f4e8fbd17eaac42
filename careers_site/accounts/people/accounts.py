"""Who has an account: inviting, roles, resets. The caller commits; every change is audited."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from careers_site import audit
from careers_site.accounts.models import ADMIN, INVITATION, RESET, Account, RefusedError
from careers_site.accounts.second_factor import codes
from careers_site.accounts.sessions import sessions
from careers_site.accounts.sign_in import links
from careers_site.platform.extensions import db


def invite(email: str, role: str) -> tuple[Account, str]:
    """A new account and the link by which its owner sets a password. Raises RefusedError."""
    account = Account(email=email, role=role)
    db.session.add(account)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise RefusedError(f"{email} has an account already") from None
    audit.record("invited", email, f"as {role}")
    return account, links.make(account, INVITATION)


def set_password(account: Account, password_hash: str) -> None:
    """Set a password from outside a session: every session and every link ends."""
    account.password_hash = password_hash
    sessions.end_all(account)
    links.end_all(account)


def reset(account: Account, *, removes_second_factor: bool) -> str:
    """A link that sets a new password. The old one is good no longer, and sessions end now."""
    kind = RESET if account.last_signed_in else INVITATION
    account.password_hash = None
    if removes_second_factor:
        codes.turn_off(account)
    sessions.end_all(account)
    how = " and took the second factor away" if removes_second_factor else ""
    audit.record("made a one-time link", account.email, kind + how)
    return links.make(account, kind)


def change_role(account: Account, role: str, by: Account) -> None:
    """Raises RefusedError for oneself and for the last admin. Sessions end: the role is in them."""
    _refuse_oneself(account, by)
    if account.role == role:
        return
    _refuse_last_admin(account)
    audit.record("changed the role", account.email, f"{account.role} to {role}")
    account.role = role
    sessions.end_all(account)


def set_active(account: Account, by: Account, *, active: bool) -> None:
    """Close or open an account. Raises RefusedError for oneself and for the last admin."""
    _refuse_oneself(account, by)
    if account.active == active:
        return
    if not active:
        _refuse_last_admin(account)
    account.active = active
    sessions.end_all(account)
    links.end_all(account)
    audit.record("opened the account" if active else "closed the account", account.email)


def _refuse_oneself(account: Account, by: Account) -> None:
    if account.id == by.id:
        raise RefusedError("You cannot do this to your own account. Ask another admin")


def _refuse_last_admin(account: Account) -> None:
    """Two admins who demote each other at once wait here for one another."""
    db.session.execute(update(Account).where(Account.role == ADMIN).values(role=ADMIN))
    db.session.refresh(account)
    if not account.is_admin:
        return
    others = select(func.count()).select_from(Account)
    others = others.where(Account.role == ADMIN, Account.active, Account.id != account.id)
    if not db.session.scalar(others.where(Account.password_hash.is_not(None))):
        raise RefusedError("This is the only admin. Make somebody else an admin first")
