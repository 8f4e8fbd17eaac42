"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes."""

from __future__ import annotations

import secrets

import pyotp
from markupsafe import Markup
from sqlalchemy import delete, func, or_, select, update

from careers_site.accounts.models import Account, RecoveryCode
from careers_site.accounts.sessions.sessions import hashed
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from careers_site.platform.web.qr_codes import qr_code

ISSUER = "Portage Careers"
STEP_SECONDS = 30
# A clock may be one step off.
WINDOW = 1
RECOVERY_CODES = 10
# Without letters and digits that are taken for each other; 16 of 31 are 79 bits.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 16


def new_secret() -> str:
    return pyotp.random_base32()


def code_image(secret: str, email: str) -> Markup:
    """A QR code for an authenticator app, as inline SVG."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    return qr_code(address)


def step_of(secret: str, code: str) -> int | None:
    """The time step that `code` belongs to, if it is one of now and a step either side."""
    code = "".join(code.split())
    # A secret of another key of the site is empty: then recovery codes are left, and a reset.
    if not (secret and len(code) == 6 and code.isascii() and code.isdigit()):
        return None
    this = int(now().timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    steps = range(this - WINDOW, this + WINDOW + 1)
    found = [s for s in steps if secrets.compare_digest(totp.generate_otp(s), code)]
    return found[-1] if found else None


def use(account: Account, code: str) -> str:
    """Use up a code: "code", "recovery code", or an empty text when it opens nothing.

    The database decides, so that of two who send the same code at once one gets in.
    """
    if account.totp_secret is None:
        return ""
    step = step_of(account.totp_secret, code)
    if step is not None:
        return "code" if _take_step(account, step) else ""
    return "recovery code" if _take_recovery_code(account, code) else ""


def _take_step(account: Account, step: int) -> bool:
    newer = or_(Account.totp_last_used.is_(None), Account.totp_last_used < step)
    taken = update(Account).where(Account.id == account.id, newer).values(totp_last_used=step)
    return bool(db.session.execute(taken).rowcount)  # type: ignore[attr-defined]


def _take_recovery_code(account: Account, code: str) -> bool:
    tidy = "".join(c for c in code.lower() if c.isalnum())
    used = delete(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.code_hash == hashed(tidy)
    )
    return bool(db.session.execute(used).rowcount)  # type: ignore[attr-defined]


def turn_off(account: Account) -> None:
    """Without a second factor and its recovery codes; the caller commits."""
    account.totp_secret = account.totp_last_used = None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def new_recovery_codes(account: Account) -> list[str]:
    """Ten new codes instead of the old ones, to show once; the caller commits."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [
        "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(RECOVERY_CODES)
    ]
    db.session.add_all(RecoveryCode(code_hash=hashed(c), account_id=account.id) for c in codes)
    return ["-".join(code[at : at + 4] for at in range(0, _LENGTH, 4)) for code in codes]


def recovery_codes_left(account: Account) -> int:
    rows = select(func.count()).select_from(RecoveryCode)
    return db.session.scalar(rows.where(RecoveryCode.account_id == account.id)) or 0
