"""Addresses for machines, and what every address does with a request that it does not take."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.platform.extensions import db

ADDRESSES = ["/", "/salary", "/quiz", "/quiz/age", "/routes", "/courses", "/courses/1", "/healthz"]


def test_healthz_says_that_the_process_answers_and_is_never_kept(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_readyz_is_ready_when_the_database_and_the_content_can_be_read(
    client: FlaskClient,
) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.text) == (200, "ready\n")


def test_readyz_says_which_revision_cannot_be_read_while_the_site_goes_on(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers_site.content.library.LOOK_EVERY_SECONDS", 0)
    client = app.test_client()
    before = library()
    documents.lock()
    changes = {"content/portage-home-visitor/routes.toml": "not TOML ["}
    number = documents.publish(changes, "somebody", "a mistake", {})
    db.session.commit()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert f"revision {number} cannot be read: content/portage-home-visitor/routes.toml" in (
        response.text
    )
    assert client.get("/portage-home-visitor/routes/college").status_code == 200
    assert library() is before


def test_readyz_is_not_ready_without_a_database_and_tells_no_details(app: Flask) -> None:
    db.session.execute(text("DROP TABLE content_state"))
    db.session.commit()
    response = app.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.text == "the database cannot be read\n"


def test_readyz_of_a_process_that_never_read_anything_tells_no_details(app: Flask) -> None:
    del app.extensions["library"]
    db.session.execute(text("DROP TABLE content_state"))
    db.session.commit()
    response = app.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.text == "not ready: the database or the content cannot be read\n"


def test_robots_may_read_pages_but_no_answers_and_nothing_of_editors(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /editor",
        "Disallow: /sign-in",
        "Sitemap: http://localhost/sitemap.xml",
    ]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "a b", "localhost:x"])
@pytest.mark.parametrize("address", ["/", "/healthz", "/nothing-here"])
def test_a_request_for_another_host_is_refused(
    host: str, address: str, client: FlaskClient
) -> None:
    assert client.get(address, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_public_address_takes_anything_sent_to_it(
    address: str, method: str, client: FlaskClient
) -> None:
    response = getattr(client, method)(address, data={"age": "19-plus"})
    assert response.status_code in {400, 405}


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_answers_like_get_without_the_page(address: str, client: FlaskClient) -> None:
    head, got = client.head(address), client.get(address)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Cache-Control", "Content-Security-Policy"):
        assert head.headers[name] == got.headers[name]
