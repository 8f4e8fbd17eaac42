"""Settings, read once from the environment; a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from careers_site.platform.text.numbers import whole_number

# Requests that a web process answers at a time.
THREADS = 8
# When a draft needs a second pair of eyes before it is published.
NONE, RULES, ALL = SECOND_LOOKS = ("none", "rules", "all")
PACKAGE = Path(__file__).resolve().parents[1]


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the text names it."""


@dataclass(frozen=True)
class Settings:
    """What the operator decides. Paths are absolute; `trusted_proxies` counts proxies in front,
    `rate_limit` is how many computed pages a sender may ask for in a minute."""

    root: Path
    instance: Path
    database_url: str
    secret_key: str
    site_url: str
    bind: str
    port: int
    web_concurrency: int
    trusted_proxies: int
    rate_limit: int
    smtp_url: str
    operator: str
    operator_contact: str
    second_look: str

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
    instance = _instance(Path(environ.get("INSTANCE_PATH") or root / "instance").resolve())
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
        bind=_bind(environ.get("BIND") or "127.0.0.1"),
        port=port,
        web_concurrency=_number(environ, "WEB_CONCURRENCY", 2, least=1, most=64),
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0, least=0, most=10),
        rate_limit=_number(environ, "RATE_LIMIT", 600, least=0, most=1_000_000),
        smtp_url=_smtp_url(environ.get("SMTP_URL", "")),
        operator=environ.get("SITE_OPERATOR", ""),
        operator_contact=environ.get("SITE_CONTACT", ""),
        second_look=_second_look(environ.get("SECOND_LOOK") or RULES),
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


def _instance(folder: Path) -> Path:
    """The folder for what the site keeps: made where it is not there, and writable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f'INSTANCE_PATH: "{folder}" cannot be made: {error.strerror}') from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsError(f'INSTANCE_PATH: "{folder}" cannot be written to')
    return folder


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    number = whole_number(text, least, most)
    if number is None:
        raise SettingsError(f'{name}: "{text[:40]}" is not a whole number from {least} to {most}')
    return number


def _database_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme in {"postgres", "postgresql"}:
        scheme, url = "postgresql+psycopg", f"postgresql+psycopg://{rest}"
    if scheme not in {"sqlite", "postgresql+psycopg"}:
        raise SettingsError(f'DATABASE_URL: "{scheme}" is not one of sqlite, postgresql')
    try:
        database = make_url(url).database
    except (ArgumentError, ValueError):
        # The address may hold a password, so it is not repeated.
        raise SettingsError("DATABASE_URL: is not an address of a database") from None
    if scheme == "sqlite" and database in {None, "", ":memory:"}:
        raise SettingsError("DATABASE_URL: names no file, as sqlite:////folder/site.db does")
    return url


def _bind(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise SettingsError(f'BIND: "{text}" is not an address such as 127.0.0.1') from None


def _site_url(url: str) -> str:
    parts = _parts(url)
    # Pages are at the root of a host: an address with a path would give wrong links.
    is_whole = parts is not None and not (parts.path.strip("/") or parts.query or parts.fragment)
    if parts is None or not is_whole or parts.scheme not in {"http", "https"} or parts.username:
        raise SettingsError(f'SITE_URL: "{url}" is not an address like https://example.org')
    return url.rstrip("/")


def _smtp_url(url: str) -> str:
    parts = _parts(url)
    if url and (parts is None or parts.scheme not in {"smtp", "smtps"}):
        raise SettingsError("SMTP_URL: is not an address like smtp://mail.example.org:587")
    return url


def _second_look(text: str) -> str:
    if text not in SECOND_LOOKS:
        raise SettingsError(f'SECOND_LOOK: "{text[:40]}" is not one of {", ".join(SECOND_LOOKS)}')
    return text


def _parts(url: str) -> SplitResult | None:
    """The parts of an address that names a host, and a port that can be; else None."""
    try:
        parts = urlsplit(url)
        has_host = parts.port != 0 and re.fullmatch("[a-z0-9.:-]+", parts.hostname or "")
    except ValueError:
        return None
    return parts if has_host else None


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
    if not file.exists():
        _make_secret_key(file)
    key = file.read_text(encoding="ascii")
    if len(key) < 16:
        raise SettingsError(f'SECRET_KEY: the file "{file}" is damaged; remove it for a new one')
    return key


def _make_secret_key(file: Path) -> None:
    """Write beside it and link, so that of two first starts both read the same whole key."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".secret_key-")
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(secrets.token_urlsafe(48))
    try:
        file.hardlink_to(name)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
