"""Public pages are kept for half a second; nothing else is."""

from __future__ import annotations

import pytest
from flask import Flask, Response, request

from careers_site.platform.web import page_cache
from careers_site.platform.web.page_cache import PageCache


@pytest.fixture
def counting() -> Flask:
    """A site that counts its renderings and answers as the path says."""
    app = Flask(__name__)
    app.config["rendered"] = 0

    @app.route("/<kind>", methods=["GET", "POST"])
    def page(kind: str) -> Response:
        app.config["rendered"] += 1
        response = Response(f"{kind} {request.host}", 404 if kind == "missing" else 200)
        cache = "private, no-store" if kind == "private" else "public, max-age=60"
        response.headers["Cache-Control"] = cache
        if kind == "cookie":
            response.set_cookie("a", "b")
        return response

    app.wsgi_app = PageCache(app.wsgi_app)  # type: ignore[method-assign]
    return app


def renderings(app: Flask, *requests: dict[str, object]) -> int:
    client = app.test_client(use_cookies=False)
    for one in requests:
        client.open(**one)  # type: ignore[arg-type]
    return int(app.config["rendered"])


def test_a_public_page_is_rendered_once_for_many_readers(
    counting: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "KEEP_SECONDS", 60.0)
    assert renderings(counting, *[{"path": "/public"}] * 5) == 1


@pytest.mark.parametrize(
    "again",
    [
        {"path": "/private"},
        {"path": "/missing"},
        {"path": "/cookie"},
        {"path": "/public", "query_string": "a=b"},
        {"path": "/public", "method": "POST"},
        {"path": "/public", "headers": {"Cookie": "a=b"}},
    ],
)
def test_what_is_not_for_everybody_is_rendered_each_time(
    counting: Flask, again: dict[str, object]
) -> None:
    assert renderings(counting, again, again) == 2


def test_another_host_or_encoding_is_another_page(counting: Flask) -> None:
    client = counting.test_client()
    assert client.get("/public", headers={"Host": "one.test"}).text == "public one.test"
    assert client.get("/public", headers={"Host": "two.test"}).text == "public two.test"
    client.get("/public", headers={"Host": "one.test", "Accept-Encoding": "br"})
    assert counting.config["rendered"] == 3


def test_a_page_is_rendered_again_when_its_second_is_over(
    counting: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "KEEP_SECONDS", -1.0)
    assert renderings(counting, *[{"path": "/public"}] * 3) == 3


def test_many_addresses_do_not_fill_the_memory(
    counting: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MOST_PAGES", 3)
    renderings(counting, *[{"path": f"/page-{number}"} for number in range(20)])
    cache = counting.wsgi_app
    assert isinstance(cache, PageCache)
    assert len(cache._kept) <= 3
