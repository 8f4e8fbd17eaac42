"""One-time links by mail, from a mail server of the test's own; the site works without."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from threading import Thread
from urllib.parse import urlsplit

import pytest
from flask import Flask

from careers_site.accounts.models import EDITOR
from careers_site.accounts.people import mail
from tests.accounts.hands import link_in
from tests.conftest import make_app
from tests.editor.conftest import Browser, add_account, send, sign_in

SOMEBODY = "somebody@example.org"


class Talk(socketserver.StreamRequestHandler):
    """As little SMTP as a mail needs: no STARTTLS, and nobody at refused@example.org."""

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline():
            word = line.decode().split()[0].upper()
            if word == "DATA":
                self.say("354 go on")
                self.take()
                self.say("250 taken")
            elif b"refused@" in line:
                self.say("550 nobody here")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.mails.append(b"".join(lines).decode())  # type: ignore[attr-defined]


@pytest.fixture
def server() -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.mails = []  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def mailing(app: Flask, server: socketserver.ThreadingTCPServer) -> Flask:
    address = f"smtp://127.0.0.1:{server.server_address[1]}"
    return make_app(app.config["SETTINGS"].instance, smtp_url=address)


def invite(app: Flask, email: str = SOMEBODY) -> str:
    browser: Browser = sign_in(app, add_account("admin@example.org", "admin"))
    return send(browser, "/editor/people/invite", email=email, role=EDITOR).text


def test_a_link_is_mailed_and_shown(mailing: Flask, server: socketserver.TCPServer) -> None:
    page = invite(mailing)
    (sent,) = server.mails  # type: ignore[attr-defined]
    assert f"To: {SOMEBODY}" in sent
    assert "From: careers@localhost" in sent
    assert link_in(page) == link_in(sent.replace("=\r\n", "").replace("=3D", "="))
    assert f"We have also sent it to {SOMEBODY}" in page


def test_a_refused_mail_is_said_and_the_link_is_shown(
    mailing: Flask, server: socketserver.TCPServer
) -> None:
    page = invite(mailing, "refused@example.org")
    assert link_in(page)
    assert "We could not send it by mail" in page
    assert server.mails == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:1", "smtps://127.0.0.1:1"])
def test_a_mail_server_that_is_not_there_is_said(url: str, app: Flask) -> None:
    page = invite(make_app(app.config["SETTINGS"].instance, smtp_url=url))
    assert link_in(page)
    assert "We could not send it by mail (ConnectionRefusedError)" in page


def test_without_a_mail_server_nothing_is_said_of_mail(app: Flask) -> None:
    page = invite(app)
    assert link_in(page)
    assert "mail (" not in page
    assert "also sent" not in page


def test_nothing_is_sent_unencrypted_over_a_network(
    mailing: Flask, server: socketserver.TCPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "THIS_MACHINE", set())
    page = invite(mailing)
    assert "We could not send it by mail" in page
    assert server.mails == []  # type: ignore[attr-defined]


def test_an_address_that_the_mail_server_cannot_write_is_said(mailing: Flask) -> None:
    assert "We could not send it by mail" in invite(mailing, "é@ü.example")


def test_mail_comes_from_the_user_of_the_mail_server_where_that_is_an_address(app: Flask) -> None:
    url = urlsplit("smtp://site%40example.org:secret@mail.example.org")
    assert mail._sender(url) == "site@example.org"
