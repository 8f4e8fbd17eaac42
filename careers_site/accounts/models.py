"""Accounts, what is open in their name, and what was tried at the door.

Tokens, recovery codes and links are kept as hashes, and what an app's codes are made from is
encrypted: who reads the database can use none of them.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.accounts.encryption import Sealed
from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

EDITOR = "editor"
ADMIN = "admin"
ROLES = (EDITOR, ADMIN)
# Kinds of one-time links.
INVITATION = "invitation"
RESET = "reset"
LONGEST_EMAIL = 254
# One @, no space, no control character, and nothing that a mail header could be ended with.
_EMAIL = re.compile(r'[^@\s\x00-\x1f\x7f<>()",;:\\\[\]]{1,64}@[\w-]+(\.[\w-]+)*')


class RefusedError(ValueError):
    """A sentence that says why something typed is not taken, or cannot be done."""


class Account(db.Model):  # type: ignore[name-defined, misc]
    """Somebody who may edit. `email` is in lower case; no password while they are invited."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    totp_sealed: Mapped[str | None] = mapped_column("totp_secret", String(255))
    totp_secret = Sealed("totp_sealed")
    # The time step of the last code that was taken: no code is taken twice.
    totp_last_used: Mapped[int | None] = mapped_column(BigInteger)
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime] = mapped_column(UtcTime, default=now)
    last_signed_in: Mapped[datetime | None] = mapped_column(UtcTime)

    @property
    def is_admin(self) -> bool:
        return self.role == ADMIN

    @property
    def needs_second_factor(self) -> bool:
        """Whether nothing is open to them before they set one up."""
        return self.is_admin and self.totp_secret is None


class SignedIn(db.Model):  # type: ignore[name-defined, misc]
    """A browser in which somebody is signed in, or has given the password and owes the code.

    `offered_secret` is a second factor that is being set up and not confirmed yet.
    """

    __tablename__ = "signed_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created: Mapped[datetime] = mapped_column(UtcTime)
    seen: Mapped[datetime] = mapped_column(UtcTime)
    second_factor_passed: Mapped[bool] = mapped_column(default=False)
    offered_sealed: Mapped[str | None] = mapped_column("offered_secret", String(255))
    offered_secret = Sealed("offered_sealed")


class RecoveryCode(db.Model):  # type: ignore[name-defined, misc]
    """Stands in once for a code of the second factor; its row goes when it is used."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)


class OneTimeLink(db.Model):  # type: ignore[name-defined, misc]
    """A link that sets a password, once; an account has at most one of a kind."""

    __tablename__ = "one_time_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    expires: Mapped[datetime] = mapped_column(UtcTime)


class FailedSignIns(db.Model):  # type: ignore[name-defined, misc]
    """How often something failed, by a keyed hash of what it was tried on or from."""

    __tablename__ = "failed_sign_ins"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last: Mapped[datetime] = mapped_column(UtcTime, index=True)
    wait_until: Mapped[datetime] = mapped_column(UtcTime)


class WeeklyMail(db.Model):  # type: ignore[name-defined, misc]
    """The week (its Monday) of the last mail to somebody: of several workers one sends it."""

    __tablename__ = "weekly_mail"

    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), primary_key=True)
    week: Mapped[date]


def tidy_email(text: str) -> str:
    """The address in lower case. Raises RefusedError where it cannot be one."""
    email = text.strip().lower()
    if not email:
        raise RefusedError("Enter an email address")
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise RefusedError("Enter an email address, like name@example.org")
    return email
