"""Uploads of clients are read in memory, and kept nowhere."""

from __future__ import annotations

from flask import request

from careers_site.advisers.clients import BatchError
from careers_site.platform.web.requests import IN_MEMORY

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
