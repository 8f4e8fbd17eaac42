"""Settings, read once from the environment; a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PACKAGE = Path(__file__).resolve().parent


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the text names it."""


@dataclass(frozen=True)
class Settings:
    """What the operator decides. Paths are absolute; `trusted_proxies` counts proxies in front."""

    root: Path
    instance: Path
    database_url: str
    secret_key: str
    site_url: str
    port: int
    web_concurrency: int
    trusted_proxies: int
    smtp_url: str
    operator: str
    operator_contact: str

    @property
    def hosts(self) -> list[str]:
        """The host names that the site answers to."""
        host = urlsplit(self.site_url).hostname or ""
        return ["127.0.0.1", "localhost"] if host in {"127.0.0.1", "localhost"} else [host]

    @property
    def is_https(self) -> bool:
        return self.site_url.startswith("https://")


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ`.

    Raises SettingsError naming the variable, what was found and what is allowed.
    """
    root = _root(environ)
    instance = Path(environ.get("INSTANCE_PATH") or root / "instance").resolve()
    port = _number(environ, "PORT", 8000, least=1, most=65535)
    database_url = environ.get("DATABASE_URL") or f"sqlite:///{instance / 'site.db'}"
    return Settings(
        root=root,
        instance=instance,
        database_url=_database_url(database_url),
        secret_key=_secret_key(
            environ, instance, is_default_database=not environ.get("DATABASE_URL")
        ),
        site_url=_site_url(environ.get("SITE_URL") or f"http://127.0.0.1:{port}"),
        port=port,
        web_concurrency=_number(environ, "WEB_CONCURRENCY", 2, least=1, most=64),
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0, least=0, most=10),
        smtp_url=environ.get("SMTP_URL", ""),
        operator=environ.get("SITE_OPERATOR", ""),
        operator_contact=environ.get("SITE_CONTACT", ""),
    )


def _root(environ: Mapping[str, str]) -> Path:
    """The folder with content/ and data/: beside the package in a checkout, else where we run."""
    if environ.get("FILES_PATH"):
        root = Path(environ["FILES_PATH"]).resolve()
        if not (root / "content").is_dir():
            raise SettingsError(f'FILES_PATH: "{root}" has no folder "content"')
        return root
    checkout = PACKAGE.parent
    return checkout if (checkout / "content").is_dir() else Path.cwd()


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise SettingsError(f'{name}: "{text}" is not a whole number from {least} to {most}')
    return int(text)


def _database_url(url: str) -> str:
    scheme = url.partition("://")[0]
    if scheme in {"postgres", "postgresql"}:
        return "postgresql+psycopg://" + url.partition("://")[2]
    if scheme not in {"sqlite", "postgresql+psycopg"}:
        raise SettingsError(f'DATABASE_URL: "{scheme}" is not one of sqlite, postgresql')
    return url


def _site_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f'SITE_URL: "{url}" is not an address like https://example.org')
    return url.rstrip("/")


def _secret_key(environ: Mapping[str, str], instance: Path, *, is_default_database: bool) -> str:
    """The given key, or one made on first start and kept where only this user can read it."""
    key = environ.get("SECRET_KEY", "")
    if key:
        if len(key) < 16:
            raise SettingsError("SECRET_KEY: is shorter than 16 characters")
        return key
    if not is_default_database:
        raise SettingsError("SECRET_KEY: is required where DATABASE_URL is given")
    file = instance / "secret_key"
    instance.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")
