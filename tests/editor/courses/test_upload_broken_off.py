"""An upload to a real server that breaks off, on either side: nothing of it is kept."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from careers_site.accounts.models import EDITOR
from careers_site.courses.uploads.models import Chunk, CourseImport
from careers_site.platform.extensions import db
from tests.browser.conftest import serving
from tests.conftest import make_app
from tests.editor.conftest import EDITOR_EMAIL, add_account, sign_in

NEW = "/editor/imports/new"
LENGTH = 3_000_000


class Sender:
    """A browser, as far as it is needed to send half a file."""

    def __init__(self, address: str, cookie: str) -> None:
        self._host = address.removeprefix("http://")
        self._cookie = cookie

    def get(self, path: str) -> str:
        connection = http.client.HTTPConnection(self._host, timeout=20)
        with closing(connection):
            connection.request("GET", path, headers={"Cookie": self._cookie})
            answer = connection.getresponse()
            if cookie := answer.getheader("Set-Cookie"):
                self._cookie = cookie.split(";")[0]
            return answer.read().decode()

    def send_half(self) -> http.client.HTTPConnection:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(NEW))
        assert token
        connection = http.client.HTTPConnection(self._host, timeout=20)
        connection.putrequest("POST", NEW)
        connection.putheader("Cookie", self._cookie)
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(LENGTH))
        connection.endheaders()
        connection.send(
            b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            + unescape(token[1]).encode()
            + b'\r\n--x\r\nContent-Disposition: form-data; name="courses"; filename="a.csv"\r\n'
            + b"Content-Type: text/csv\r\n\r\n"
        )
        connection.send(b"a" * (LENGTH // 2))
        return connection


@pytest.fixture
def served(prepared: Path, tmp_path: Path) -> Iterator[tuple[Sender, Flask]]:
    shutil.copytree(prepared, tmp_path / "instance")
    app = make_app(tmp_path / "instance")
    with app.app_context():
        cookie = sign_in(app, add_account(EDITOR_EMAIL, EDITOR)).get_cookie("careers")
        assert cookie is not None
        with serving(tmp_path) as address:
            yield Sender(address, f"careers={cookie.value}"), app


def kept() -> tuple[int, int]:
    """How many uploads and pieces of files there are."""
    db.session.rollback()
    uploads = select(func.count()).select_from(CourseImport).where(CourseImport.file_name != "")
    pieces = select(func.count()).select_from(Chunk)
    return db.session.scalar(uploads) or 0, db.session.scalar(pieces) or 0


def until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < give_up, "it did not come about"
        time.sleep(0.1)


def test_a_browser_that_goes_away_finds_it_said_when_it_comes_back(
    served: tuple[Sender, Flask],
) -> None:
    sender, _app = served
    sender.send_half().close()
    until(lambda: "An upload broke off" in sender.get("/editor/imports"))
    assert "None of it was kept" in sender.get("/editor/imports")
    assert kept() == (0, 0)


def test_a_web_process_that_is_killed_keeps_nothing_and_is_replaced(
    served: tuple[Sender, Flask], tmp_path: Path
) -> None:
    sender, _app = served
    with closing(sender.send_half()) as connection:
        os.kill(web_process(tmp_path), signal.SIGKILL)
        with pytest.raises((OSError, http.client.HTTPException)):
            connection.getresponse()
    until(lambda: is_answered(sender))
    assert kept() == (0, 0)


def is_answered(sender: Sender) -> bool:
    try:
        return "Course files" in sender.get("/editor/imports")
    except (OSError, http.client.HTTPException):
        return False


def web_process(folder: Path) -> int:
    """The process that answers: a child of `serve` that is no worker."""
    listed = subprocess.run(
        ["ps", "-ww", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    lines = [line.split(None, 2) for line in listed.stdout.splitlines()]
    servers = {parent for _pid, parent, args in lines if args.endswith(f"--parent {parent}")}
    # Where setproctitle is installed, the server gives its processes names of their own.
    found = [
        int(pid)
        for pid, parent, args in lines
        if parent in servers and (args.endswith("serve") or args.startswith("granian"))
    ]
    instance = str(folder / "instance").encode()
    return next(pid for pid in found if instance in Path(f"/proc/{pid}/environ").read_bytes())
