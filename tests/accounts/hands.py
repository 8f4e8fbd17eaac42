"""What tests of accounts do: a password that is taken, accounts with it, signing in by the form."""

from __future__ import annotations

import re

import pyotp
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from careers_site import audit
from careers_site.accounts.models import EDITOR, Account, SignedIn
from careers_site.accounts.second_factor import codes
from careers_site.accounts.sign_in import passwords
from careers_site.audit import AuditEntry
from careers_site.platform.extensions import db
from tests.editor.conftest import EDITOR_EMAIL, Browser, add_account, send

PASSWORD = "seven kettles under moss"
OTHER = "a tall lamp sings at noon"


def account(email: str = EDITOR_EMAIL, role: str = EDITOR, **changes: object) -> Account:
    """An account whose password is PASSWORD."""
    return add_account(email, role, **{"password_hash": passwords.hashed(PASSWORD), **changes})


def new_browser(app: Flask) -> Browser:
    return Browser(app, app.response_class)


def try_password(
    browser: Browser, email: str = EDITOR_EMAIL, password: str = PASSWORD, **more: str
) -> TestResponse:
    return send(browser, "/sign-in", email=email, password=password, **more)


def code_of(account: Account, steps: int = 0) -> str:
    """The code that the app shows, or showed or will show so many steps from now."""
    assert account.totp_secret is not None
    return pyotp.TOTP(account.totp_secret).at(codes.now(), counter_offset=steps)


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/editor/account").status_code == 200


def again(email: str = EDITOR_EMAIL) -> Account:
    """The account as it is in the database now."""
    db.session.rollback()
    db.session.expire_all()
    found: Account = db.session.execute(select(Account).where(Account.email == email)).scalar_one()
    return found


def sessions_open() -> int:
    return db.session.scalar(select(func.count()).select_from(SignedIn)) or 0


def audited() -> list[tuple[str, str, str]]:
    """Who did what to which account, in order; not what the first start did."""
    rows = select(AuditEntry.who, AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.id)
    found = [(row[0], row[1], row[2]) for row in db.session.execute(rows)]
    return [entry for entry in found if "@" in entry[2] or entry[0] == audit.NOBODY]


def link_in(text: str) -> str:
    """The path and query of the one-time link in a text."""
    found = re.search(r"/sign-in/link\?token=[\w-]+", text)
    assert found, text
    return found[0]
