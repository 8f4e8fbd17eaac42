"""What views under /editor/account know: whose page it is."""

from __future__ import annotations

from careers_site.accounts.models import Account, SignedIn
from careers_site.accounts.sessions import guard


def this_account() -> Account:
    return _found()[1]


def this_session() -> SignedIn:
    return _found()[0]


def _found() -> tuple[SignedIn, Account]:
    found = guard.current_session()
    if found is None:
        raise LookupError("nobody is signed in: this is for views under /editor")
    return found
