"""An upload to a real server that breaks off, on either side: nothing of it is kept."""

from __future__ import annotations

import http.client
import os
import re
import signal
from collections.abc import Iterator
from contextlib import closing
from html import unescape

import pytest
from sqlalchemy import func, select

from careers_site.accounts.models import EDITOR, Account
from careers_site.courses.uploads.models import Chunk, CourseImport
from careers_site.platform.extensions import db
from tests.conftest import make_app
from tests.editor.conftest import EDITOR_EMAIL, add_account, sign_in
from tests.servers import Server, until

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
def sender(server: Server) -> Iterator[Sender]:
    app = make_app(server.instance)
    with app.app_context():
        account = Account.query.filter_by(email=EDITOR_EMAIL).first()
        cookie = sign_in(app, account or add_account(EDITOR_EMAIL, EDITOR)).get_cookie("careers")
        assert cookie is not None
        until(server.answers)
        yield Sender(server.address, f"careers={cookie.value}")


def kept() -> tuple[int, int]:
    """How many uploads and pieces of files there are."""
    db.session.rollback()
    uploads = select(func.count()).select_from(CourseImport).where(CourseImport.file_name != "")
    pieces = select(func.count()).select_from(Chunk)
    return db.session.scalar(uploads) or 0, db.session.scalar(pieces) or 0


def test_a_browser_that_goes_away_finds_it_said_when_it_comes_back(sender: Sender) -> None:
    sender.send_half().close()
    until(lambda: "An upload broke off" in sender.get("/editor/imports"))
    assert "None of it was kept" in sender.get("/editor/imports")
    assert kept() == (0, 0)


def test_a_web_process_that_is_killed_keeps_nothing_and_is_replaced(
    sender: Sender, server: Server
) -> None:
    with closing(sender.send_half()) as connection:
        found = server.web_process()
        assert found is not None
        os.kill(found, signal.SIGKILL)
        with pytest.raises((OSError, http.client.HTTPException)):
            connection.getresponse()
    until(lambda: is_answered(sender))
    assert kept() == (0, 0)


def is_answered(sender: Sender) -> bool:
    try:
        return "Course files" in sender.get("/editor/imports")
    except (OSError, http.client.HTTPException):
        return False
