"""Nothing about a reader is kept: headers of every response, and what a real server writes."""

from __future__ import annotations

import http.client
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from careers_site.platform.web import assets
from tests.conftest import make_app
from tests.servers import Server, until

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Whoever searches what was written for digits finds them in a time of day now and then.
CLOCK_TIME = re.compile(rb"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?")
PLAIN = ["/", "/salary", "/quiz", "/quiz/age", "/routes", "/courses", "/courses/1", "/sitemap.xml"]
QUERIES = [
    "/?x=1",
    "/salary?salary=28598&hours=20",
    "/quiz?age=19-plus",
    "/quiz/age?age=19-plus",
    "/quiz/age?age=19-plus&go=on",
    "/quiz/check-answers?gcse_maths=4",
    "/routes?gcse_maths=4",
    "/routes?no_such_scale=4",
    "/routes/college/plan?near=Leeds",
    "/courses?near=Leeds",
    "/courses/1?x=1",
    "/nothing-here?gcse_maths=4",
    "/healthz?x=1",
    "/robots.txt?x=1",
    "/sitemap.xml?x=1",
]


@pytest.mark.parametrize("address", [*PLAIN, *QUERIES, "/nothing-here", "/healthz"])
def test_every_response_carries_the_security_headers(address: str, client: FlaskClient) -> None:
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "geolocation=(), camera=(), microphone=()"
    assert "Set-Cookie" not in headers
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("address", QUERIES)
def test_an_address_with_a_query_is_kept_by_nobody_and_listed_by_nobody(
    address: str, client: FlaskClient
) -> None:
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("address", PLAIN)
def test_a_page_that_is_the_same_for_everyone_may_be_kept_for_a_minute(
    address: str, client: FlaskClient
) -> None:
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "public, max-age=60"
    assert "X-Robots-Tag" not in headers


def test_an_error_is_not_kept(client: FlaskClient) -> None:
    assert client.get("/nothing-here").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["site.css", "site.js"])
def test_a_built_file_is_kept_for_ever_and_is_what_it_says(name: str, client: FlaskClient) -> None:
    headers = client.get(assets.asset(name), buffered=True).headers
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_over_https_browsers_are_told_to_stay_with_it(prepared: Path) -> None:
    client = make_app(prepared, site_url="https://careers.example").test_client()
    response = client.get("/", base_url="https://careers.example")
    expected = "max-age=31536000; includeSubDomains"
    assert response.headers["Strict-Transport-Security"] == expected


def test_a_real_server_writes_down_neither_answers_nor_referrers(server: Server) -> None:
    answers = "gcse_maths=4&near=Mousehole"
    referrer = {"Referer": "http://127.0.0.1/routes?near=Zennor"}
    for address, status in {
        f"/routes?{answers}": 200,
        "/courses?q=Tintagel&near=Mousehole": 200,
        "/salary?salary=123454&hours=17.25": 200,
        f"/routes?no_such_scale=Tintagel&{answers}": 400,
        "/nothing/here?near=Mousehole": 404,
        "/quiz/age?age=Tintagel&go=on": 400,
    }.items():
        assert server.get(address, **referrer)[0] == status
    assert server.get("/salary", Host="Mousehole.example")[0] == 400
    # The access log is there, and says what was opened.
    until(lambda: '"GET /quiz/age" 400' in server.said())
    written = server.said()
    assert '"GET /routes" 200' in written
    kept = [written.encode()]
    kept += [file.read_bytes() for file in server.instance.rglob("*") if file.is_file()]
    for secret in (b"mousehole", b"zennor", b"tintagel", b"123454", b"17.25"):
        assert not any(secret in CLOCK_TIME.sub(b"", text.lower()) for text in kept), secret
    assert not re.search(r"\?|Mozilla|Referer", written)


def test_a_real_server_sends_the_same_headers(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/routes?gcse_maths=4")
    response = connection.getresponse()
    assert response.status == 200
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Set-Cookie"] is None
    connection.close()
