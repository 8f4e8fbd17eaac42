"""The guards of the test client, each tried with the bad thing that it must catch."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from pytest_socket import SocketConnectBlockedError

from careers_site.platform.web import security
from tests.checking import BadPageError, CheckingClient, page_problems

GOOD = """<!DOCTYPE html>
<html lang="en-GB">
<head><title>A page - Portage Careers</title><link rel="stylesheet" href="/static/a.css">
<script src="/static/a.js"></script></head>
<body>
<a href="#main">Skip to main content</a>
<main id="main"><h1>A page</h1><h2 id="two">Two</h2>
<form><label for="q">Words</label><input id="q" name="q"><button>Search</button></form>
<p>Text</p></main></body></html>"""

BAD = {
    "invalid HTML, line 9": ("<p>Text</p>", "<p>Text</p></div>"),
    "no language": (' lang="en-GB"', ""),
    "0 main elements": ('<main id="main">', '<div id="main">'),
    "2 h1 headings": ("<p>Text</p>", "<h1>A page</h1>"),
    "0 h1 headings": ("<h1>A page</h1>", ""),
    "does not begin with the h1": ("<h1>A page</h1>", "<h1>Another page</h1>"),
    'h4 "Deep" follows h2': ("<p>Text</p>", "<h4>Deep</h4>"),
    "has no label": ('<label for="q">Words</label>', ""),
    "has no words": ("<button>Search</button>", "<button></button>"),
    'id "two" stands 2 times': ("<p>Text</p>", '<p id="two">Text</p>'),
    'points to "gone"': ("<p>Text</p>", '<p><a href="#gone">Text</a></p>'),
    'points to "hint"': ('name="q"', 'name="q" aria-describedby="hint"'),
    "inline script": ("<p>Text</p>", "<script>let a</script>"),
    "style in <p": ("<p>Text</p>", '<p style="color:red">Text</p>'),
    "style in <style": ("</head>", "<style>p{}</style></head>"),
    "onclick on <p": ("<p>Text</p>", '<p onclick="a()">Text</p>'),
    "href='javascript:a()'": ("<p>Text</p>", '<p><a href="javascript:a()">Text</a></p>'),
    'script from "https://cdn': ("/static/a.js", "https://cdn.example/a.js"),
    'link from "//cdn': ("/static/a.css", "//cdn.example/a.css"),
    'img from "http://cdn': ("<p>Text</p>", '<img alt="" src="http://cdn.example/a.png">'),
    "value is undefined": ("Text", "The value is undefined"),
    "a {{ name": ("Text", "a {{ name }}"),
    "fact.[^source": ("Text", "A fact.[^source]"),
    '"<careers_site': ("Text", "&lt;careers_site.content.pages.pages.Page object&gt;"),
    "Decimal(": ("Text", "Decimal('37')"),
    'says "eligible"': ("Text", "You are eligible"),
    'says "eligible" in "Not Eligible': ('name="q"', 'name="q" placeholder="Not Eligible"'),
}


def test_a_good_page_has_no_problems() -> None:
    assert page_problems(GOOD) == []


@pytest.mark.parametrize("problem", BAD)
def test_a_bad_page_is_caught_and_the_problem_is_named(problem: str) -> None:
    good, bad = BAD[problem]
    assert GOOD.count(good) == 1
    problems = " ".join(page_problems(GOOD.replace(good, bad)))
    assert problem in problems


def test_braces_that_the_reader_typed_may_be_shown_back(
    opening: Callable[..., FlaskClient],
) -> None:
    echo = opening(GOOD.replace("Text", "Nothing found for a {{ b"))
    assert echo.get("/", query_string={"q": "a {{ b"}).status_code == 200
    with pytest.raises(BadPageError, match="left over in the text"):
        echo.get("/", query_string={"q": "a b"})


def test_a_block_of_structured_data_is_no_inline_script() -> None:
    data = '<script type="application/ld+json">{"@type": "Occupation"}</script>'
    assert page_problems(GOOD.replace("<p>Text</p>", data)) == []


@pytest.fixture
def opening() -> Callable[..., FlaskClient]:
    """A client of a tiny site whose every page is the given response, `spoiled` at the end."""

    def open_with(html: str, spoil: Callable[[Response], object] = str) -> FlaskClient:
        app = Flask("tiny", static_folder=None)
        app.test_client_class = CheckingClient
        app.config["SETTINGS"] = type("Settings", (), {"is_https": False})

        @app.after_request
        def spoiled(response: Response) -> Response:
            spoil(security.set_headers(response))
            return response

        app.add_url_rule("/", view_func=lambda: html)
        return app.test_client()

    return open_with


def test_the_client_opens_good_pages(opening: Callable[..., FlaskClient]) -> None:
    assert opening(GOOD).get("/?a=b").status_code == 200


def test_the_client_refuses_a_bad_page_and_says_which(
    opening: Callable[..., FlaskClient],
) -> None:
    with pytest.raises(BadPageError, match=r"GET /\?a=b \(200\)(.|\n)*no language"):
        opening(GOOD.replace(' lang="en-GB"', "")).get("/?a=b")


@pytest.mark.parametrize(
    "name",
    [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Permissions-Policy",
        "Cache-Control",
        "X-Robots-Tag",
    ],
)
def test_the_client_refuses_a_response_without_a_header(
    name: str, opening: Callable[..., FlaskClient]
) -> None:
    with pytest.raises(BadPageError, match=name):
        opening(GOOD, lambda response: response.headers.remove(name)).get("/?age=19-plus")


def test_the_client_refuses_to_keep_answers_in_a_shared_cache(
    opening: Callable[..., FlaskClient],
) -> None:
    def share(response: Response) -> None:
        response.headers["Cache-Control"] = "public, max-age=60"

    with pytest.raises(BadPageError, match="private, no-store"):
        opening(GOOD, share).get("/?age=19-plus")


def test_the_client_refuses_a_cookie(opening: Callable[..., FlaskClient]) -> None:
    with pytest.raises(BadPageError, match="sets a cookie"):
        opening(GOOD, lambda response: response.set_cookie("a", "b")).get("/")


def test_every_client_of_a_test_site_checks(site: Flask, app: Flask, tmp_path: Path) -> None:
    assert isinstance(site.test_client(), CheckingClient)
    assert isinstance(app.test_client(), CheckingClient)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_test_reaches_another_machine(host: str) -> None:
    # The warning comes first, and warnings are errors.
    with pytest.raises((SocketConnectBlockedError, UserWarning), match="tried to use socket"):
        socket.create_connection((host, 80), timeout=1)
