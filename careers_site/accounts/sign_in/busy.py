"""What somebody is answered who waited too long for another writer."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from careers_site.accounts.sessions.pending_form import kept
from careers_site.platform.extensions import db, is_lock_timeout

RETRY_AFTER_SECONDS = "10"


def busy(error: OperationalError) -> ResponseReturnValue:
    """A page that says so, with what was sent; any other error of the database goes on."""
    if not is_lock_timeout(error):
        raise error
    db.session.rollback()
    page = render_template("errors/busy.html", kept=kept())
    return page, 503, {"Retry-After": RETRY_AFTER_SECONDS}
