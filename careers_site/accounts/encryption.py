"""Secrets that have to be read again, kept so that the database alone does not give them away."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy import Dialect, String, TypeDecorator


def seal(secret: str) -> str:
    """The secret, encrypted with the site's secret key."""
    return _fernet(current_app.config["SETTINGS"].secret_key).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret; an empty text, which opens nothing, where it was sealed with another key."""
    try:
        return _fernet(current_app.config["SETTINGS"].secret_key).decrypt(sealed).decode()
    except InvalidToken:
        return ""


@lru_cache(maxsize=4)
def _fernet(key: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"careers-site second factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(key.encode())))


class Sealed(TypeDecorator[str]):
    """A text that the database holds sealed."""

    impl = String(255)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else unseal(value)
