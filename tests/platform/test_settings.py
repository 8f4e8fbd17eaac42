"""Settings: a wrong value stops the start with a sentence that names it; the key is kept safe."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from careers_site.platform.settings import Settings, SettingsError, read
from tests.conftest import ROOT
from tests.processes import CAREERS_SITE, Program

KEY = "a-key-long-enough"
POSTGRESQL = "postgresql://careers@db.example/careers"
# Variable, wrong value, what the sentence says of it.
WRONG = [
    *(("PORT", value, "whole number from 1 to 65535") for value in ("0", "65536", "web", "-1")),
    *(("PORT", value, "whole number from 1 to 65535") for value in ("8000.0", "٨", "8" * 5000)),
    *(("BIND", value, "is not an address") for value in ("everywhere", "1.2.3", "127.0.0.1:80")),
    *(("WEB_CONCURRENCY", value, "from 1 to 64") for value in ("0", "65", "many")),
    *(("TRUSTED_PROXIES", value, "from 0 to 10") for value in ("-1", "11", "all")),
    ("DATABASE_URL", "mysql://db.example/careers", '"mysql" is not one of sqlite, postgresql'),
    ("DATABASE_URL", "careers.db", '"careers.db" is not one of sqlite, postgresql'),
    ("DATABASE_URL", "postgresql://u:hidden@db.example:port/careers", "not an address"),
    ("DATABASE_URL", "sqlite://", "names no file"),
    ("DATABASE_URL", "sqlite:///:memory:", "names no file"),
    ("SECRET_KEY", "short", "shorter than 16 characters"),
    *(
        ("SITE_URL", value, "not an address like https://example.org")
        for value in (
            *("careers.example", "ftp://careers.example", "http://", "http://[::1", "https://a b"),
            *("https://a.example:99999", "https://a.example/careers", "https://a.example?x=1"),
            *("https://me@a.example", "https://a.example#top", "javascript:alert(1)"),
        )
    ),
    ("SMTP_URL", "mail.example", "not an address like smtp://mail.example.org:587"),
    ("SMTP_URL", "https://mail.example", "not an address like smtp://mail.example.org:587"),
    ("FILES_PATH", "/nowhere/at/all", 'has no folder "content"'),
    ("INSTANCE_PATH", "/dev/null/instance", "cannot be made"),
]


def settings(instance: Path, **environ: str) -> Settings:
    return read({"INSTANCE_PATH": str(instance), **environ})


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_value_is_refused_with_a_sentence_that_names_the_setting(
    name: str, value: str, sentence: str, tmp_path: Path
) -> None:
    key = {} if name == "SECRET_KEY" else {"SECRET_KEY": KEY}
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, **{**key, name: value})
    assert str(error.value).startswith(f"{name}: ")
    assert sentence in str(error.value)
    assert "hidden" not in str(error.value)
    assert len(str(error.value)) < 200


def test_the_program_stops_with_that_sentence_and_nothing_else(tmp_path: Path) -> None:
    environ = {"INSTANCE_PATH": str(tmp_path), "PORT": "eighty"}
    assert Program("-c", CAREERS_SITE, "serve", environ=environ).ended() == (
        2,
        'careers-site: PORT: "eighty" is not a whole number from 1 to 65535\n',
    )


def test_without_any_variable_the_site_is_local_and_on_sqlite(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found.root == ROOT
    assert found.instance == tmp_path
    assert found.database_url == f"sqlite:///{tmp_path}/site.db"
    assert (found.site_url, found.port) == ("http://127.0.0.1:8000", 8000)
    assert (found.web_concurrency, found.trusted_proxies) == (2, 0)
    assert not found.is_https


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path) -> None:
    names = ("DATABASE_URL", "SECRET_KEY", "SITE_URL", "PORT", "WEB_CONCURRENCY", "SMTP_URL")
    assert settings(tmp_path, **dict.fromkeys(names, "")) == settings(tmp_path)


def test_the_local_address_follows_the_port(tmp_path: Path) -> None:
    assert settings(tmp_path, PORT="8080").site_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("", ["127.0.0.1", "localhost"]),
        ("http://localhost:8080", ["127.0.0.1", "localhost"]),
        ("https://careers.example", ["careers.example"]),
        ("https://Careers.example:8443/", ["careers.example"]),
    ],
)
def test_only_the_host_of_the_site_is_answered(
    address: str, hosts: list[str], tmp_path: Path
) -> None:
    assert settings(tmp_path, SITE_URL=address).hosts == hosts


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_uses_the_driver_that_is_installed(
    scheme: str, tmp_path: Path
) -> None:
    url = POSTGRESQL.replace("postgresql", scheme)
    found = settings(tmp_path, DATABASE_URL=url, SECRET_KEY=KEY)
    assert found.database_url == "postgresql+psycopg://careers@db.example/careers"


def test_another_database_needs_a_key_since_other_machines_share_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^SECRET_KEY: is required where DATABASE_URL"):
        settings(tmp_path, DATABASE_URL=POSTGRESQL)
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_made_once_for_this_user_alone_and_kept(tmp_path: Path) -> None:
    first = settings(tmp_path)
    file = tmp_path / "secret_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first.secret_key) >= 48
    assert settings(tmp_path).secret_key == first.secret_key == file.read_text()
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_two_sites_have_two_keys(tmp_path: Path) -> None:
    assert settings(tmp_path / "a").secret_key != settings(tmp_path / "b").secret_key


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = {one.secret_key for one in pool.map(lambda _: settings(tmp_path), range(16))}
    assert len(keys) == 1
    assert len(keys.pop()) >= 48


def test_a_damaged_key_file_is_refused_and_not_silently_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(SettingsError, match=r"SECRET_KEY: the file .* is damaged"):
        settings(tmp_path)


def test_a_given_key_wins_and_no_file_is_made(tmp_path: Path) -> None:
    assert settings(tmp_path, SECRET_KEY=KEY).secret_key == KEY
    assert list(tmp_path.iterdir()) == []
