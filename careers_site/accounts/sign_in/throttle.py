"""Waits that grow with failures, counted in the database for all processes.

Nobody is held: who has to wait is told so at once. An attempt is counted before it is checked and
given back when it succeeds, so that many at once are not let through. Strangers' failures on an
account are counted apart from those of a browser that signed in to it before (devices.py), so that
strangers cannot lock its owner out. What is counted is known by a keyed hash: no email and no
address of a reader is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from flask import current_app
from sqlalchemy import Connection, bindparam, case, delete, select, text, update

from careers_site.accounts.models import FailedSignIns
from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db
from careers_site.platform.web.rate_limits import network_of

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
# Failures are forgotten so long after the last.
FORGOTTEN_AFTER = timedelta(hours=1)

# The end of a wait where there is none: before the moment of whoever waited for the lock.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# Old rows are looked for so often, one attempt in so many.
CLEANED_EVERY = 20
# One statement that adds the row or locks it: between two, a sign-in that succeeds could remove it.
_LOCK = (
    text(
        "INSERT INTO failed_sign_ins (key, failures, last, wait_until) "
        "VALUES (:key, 0, :moment, :long_ago) "
        "ON CONFLICT (key) DO UPDATE SET last = failed_sign_ins.last RETURNING wait_until"
    )
    .bindparams(bindparam("moment", type_=UtcTime), bindparam("long_ago", type_=UtcTime))
    .columns(wait_until=UtcTime)
)


class Counter(NamedTuple):
    """What failures are counted on; the wait begins with the failure numbered `free`."""

    key: str
    free: int


def of_account(email: str, device: str = "", step: str = "password") -> Counter:
    """Failures on an account, from strangers or from one known browser."""
    return Counter(_key(step, email, device), 5)


def of_address(address: str) -> Counter:
    """Failures from a network address, from which several editors may come."""
    return Counter(_key("address", network_of(address)), 20)


def admit(counters: Iterable[Counter], moment: datetime | None = None) -> int:
    """Count an attempt on each of `counters`; 0, or the seconds to wait, and then none is counted.

    `moment` is when it was made, by which `succeeded` and `give_back` know it again. Has a
    transaction of its own, in which whoever comes at the same time waits.
    """
    moment = moment or now()
    # In one order, so that two who ask at once do not wait for each other.
    ordered = sorted(counters)
    with db.engine.connect() as connection:
        wait = max(_wait(connection, counter, moment) for counter in ordered)
        if wait > timedelta(0):
            connection.rollback()
            return int(wait.total_seconds()) + 1
        for counter in ordered:
            _count(connection, counter, moment)
        connection.commit()
    if secrets.randbelow(CLEANED_EVERY) == 0:
        clean()
    return 0


def clean() -> None:
    """Remove what is forgotten."""
    old = delete(FailedSignIns).where(FailedSignIns.last < now() - FORGOTTEN_AFTER)
    with db.engine.begin() as connection:
        connection.execute(old)


def succeeded(moment: datetime, first: Counter, *others: Counter) -> None:
    """The attempt admitted at `moment` on these counters succeeded; the caller commits.

    The first begins anew. On the others the attempt is given back, and no more: who gets in with
    an account of theirs says nothing about the rest of their network.
    """
    for counter in sorted([first, *others]):
        if counter == first:
            db.session.execute(delete(FailedSignIns).where(FailedSignIns.key == counter.key))
        else:
            _give_back(counter, moment)


def give_back(moment: datetime, counters: Iterable[Counter]) -> None:
    """The attempt admitted at `moment` was not checked after all; the caller commits."""
    for counter in sorted(counters):
        _give_back(counter, moment)


def _give_back(counter: Counter, moment: datetime) -> None:
    """One failure less. A wait goes only if this attempt began it, and then it is the last."""
    here = FailedSignIns.key == counter.key
    until = case((FailedSignIns.last == moment, LONG_AGO), else_=FailedSignIns.wait_until)
    fewer = update(FailedSignIns).where(here, FailedSignIns.failures > 0)
    db.session.execute(fewer.values(failures=FailedSignIns.failures - 1, wait_until=until))


def _wait(connection: Connection, counter: Counter, moment: datetime) -> timedelta:
    """How long is still to wait; the counter's row is locked from here on."""
    row = {"key": counter.key, "moment": moment, "long_ago": LONG_AGO}
    until: datetime = connection.execute(_LOCK, row).scalar_one()
    return until - moment


def _count(connection: Connection, counter: Counter, moment: datetime) -> None:
    here = FailedSignIns.key == counter.key
    failures, last = connection.execute(
        select(FailedSignIns.failures, FailedSignIns.last).where(here)
    ).one()
    failures = 1 if moment - last > FORGOTTEN_AFTER else failures + 1
    until = LONG_AGO
    if failures >= counter.free:
        # 1 minute after the last free failure, then twice as long each time.
        wait = FIRST_WAIT * (1 << min(failures - counter.free, 10))
        until = moment + min(wait, LONGEST_WAIT)
    values = {"failures": failures, "last": moment, "wait_until": until}
    connection.execute(update(FailedSignIns).where(here).values(values))


def _key(*words: str) -> str:
    secret = current_app.config["SETTINGS"].secret_key.encode()
    return hmac.new(secret, "\n".join(words).encode(), hashlib.sha256).hexdigest()
