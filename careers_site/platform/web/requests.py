"""Requests of this site: how much each address takes, what of it is never put on a disk, and
whether one of its own pages sent it."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

from flask import Request, current_app, request

MEGABYTE = 1024 * 1024
# Room for what a browser writes around a file.
AROUND = 20_000
# What a form may hold, and what an address that is not named below takes.
USUAL = 1_000_000
# Longest path first: how many bytes a request to it may have.
LIMITS = {
    "/editor/imports/new": 100 * MEGABYTE + AROUND,
    "/editor/documents": 6 * MEGABYTE,
    "/editor/drafts": 6 * MEGABYTE,
    "/editor/tables": 6 * MEGABYTE,
    "/advisers/batch": 5 * MEGABYTE + AROUND,
}
# Clients of advisers are in its uploads.
IN_MEMORY = "/advisers/batch"


class SiteRequest(Request):
    """A request that takes what its address needs and no more."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.max_content_length = next(
            (most for path, most in LIMITS.items() if self._is_below(path)), USUAL
        )
        if self.path.startswith("/editor/"):
            # Texts of a form are kept in memory; only those of editors may be long.
            self.max_form_memory_size = self.max_content_length

    def _is_below(self, path: str) -> bool:
        return self.path == path or self.path.startswith(f"{path}/")

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.path == IN_MEMORY:
            return BytesIO()
        return super()._get_file_stream(
            total_content_length, content_type, filename, content_length
        )


def is_from_here() -> bool:
    """Whether the request was sent by a page of this site, or by no page at all.

    It stands in for a token, which would need a cookie. Browsers say where a request comes from;
    programs that say nothing carry nobody's cookies either.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin")
    ours = {_origin(request.host_url), _origin(current_app.config["SETTINGS"].site_url)}
    return fetched_from in {"none", "same-origin"} and (origin is None or origin in ours)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
