"""How a text becomes words and stems: the same for what courses say and for what people type."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from whoosh.analysis import (
    STOP_WORDS,
    CharsetFilter,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    StopFilter,
)
from whoosh.lang.porter import stem
from whoosh.support.charset import accent_map

# How many texts are remembered with their words: those of one provider come again and again.
REMEMBERED = 4096
# Whoosh's own tokens, with a group that `findall` does not take for the token.
_TOKEN = re.compile(r"\w+(?:\.?\w+)*", re.UNICODE)

stem_of = lru_cache(maxsize=10 * REMEMBERED)(stem)


def plain_analyser() -> Any:
    """Words without case and accents. Single characters stay: people search for "level 3"."""
    return RegexTokenizer() | LowercaseFilter() | CharsetFilter(accent_map) | StopFilter(minsize=1)


def stem_analyser() -> Any:
    # Without its own cache, which threads break when it is full: 50,000 different words did.
    return plain_analyser() | StemFilter(cachesize=None)


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """What `plain_analyser` finds, which takes four times as long."""
    return tuple(word for word in map(_word, _TOKEN.findall(text)) if word)


@lru_cache(maxsize=10 * REMEMBERED)
def _word(token: str) -> str:
    """A token without case and accents; blank if it is too common to be kept."""
    word = token.lower().translate(accent_map)
    return "" if word in STOP_WORDS else word
