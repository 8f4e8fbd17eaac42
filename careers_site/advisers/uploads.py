"""Uploads of clients stay in memory, and are taken from this site's own pages only."""

from __future__ import annotations

from io import BytesIO
from typing import IO
from urllib.parse import urlsplit

from flask import Request, current_app, request

from careers_site.advisers.clients import BatchError

# The address whose uploads are about clients.
PATH = "/advisers/batch"
MOST_BYTES = 5 * 1024 * 1024
# Room for what a browser writes around the file.
AROUND = 20_000


class InMemoryRequest(Request):
    """A request that never puts a file of clients on the disk, as uploads else are when large."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.path == PATH:
            return BytesIO()
        return super()._get_file_stream(
            total_content_length, content_type, filename, content_length
        )


def read_upload(name: str) -> bytes:
    """The bytes of the uploaded file. Raises BatchError if none was chosen or it is empty."""
    request.max_content_length = MOST_BYTES + AROUND
    file = request.files.get(name)
    if file is None or not file.filename:
        raise BatchError("Choose a CSV file.")
    data: bytes = file.read()
    if not data.strip():
        raise BatchError("The file is empty. Start with the template.")
    return data


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
