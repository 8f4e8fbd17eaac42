"""Passwords: what a good one is, and how it is kept.

To check one is the slow part of signing in: two at once in a process, two more wait, and others are
told to come back. Kept by argon2id with the library's parameters. A hash takes 64 MB while it is
made, so a process makes few at once, and what is tried on an unknown account costs the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from careers_site.accounts.models import Account, RefusedError

SHORTEST, LONGEST = 12, 128
# Of zxcvbn's scores 0 to 4, the least that takes more than 10^8 guesses.
LEAST_SCORE = 3
# Judging takes seconds for long texts that are made to: so much must be good by itself.
JUDGED = 40
OF_THIS_SITE = ["portage", "careers", "portage careers"]
AT_ONCE = 2
# So many of a process's 8 threads may be here; the others are for readers.
MOST_HERE = 4

_hasher = PasswordHasher()
_places = BoundedSemaphore(AT_ONCE)
_entrance = BoundedSemaphore(MOST_HERE)
_WHY = {
    "passwords": "Many people use it, or one like it.",
    "user_inputs": "It is made of your email address or the name of this site.",
    "repeat": "It repeats itself.",
    "sequence": "It follows a sequence, like “abc” or “6543”.",
    "spatial": "It follows a row of keys.",
    "date": "It is mostly a date.",
}
ADVICE = "3 or 4 words that do not belong together make a good password."


class BusyError(RuntimeError):
    """Too many passwords are being checked: ask again in a few seconds."""


def refuse_weak(password: str, email: str) -> None:
    """Raise RefusedError unless `password` is good enough for the account of `email`."""
    password = _tidy(password)
    if len(password) < SHORTEST:
        raise RefusedError(f"Use at least {SHORTEST} characters. {ADVICE}")
    if len(password) > LONGEST:
        raise RefusedError(f"Use at most {LONGEST} characters")
    local, _, domain = email.partition("@")
    known = [*OF_THIS_SITE, email, local, domain, *local.split("."), *domain.split(".")]
    # Its lists of words take long to read, and few processes see a new password.
    from zxcvbn import zxcvbn

    found = zxcvbn(password[:JUDGED], user_inputs=known)
    if found["score"] < LEAST_SCORE:
        why = next(filter(None, map(_why, found["sequence"])), "")
        raise RefusedError(" ".join(["This is easy to guess.", *([why] if why else []), ADVICE]))


def _why(match: dict[str, str]) -> str:
    return _WHY.get(match.get("dictionary_name", ""), _WHY.get(match["pattern"], ""))


def hashed(password: str) -> str:
    """What is kept of a password. Raises BusyError."""
    with _place():
        return _hasher.hash(_tidy(password))


def is_right(password: str, account: Account | None) -> bool:
    """Whether `account` is open to `password`; as slow where there is none. Raises BusyError.

    A hash that was made with older parameters is made anew; the caller commits.
    """
    nobody = _of_nobody()
    kept = (account.password_hash if account else None) or nobody
    with _place():
        try:
            _hasher.verify(kept, _tidy(password))
        except (VerificationError, InvalidHashError):
            return False
    if account is None or account.password_hash is None or not account.active:
        return False
    if _hasher.check_needs_rehash(kept):
        account.password_hash = hashed(password)
    return True


@cache
def _of_nobody() -> str:
    return _hasher.hash("the password of nobody")


def _tidy(password: str) -> str:
    """The same text however a keyboard composes it."""
    return unicodedata.normalize("NFKC", password)


@contextmanager
def _place() -> Iterator[None]:
    if not _entrance.acquire(blocking=False):
        raise BusyError
    try:
        with _places:
            yield
    finally:
        _entrance.release()
