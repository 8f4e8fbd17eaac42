"""Whoever sends slowly, or not at all, keeps no reader waiting."""

from __future__ import annotations

import select
import socket
import threading
from io import RawIOBase
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site.platform.web.fair_threads import (
    AT_ONCE,
    COMPUTED_OF_ONE_SENDER,
    OF_ONE_SENDER,
    Queues,
    Senders,
)
from tests.conftest import make_app
from tests.servers import Server, until

HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
)
PATHS = ("/sign-in", "/advisers/batch", "/editor/drafts")


class Broken(RawIOBase):
    """A body whose sender goes away."""

    def readinto(self, _into: object) -> int:
        raise ConnectionResetError


def test_one_sender_may_send_less_at_once_than_all_together() -> None:
    senders = Senders()
    assert [senders.enter("a") for _ in range(3)] == [True] * OF_ONE_SENDER + [False]
    assert [senders.enter(who) for who in "bcd"] == [True] * (AT_ONCE - OF_ONE_SENDER) + [False]
    senders.leave("a")
    assert senders.enter("d")


def test_computed_pages_of_one_sender_are_made_one_after_another() -> None:
    queues = Queues()
    assert queues.enter("a")
    assert queues.enter("b")
    waiting = [
        threading.Thread(target=queues.enter, args=("a",))
        for _ in range(COMPUTED_OF_ONE_SENDER - 1)
    ]
    for thread in waiting:
        thread.start()
    until(lambda: queues._of["a"].requests == COMPUTED_OF_ONE_SENDER)
    assert not queues.enter("a")
    for _ in range(COMPUTED_OF_ONE_SENDER):
        # The next one has its turn.
        until(queues._of["a"].turn.locked)
        queues.leave("a")
    for thread in waiting:
        thread.join()
    queues.leave("b")
    assert not queues._of


def test_who_waits_too_long_for_a_turn_is_not_counted_any_more() -> None:
    queues = Queues()
    assert queues.enter("a")
    assert not queues.enter("a", seconds=0.01)
    queues.leave("a")
    assert not queues._of


def test_who_has_no_turn_is_told_to_come_back(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(prepared, rate_limit=1000)
    client = app.test_client()
    monkeypatch.setattr(app.extensions["queues"], "enter", lambda _who: False)
    page = client.get("/courses?q=early")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert "Many pages are being made for your address" in page.text
    assert client.get("/portage-home-visitor").status_code == 200


def test_a_turn_ends_however_the_request_ended(prepared: Path) -> None:
    app = make_app(prepared, rate_limit=1000)
    client = app.test_client()
    for path in ("/courses?q=early", "/routes?age=never", "/api/v1/nothing?a=1"):
        client.get(path)
    assert not app.extensions["queues"]._of


@pytest.mark.parametrize("path", PATHS)
def test_a_place_is_free_again_however_the_request_ended(path: str, app: Flask) -> None:
    environ = {"wsgi.input": Broken(), "CONTENT_LENGTH": "10"}
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for _ in range(AT_ONCE + 1):
        form = "multipart/form-data; boundary=b"
        page = app.test_client().post(path, environ_overrides=environ, content_type=form)
        assert page.status_code != 503
    assert not app.extensions["senders"]._sending


def test_a_foreign_host_is_refused_everywhere(client: FlaskClient) -> None:
    for path in ("/editor", "/editor/people", "/sign-in", "/"):
        for method in ("get", "post"):
            page = getattr(client, method)(path, headers={"Host": "evil.example"})
            assert page.status_code == 400, (method, path)


def test_silent_senders_do_not_stop_a_real_server(server: Server) -> None:
    def send(path: str) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        connection.sendall(HEAD.format(path=path).encode())
        return connection

    def refused() -> list[socket.socket]:
        return select.select(silent, [], [], 0.1)[0]

    silent = [send(path) for path in PATHS * 6]
    try:
        until(lambda: len(refused()) == len(silent) - OF_ONE_SENDER)
        found = [connection.recv(20).split()[1] for connection in refused()]
        assert found == [b"503"] * len(found)
        assert server.answers()
    finally:
        for connection in silent:
            connection.close()

    def is_taken() -> bool:
        with send("/sign-in") as connection:
            return not select.select([connection], [], [], 1)[0]

    # They went, and their places are free.
    until(is_taken)
