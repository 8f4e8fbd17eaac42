"""`careers-site serve` starts once, says what is unsafe, and goes on whatever dies."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from careers_site.serving import FIRST_PAGES, SWITCH_SECONDS, _warnings, warm
from tests.conftest import make_settings
from tests.processes import CAREERS_SITE, Program
from tests.servers import Server, environ_of, free_port, until


def test_a_server_goes_on(server: Server, tmp_path: Path) -> None:
    instance = server.instance
    # What it keeps is its user's alone.
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700
    for name in ("site.db", "site.db-wal", "secret_key"):
        assert stat.S_IMODE((instance / name).stat().st_mode) == 0o600, name
    # A path makes no lines of its own in the log.
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as there:
        there.sendall(b"GET /a%0aforged%1b[31m HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"404" in there.recv(100)
    until(lambda: "forged" in server.said())
    assert r"/a\nforged\x1b[31m" in server.said()
    assert "\x1b" not in server.said()
    # A second one on the same port does not start, and says why.
    environ = environ_of(tmp_path / "other", server.port)
    code, said = Program("-c", CAREERS_SITE, "serve", environ=environ).ended()
    assert code == 1
    assert "Address already in use" in said
    # A web process that dies again and again is started again.
    for _ in range(2):
        until(server.answers)
        found = server.web_process()
        assert found is not None
        os.kill(found, signal.SIGKILL)
        until(lambda found=found: server.web_process() not in {None, found})  # type: ignore[misc]
    until(server.answers)
    assert server.process.poll() is None


def test_of_two_first_starts_at_once_both_are_served(tmp_path: Path) -> None:
    script = (
        "from careers_site.app import create_app\n"
        "from careers_site.serving import prepare\n"
        "app = create_app()\n"
        "with app.app_context():\n"
        "    prepare()\n"
    )
    environ = environ_of(tmp_path / "instance", 8000)
    for process in [Program("-c", script, environ=environ) for _ in range(3)]:
        code, said = process.ended()
        assert code == 0, said


def test_a_start_without_its_database_says_what_to_do(prepared: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared, tmp_path / "instance")
    file = tmp_path / "instance/site.db"
    for damage in (b"no database" * 1000, None):
        file.unlink(missing_ok=True)
        if damage:
            file.write_bytes(damage)
        for end in ("-wal", "-shm"):
            file.with_name(f"site.db{end}").unlink(missing_ok=True)
        environ = environ_of(tmp_path / "instance", free_port())
        code, said = Program("-c", CAREERS_SITE, "serve", environ=environ).ended()
        assert code == 1
        assert "docs/operating.md" in said
        assert "Traceback" not in said
        assert file.exists() == bool(damage)


@pytest.mark.parametrize(
    ("bind", "proxies", "is_warned"),
    [("127.0.0.1", 0, False), ("::1", 0, False), ("0.0.0.0", 0, True), ("0.0.0.0", 1, False)],
)
def test_an_open_address_without_a_proxy_is_warned_of(
    bind: str, proxies: int, is_warned: bool, tmp_path: Path
) -> None:
    settings = make_settings(tmp_path, bind=bind, trusted_proxies=proxies)
    said = "\n".join(_warnings(settings))
    assert ("TRUSTED_PROXIES=0" in said) == is_warned
    assert ("runs as root" in said) == (os.geteuid() == 0)


def test_a_site_without_its_operators_name_and_address_is_told_of_once(tmp_path: Path) -> None:
    named = {"operator": "Somewhere Council", "operator_contact": "careers@example.org"}
    for changes in ({}, {"operator": "Somewhere Council"}, named):
        said = [one for one in _warnings(make_settings(tmp_path, **changes)) if "SITE_" in one]
        assert len(said) == (changes != named)


@pytest.fixture(autouse=True)
def _own_switch_interval() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


def test_a_process_is_warm_before_its_first_reader(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(site.extensions, "library", raising=False)
    warm(site)
    assert site.extensions["library"].library is not None
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)


def test_a_page_that_fails_does_not_stop_the_start(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Broken:
        def get(self, path: str, **_: str) -> None:
            asked.append(path)
            raise RuntimeError("no database")

    monkeypatch.setattr(site, "test_client", Broken)
    warm(site)
    assert asked == list(FIRST_PAGES)
