"""Browsers in which an account signed in before, known by a signed cookie.

Their failures are counted apart from strangers': https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
The cookie lets nobody in. It is sent to /sign-in alone and names no account in clear.
"""

from __future__ import annotations

import hashlib
import secrets

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

DAYS_KEPT = 180
# Several editors may share a browser.
MOST = 5


def known(email: str) -> str:
    """The random name of this browser if `email` signed in here before, else an empty text."""
    return _read().get(_short(email), "")


def remember(response: Response, email: str) -> None:
    """Let this browser be known as one of `email`."""
    browsers = _read()
    browsers.pop(_short(email), None)
    kept = [*browsers.items(), (_short(email), secrets.token_urlsafe(12))][-MOST:]
    response.set_cookie(
        _name(),
        _serializer().dumps(kept),
        max_age=DAYS_KEPT * 86400,
        path="/sign-in",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _read() -> dict[str, str]:
    try:
        pairs = _serializer().loads(request.cookies.get(_name(), ""), max_age=DAYS_KEPT * 86400)
    except BadSignature:
        return {}
    return dict(pairs)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SETTINGS"].secret_key, salt="known-browser")


def _short(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()[:16]


def _name() -> str:
    is_secure = current_app.config["SESSION_COOKIE_SECURE"]
    return "__Secure-careers-known" if is_secure else "careers-known"
