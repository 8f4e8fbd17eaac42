"""What the site writes down: one line an event, whatever a path or a message holds."""

from __future__ import annotations

import logging
import re
from typing import Any

# Line ends, escape sequences of terminals, and marks that turn the direction of text.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OneLine(logging.Formatter):
    """Control characters of the message are written as escapes; a trace keeps its lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - of the standard library
        return CONTROLS.sub(_escaped, super().formatMessage(record))


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


# For the server: as its own, but with our lines.
SERVER: dict[str, Any] = {
    "formatters": {
        "generic": {"()": OneLine, "fmt": "[%(levelname)s] %(message)s"},
        "access": {"()": OneLine, "fmt": "%(message)s"},
    }
}


def init(logger: logging.Logger) -> None:
    """Make the lines of a logger that Flask has set up such lines."""
    for handler in logger.handlers:
        handler.setFormatter(OneLine("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"))
