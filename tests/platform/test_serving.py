"""`careers-site serve` starts once, says what is unsafe, and goes on whatever dies."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from careers_site.serving import FIRST_PAGES, SWITCH_SECONDS, _warnings, warm
from tests.browser.conftest import PROGRAM, _free_port, _wait_until_ready
from tests.conftest import make_settings
from tests.jobs.test_worker_beside import group, until
from tests.processes import CAREERS_SITE, Program


def environ_of(instance: Path, port: int, **more: str) -> dict[str, str]:
    address = f"http://127.0.0.1:{port}"
    given = {"INSTANCE_PATH": str(instance), "PORT": str(port), "SITE_URL": address}
    return {**os.environ, **given, "WEB_CONCURRENCY": "1", **more}


@pytest.fixture
def address(prepared: Path, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    shutil.copytree(prepared, tmp_path / "instance")
    (tmp_path / "instance").chmod(0o755)
    environ = environ_of(tmp_path / "instance", port := _free_port())
    with (tmp_path / "log").open("w+") as log:
        server = subprocess.Popen(
            [PROGRAM, "serve"], env=environ, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_until_ready(environ["SITE_URL"], server, tmp_path / "log")
            yield f"127.0.0.1:{port}", server
        finally:
            if group(server):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def web_process(server: subprocess.Popen[bytes]) -> int | None:
    others = (
        pid
        for pid, args in group(server).items()
        if pid != server.pid and "work --parent" not in args and "resource_tracker" not in args
    )
    return next(others, None)


def answers(address: str) -> bool:
    host, port = address.split(":")
    try:
        with socket.create_connection((host, int(port)), timeout=2) as there:
            there.sendall(f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            return b"200 OK" in there.recv(100)
    except OSError:
        return False


def test_a_server_goes_on(address: tuple[str, subprocess.Popen[bytes]], tmp_path: Path) -> None:
    """One start for all that needs a real server."""
    where, server = address
    instance = tmp_path / "instance"
    # What it keeps is its user's alone.
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700
    for name in ("site.db", "site.db-wal", "secret_key"):
        assert stat.S_IMODE((instance / name).stat().st_mode) == 0o600, name
    # A path makes no lines of its own in the log.
    with socket.create_connection(tuple(where.split(":")), timeout=5) as there:  # type: ignore[arg-type]
        there.sendall(b"GET /a%0aforged%1b[31m HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"404" in there.recv(100)
    until(lambda: "forged" in (tmp_path / "log").read_text())
    written = (tmp_path / "log").read_text()
    assert r"/a\nforged\x1b[31m" in written
    assert "\x1b" not in written
    # A second one on the same port does not start, and says why.
    second = subprocess.run(
        [PROGRAM, "serve"],
        env=environ_of(tmp_path / "other", int(where.split(":")[1])),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 1
    assert "Address already in use" in second.stderr
    # A web process that dies again and again is started again.
    for _ in range(2):
        until(lambda: answers(where))
        found = web_process(server)
        assert found is not None
        os.kill(found, signal.SIGKILL)
        until(lambda found=found: web_process(server) not in {None, found})  # type: ignore[misc]
    until(lambda: answers(where))
    assert server.poll() is None


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
        environ = environ_of(tmp_path / "instance", _free_port())
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
