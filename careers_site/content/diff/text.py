"""The text of a document as it is kept: plain line ends, and nothing that cannot be shown."""

from __future__ import annotations

import io

from careers_site.platform.text.text_safety import ODD

# The longest published page has 15,000 characters and the longest table 72,000.
MOST_CHARACTERS = 300_000
# The longest has 2,400 lines; to show what changed in very many takes a browser minutes.
MOST_LINES = 10_000


class TextError(ValueError):
    """A text that cannot be kept; the words say why and where."""


def normalise(text: str) -> str:
    """The text without a byte-order mark, its lines ended by a line feed each.

    Raises TextError for a text that is too long or holds a character that cannot be shown.
    """
    plain = plain_lines(text)
    if len(plain) > MOST_CHARACTERS:
        raise TextError(
            f"The text has {len(plain):,} characters. A document holds at most "
            f"{MOST_CHARACTERS:,}: make it shorter, or make two pages of it."
        )
    if (lines := plain.count("\n")) > MOST_LINES:
        raise TextError(
            f"The text has {lines:,} lines. A document holds at most {MOST_LINES:,}: "
            "put more into a line, or make two pages of it."
        )
    if found := ODD.search(plain):
        line = plain.count("\n", 0, found.start()) + 1
        raise TextError(
            f"Line {line} holds a character that cannot be shown "
            f"(U+{ord(found[0]):04X}). Delete it; it often comes with text that was copied."
        )
    return plain


def plain_lines(text: str) -> str:
    """The text as a file has it, whatever a browser or a spreadsheet made of its line ends."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if not text or text.endswith("\n") else f"{text}\n"


def lines_of(text: str) -> list[str]:
    """The lines with their ends. Only a line feed ends one, as problems number them."""
    return list(io.StringIO(text, newline="\n"))
