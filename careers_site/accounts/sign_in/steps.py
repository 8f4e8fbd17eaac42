"""The two steps of signing in: a password, then a code where there is a second factor."""

from __future__ import annotations

from datetime import datetime

from flask import request
from sqlalchemy import select

from careers_site import audit
from careers_site.accounts.models import LONGEST_EMAIL, Account, RefusedError, tidy_email
from careers_site.accounts.second_factor import codes
from careers_site.accounts.sign_in import devices, passwords, throttle
from careers_site.platform.clock import now
from careers_site.platform.extensions import db


class WaitError(RuntimeError):
    """Too many failures: the next attempt is taken after so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def find(email: str) -> Account | None:
    try:
        tidy = tidy_email(email)
    except RefusedError:
        return None
    return db.session.scalar(select(Account).where(Account.email == tidy))


def by_password(email: str, password: str) -> Account | None:
    """The account that the password opens. The caller commits, also a failure.

    Raises WaitError and passwords.BusyError. Takes as long for an email that has no account.
    """
    name = email.strip().lower()[:LONGEST_EMAIL]
    counters = _counters(name, "password")
    moment = _admit(counters)
    account = find(email)
    if not _is_right(password, account, counters, moment):
        _failed(account, "failed to sign in")
        return None
    throttle.succeeded(moment, *counters)
    return account


def by_code(account: Account, code: str) -> bool:
    """Whether the code is right, which uses it up. The caller commits, also a failure."""
    counters = _counters(account.email, "code")
    moment = _admit(counters)
    used = codes.use(account, code)
    if not used:
        _failed(account, "failed to give the code")
        return False
    if used == "recovery code":
        left = f"{codes.recovery_codes_left(account)} left"
        audit.record("used a recovery code", account.email, left, who=account.email)
    throttle.succeeded(moment, *counters)
    return True


def password_again(account: Account, password: str) -> bool:
    """Whether somebody who is signed in knows the password. Raises WaitError and BusyError."""
    counters = [throttle.of_account(account.email, step="password again")]
    moment = _admit(counters)
    if not _is_right(password, account, counters, moment):
        return False
    throttle.succeeded(moment, *counters)
    return True


def _is_right(
    password: str, account: Account | None, counters: list[throttle.Counter], moment: datetime
) -> bool:
    """What is not checked is not counted."""
    try:
        return passwords.is_right(password, account)
    except passwords.BusyError:
        db.session.rollback()
        throttle.give_back(moment, counters)
        db.session.commit()
        raise


def _counters(email: str, step: str) -> list[throttle.Counter]:
    """A browser that is known counts by itself, whatever strangers and its network do."""
    if device := devices.known(email):
        return [throttle.of_account(email, device, step)]
    stranger = throttle.of_account(email, step=step)
    return [stranger, throttle.of_address(request.remote_addr or "")]


def _admit(counters: list[throttle.Counter]) -> datetime:
    """The moment by which the attempt is known. Raises WaitError."""
    moment = now()
    if seconds := throttle.admit(counters, moment):
        raise WaitError(seconds)
    return moment


def _failed(account: Account | None, action: str) -> None:
    """What was typed may be anything, a password too: only an account's email is noted."""
    subject = account.email if account else "no account of this site"
    audit.record(action, subject, who=audit.NOBODY)
