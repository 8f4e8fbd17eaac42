"""What somebody sent with a form that cannot be taken now, so that nothing is lost."""

from __future__ import annotations

from typing import NamedTuple

from flask import request
from werkzeug.exceptions import HTTPException

# Shown to nobody, and of no use to who typed it.
SECRET = ("csrf_token", "password", "new_password", "again", "token", "code")
# Longer than any document; an uploaded file is still on the sender's disk.
LONGEST = 6 * 1024 * 1024


class Kept(NamedTuple):
    """Fields as they were sent; `files` are names of files that have to be chosen again."""

    fields: list[tuple[str, str]]
    files: list[str]
    too_long: bool = False


def kept() -> Kept:
    """What the request sent, without secrets."""
    if (request.content_length or 0) > LONGEST:
        return Kept([], [], too_long=True)
    try:
        fields = [pair for pair in request.form.items(multi=True) if _worth_keeping(*pair)]
        files = [file.filename for file in request.files.values() if file.filename]
    except HTTPException:
        return Kept([], [], too_long=True)
    return Kept(fields, files)


def _worth_keeping(name: str, value: str) -> bool:
    return bool(value) and name not in SECRET
