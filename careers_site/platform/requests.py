"""Requests of this site: how much each address takes, and what of it is never put on a disk."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from flask import Request

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
