"""Public pages, kept as finished bytes for half a second.

A page that a thousand readers open is rendered and compressed twice a second in each process. With
the half second after which a process looks for a new revision, a change is seen within a second.
Only what everybody may keep is kept: answers to GET without a query, marked `public`, without a
cookie.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEEP_SECONDS = 0.5
MOST_PAGES = 500
LARGEST = 500_000

Headers = list[tuple[str, str]]
Key = tuple[str, str, str]


class CachedPage(NamedTuple):
    """An answer, kept until a time on the monotonic clock (seconds)."""

    until: float
    status: str
    headers: Headers
    body: bytes


class PageCache:
    """WSGI middleware; safe for threads, since an entry is replaced whole."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self._kept: dict[Key, CachedPage] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        key = _key(environ)
        if key is None:
            return self.app(environ, start_response)
        kept = self._kept.get(key)
        if kept is None or kept.until < time.monotonic():
            kept = self._render(key, environ)
        start_response(kept.status, kept.headers)
        return [kept.body]

    def _render(self, key: Key, environ: WSGIEnvironment) -> CachedPage:
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, _error: object = None) -> None:
            started.append((status, headers))

        parts = self.app(environ, start)  # type: ignore[arg-type]
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, headers = started[-1]
        kept = CachedPage(time.monotonic() + KEEP_SECONDS, status, headers, body)
        if _may_keep(kept):
            self._keep(key, kept)
        return kept

    def _keep(self, key: Key, kept: CachedPage) -> None:
        with self._lock:
            if len(self._kept) >= MOST_PAGES:
                self._kept.clear()
            self._kept[key] = kept


def _key(environ: WSGIEnvironment) -> Key | None:
    """What the answer depends on, or None for a request that is not for a public page."""
    if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
        return None
    if "HTTP_COOKIE" in environ or "HTTP_RANGE" in environ or "HTTP_IF_NONE_MATCH" in environ:
        return None
    path = environ.get("PATH_INFO", "")
    return environ.get("HTTP_HOST", ""), path, environ.get("HTTP_ACCEPT_ENCODING", "")


def _may_keep(kept: CachedPage) -> bool:
    names = {name.lower(): value for name, value in kept.headers}
    public = "public" in names.get("cache-control", "")
    return (
        kept.status.startswith("200")
        and public
        and "set-cookie" not in names
        and len(kept.body) <= LARGEST
    )
