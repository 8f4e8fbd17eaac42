"""What somebody sent with a form that cannot be taken now, so that nothing is lost."""

from __future__ import annotations

from typing import NamedTuple

from flask import request
from werkzeug.exceptions import HTTPException

from careers_site.platform.text.text_safety import showable

# Shown to nobody, and of no use to who typed it.
SECRET = ("csrf_token", "password", "new_password", "again", "token", "code")
# What a form carries for the site alone: nobody typed it.
CARRIED = (
    *("address", "change", "confirmed", "do", "draft", "into", "key", "matter", "newest", "page"),
    *("path", "reviewed", "revision", "seen", "version", "was"),
)
# Longer than any document; an uploaded file is still on the sender's disk.
LONGEST = 6 * 1024 * 1024


class Kept(NamedTuple):
    """Fields by their labels, as they were sent; `files` are to be chosen again, by name."""

    fields: list[tuple[str, str]]
    files: list[str]
    too_long: bool = False


def kept() -> Kept:
    """What the request sent, without secrets."""
    try:
        if (request.content_length or 0) > LONGEST:
            # A browser shows the answer only when all that it sends is taken.
            while request.stream.read(64 * 1024):
                pass
            return Kept([], [], too_long=True)
        hidden = (*SECRET, *CARRIED)
        fields = [
            (_label(showable(name)), showable(value))
            for name, value in request.form.items(multi=True)
            if value and name not in hidden and not name.endswith("-here")
        ]
        files = [showable(file.filename) for file in request.files.values() if file.filename]
    except HTTPException:
        return Kept([], [], too_long=True)
    return Kept(fields, files)


def _label(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
