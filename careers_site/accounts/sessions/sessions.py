"""Sessions: rows that end. The browser holds a random token, the database its hash.

Flask's cookie carries the token and the secret of the CSRF tokens, and nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import request, session
from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import OperationalError

from careers_site.accounts.models import Account, SignedIn
from careers_site.platform.clock import now
from careers_site.platform.extensions import db, in_a_hurry

TOKEN = "token"  # noqa: S105 - the name of the cookie's field
# A session ends when nothing was asked for so long, and after so long whatever was asked.
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
# How long the code may take after the password.
CODE_WITHIN = timedelta(minutes=10)
# A session's last use is noted no more often than this.
NOTED_EVERY = timedelta(minutes=1)
_CACHE = "careers_site.signed_in"


def hashed(token: str) -> str:
    """What is kept of a random token. It has 256 bits, so a plain hash cannot be guessed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def add(account: Account, *, second_factor_passed: bool) -> str:
    """Add a session for `account` and return its token; the caller commits."""
    token = secrets.token_urlsafe(32)
    moment = now()
    db.session.add(
        SignedIn(
            token_hash=hashed(token),
            account_id=account.id,
            created=moment,
            seen=moment,
            second_factor_passed=second_factor_passed,
        )
    )
    return token


def open_for(account: Account, *, second_factor_passed: bool) -> None:
    """Sign `account` in on this browser under a new token; the caller commits.

    Whatever the cookie held before is gone, so that nobody can plant a session.
    """
    end_this()
    session.clear()
    session[TOKEN] = add(account, second_factor_passed=second_factor_passed)
    _forget_ended()


def current() -> tuple[SignedIn, Account] | None:
    """The session of this browser and its account, unless it has ended or never was.

    Looked up once a request.
    """
    if _CACHE not in request.environ:
        request.environ[_CACHE] = _look_up()
    found: tuple[SignedIn, Account] | None = request.environ[_CACHE]
    return found


def _look_up() -> tuple[SignedIn, Account] | None:
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    found = db.session.execute(
        select(SignedIn, Account)
        .join(Account, Account.id == SignedIn.account_id)
        .where(SignedIn.token_hash == hashed(token), Account.active)
    ).first()
    if found is None or _has_ended(found[0], found[1], now()):
        return None
    _note_use(found[0])
    return found[0], found[1]


def was_found() -> bool:
    """Whether `current` has found a session in this request; asks nothing of the database."""
    return request.environ.get(_CACHE) is not None


def owes_code(signed_in: SignedIn, account: Account) -> bool:
    """Whether the password was given and the second factor was not."""
    return account.totp_secret is not None and not signed_in.second_factor_passed


def _has_ended(signed_in: SignedIn, account: Account, moment: datetime) -> bool:
    age = moment - signed_in.created
    if owes_code(signed_in, account):
        return age > CODE_WITHIN
    return age > LONGEST or moment - signed_in.seen > IDLE


def lasts(signed_in: SignedIn) -> tuple[int, int]:
    """Seconds for which a session goes on if nothing is asked for, and whatever is asked."""
    rest = LONGEST - (now() - signed_in.created)
    return int(min(IDLE - NOTED_EVERY, rest).total_seconds()), int(rest.total_seconds())


def _note_use(signed_in: SignedIn) -> None:
    """Note that the session is in use; a busy database may miss one minute."""
    moment = now()
    if moment - signed_in.seen < NOTED_EVERY:
        return
    row = update(SignedIn).where(SignedIn.token_hash == signed_in.token_hash).values(seen=moment)
    try:
        with in_a_hurry() as connection:
            connection.execute(row)
    except OperationalError:
        return


def end_this() -> None:
    """End the session of this browser; the caller commits."""
    request.environ.pop(_CACHE, None)
    token = session.pop(TOKEN, None)
    if isinstance(token, str):
        db.session.execute(delete(SignedIn).where(SignedIn.token_hash == hashed(token)))


def end_all(account: Account, *, but_this: bool = False) -> int:
    """End every session of `account`, or every other one, and return how many; caller commits."""
    ended = delete(SignedIn).where(SignedIn.account_id == account.id)
    if but_this:
        ended = ended.where(SignedIn.token_hash != hashed(session.get(TOKEN, "")))
    return db.session.execute(ended).rowcount  # type: ignore[attr-defined, no-any-return]


def _forget_ended() -> None:
    moment = now()
    over = or_(SignedIn.created < moment - LONGEST, SignedIn.seen < moment - IDLE)
    db.session.execute(delete(SignedIn).where(over))
