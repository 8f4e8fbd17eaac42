"""Uploads of clients are taken from this site's own pages only, and kept nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request

from careers_site.advisers.clients import BatchError
from careers_site.platform.requests import IN_MEMORY

# The address whose uploads are about clients.
PATH = IN_MEMORY


def read_upload(name: str) -> bytes:
    """The bytes of the uploaded file. Raises BatchError if none was chosen or it is empty."""
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
