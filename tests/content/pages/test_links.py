"""`content links`: every outgoing address is asked, and the broken ones are named with places."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask

from careers_site.content.pages.links import Link, ask, ask_all, links
from careers_site.content.store import documents
from careers_site.platform.extensions import db


class Answers(BaseHTTPRequestHandler):
    """Answers with the status that the address ends with; /drop ends without one."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/drop":
            self.connection.close()
            return
        self.send_response(int(self.path[1:]))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    Answers.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_is_listed_once_with_all_its_places() -> None:
    texts = {"a.md": "See [us](https://a.example/x).\n<https://a.example/x>", "b.toml": 'u = "b"'}
    found = links(texts, [("course 7", "https://b.example/?q=1"), ("course 8", "")])
    assert found == [
        Link("https://a.example/x", ("a.md: line 1", "a.md: line 2")),
        Link("https://b.example/?q=1", ("course 7",)),
    ]


@pytest.mark.parametrize(
    ("path", "words", "is_broken"),
    [("/200", "200", False), ("/404", "404", True), ("/500", "500", True), ("/403", "403", False)],
)
def test_an_address_is_broken_unless_only_programs_are_turned_away(
    path: str, words: str, is_broken: bool, elsewhere: str
) -> None:
    answer = ask(Link(elsewhere + path, ()))
    assert (answer.words, answer.is_broken) == (words, is_broken)


@pytest.mark.parametrize("address", ["/drop", "http://127.0.0.1:1/", "http://[broken/"])
def test_no_answer_is_a_broken_address_with_the_reason(address: str, elsewhere: str) -> None:
    answer = ask(Link(elsewhere + address if address[0] == "/" else address, ()))
    assert answer.is_broken
    assert len(answer.words) > len("no answer: ")


def test_every_address_is_asked_once(elsewhere: str) -> None:
    answers = list(ask_all([Link(f"{elsewhere}/{n}", ()) for n in (200, 404)]))
    assert [answer.words for answer in answers] == ["200", "404"]
    assert Answers.asked == ["/200", "/404"]


def test_the_command_names_what_is_broken_and_where(app: Flask, elsewhere: str) -> None:
    path = "content/pages/about.md"
    documents.lock()
    text = documents.published()[path] + f"\n[x]({elsewhere}/404) [y]({elsewhere}/200)\n"
    # Only this page, so that no other host is asked.
    gone: documents.Changes = dict.fromkeys(documents.published())
    documents.publish({**gone, path: text}, "editor", "why", {})
    db.session.commit()
    texts = [line for line in text.split("\n") if "http" in line]
    assert texts[-1].startswith("[x]")
    result = app.test_cli_runner().invoke(args=["content", "links", "--no-courses"])
    assert result.exit_code == 1
    assert f"broken: {elsewhere}/404: 404: {path}: line {text.count(chr(10))}" in result.output
    assert "/200" not in result.output
