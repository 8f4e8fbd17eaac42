"""Secrets that have to be read again, kept so that the database alone does not give them away."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


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


class Sealed:
    """An attribute of a row whose `column` holds it sealed.

    Not a type of column: what copies whole rows, as a backup does, copies it sealed.
    """

    def __init__(self, column: str) -> None:
        self._column = column

    def __get__(self, row: object, _kind: object = None) -> str | None:
        sealed = getattr(row, self._column) if row is not None else None
        return None if sealed is None else unseal(sealed)

    def __set__(self, row: object, secret: str | None) -> None:
        setattr(row, self._column, None if secret is None else seal(secret))
