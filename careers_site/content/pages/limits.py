"""What a page may hold, so that showing it never takes long: far above what any page needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Twice the longest page. Tables and lists take longer by the square: 2 seconds for so much, 14 for
# 60,000 characters.
MOST_CHARACTERS = 24_000
# Markdown looks from every bracket to the end of its paragraph.
DEEPEST_BRACKETS = 30


def beyond_bounds(body: str) -> Iterator[tuple[int, str]]:
    """What a page has too much of: the line, counted from 1, and a sentence."""
    if len(body) > MOST_CHARACTERS:
        yield 1, f"the text has {len(body):,} characters; a page holds {MOST_CHARACTERS:,} at most"
    if at := _too_deep(body):
        yield body.count("\n", 0, at) + 1, f"{DEEPEST_BRACKETS} brackets are open: close them"


def _too_deep(body: str) -> int:
    """Where too many brackets of links are open within one paragraph; 0 if nowhere."""
    texts = addresses = 0
    for found in re.finditer(r"\]\(|\[|\]|\)|\n[ \t]*\n", body):
        token = found[0]
        if token.isspace():
            texts = addresses = 0
        texts = max(0, texts + {"[": 1, "]": -1, "](": -1}.get(token, 0))
        addresses = max(0, addresses + {"](": 1, ")": -1}.get(token, 0))
        if max(texts, addresses) > DEEPEST_BRACKETS:
            return found.start()
    return 0
