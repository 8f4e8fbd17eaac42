"""Email addresses, which are the names of accounts."""

from __future__ import annotations

import re

LONGEST = 254
# One @, no space, no control character, and nothing that a mail header could be ended with.
_SHAPE = re.compile(r'[^@\s\x00-\x1f\x7f<>()",;:\\\[\]]{1,64}@[\w-]+(\.[\w-]+)*')


class EmailError(ValueError):
    """A sentence that says what is wrong with an address."""


def tidy(text: str) -> str:
    """The address in lower case. Raises EmailError where it cannot be one."""
    email = text.strip().lower()
    if not email:
        raise EmailError("Enter an email address")
    if len(email) > LONGEST or not _SHAPE.fullmatch(email):
        raise EmailError("Enter an email address, like name@example.org")
    return email
