"""One-time links, by which somebody sets a password: an invitation, or a reset.

The token is in the query of the address, since logs leave queries out. Opening the link changes
nothing; setting the password uses it up.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select

from careers_site.accounts.models import INVITATION, RESET, Account, OneTimeLink
from careers_site.accounts.sessions.sessions import hashed
from careers_site.platform.clock import now
from careers_site.platform.extensions import db

ADDRESS = "/sign-in/link"
GOOD_FOR = {INVITATION: timedelta(hours=72), RESET: timedelta(hours=1)}


def make(account: Account, kind: str) -> str:
    """The address of a new link, which ends older ones of its kind; the caller commits."""
    db.session.execute(
        delete(OneTimeLink).where(OneTimeLink.account_id == account.id, OneTimeLink.kind == kind)
    )
    token = secrets.token_urlsafe(32)
    db.session.add(
        OneTimeLink(
            token_hash=hashed(token),
            account_id=account.id,
            kind=kind,
            expires=now() + GOOD_FOR[kind],
        )
    )
    return f"{current_app.config['SETTINGS'].site_url}{ADDRESS}?token={token}"


def find(token: str) -> tuple[OneTimeLink, Account] | None:
    """The link of a token and its account, while it can be used."""
    found = db.session.execute(
        select(OneTimeLink, Account)
        .join(Account, Account.id == OneTimeLink.account_id)
        .where(OneTimeLink.token_hash == hashed(token), Account.active)
    ).first()
    if found is None or found[0].expires < now():
        return None
    return found[0], found[1]


def use_up(link: OneTimeLink) -> bool:
    """Whether the link was still there to be used; of two at once one gets it. Caller commits."""
    used = delete(OneTimeLink).where(OneTimeLink.token_hash == link.token_hash)
    return bool(db.session.execute(used).rowcount)  # type: ignore[attr-defined]


def end_all(account: Account) -> None:
    """End every link of `account`; the caller commits."""
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account.id))
