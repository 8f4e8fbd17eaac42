"""What the index holds of a course, and how a reader's words are read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from whoosh import fields, qparser
from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
from whoosh.support.charset import accent_map

# Field -> how much a word in it counts.
WEIGHTS: Mapping[str, float] = {
    "title": 4.0,
    "qualification": 2.0,
    "provider": 2.0,
    "town": 2.0,
    "venue": 1.0,
    "description": 1.0,
}
# All words as they are written: what prefixes are matched with, and what spelling is learnt from.
WORDS = "words"
MOST_WORDS = 16
LONGEST_TEXT = 300


def plain_analyser() -> Any:
    """Words without case and accents. Single characters stay: people search for "level 3"."""
    return RegexTokenizer() | LowercaseFilter() | CharsetFilter(accent_map) | StopFilter(minsize=1)


def make_schema() -> fields.Schema:
    """Only ids are stored; the texts are in the database."""
    stemmed = {
        name: fields.TEXT(analyzer=plain_analyser() | StemFilter(), phrase=True) for name in WEIGHTS
    }
    return fields.Schema(
        id=fields.NUMERIC(int, bits=64, unique=True, stored=True),
        **stemmed,
        **{WORDS: fields.TEXT(analyzer=plain_analyser(), phrase=False)},
    )


# An index of another shape is made anew.
SHAPE = hashlib.sha256(repr((sorted(WEIGHTS), "stemmed", 1)).encode()).hexdigest()[:12]


class WholeWordPrefixes(qparser.PrefixPlugin):  # type: ignore[misc]
    """Prefixes are matched with words as written: of stems, "early*" would miss "earli"."""

    class PrefixNode(qparser.PrefixPlugin.PrefixNode):  # type: ignore[misc]
        def __init__(self, text: str) -> None:
            super().__init__(text)
            self.set_fieldname(WORDS)

    nodetype = PrefixNode


def make_parser(schema: fields.Schema) -> qparser.QueryParser:
    """All words must match, in any field; "phrases" and prefix* are understood, nothing else."""
    return qparser.MultifieldParser(
        list(WEIGHTS),
        schema,
        fieldboosts=dict(WEIGHTS),
        group=qparser.AndGroup,
        plugins=[qparser.WhitespacePlugin(), qparser.PhrasePlugin(), WholeWordPrefixes()],
    )


def parse(parser: qparser.QueryParser, text: str) -> Any:
    """The query of what somebody typed, whatever it is."""
    # Hyphens and the like part words; lone surrogates, which have no UTF-8, go with them.
    words = re.sub(r'[^\w"*.]+', " ", text[:LONGEST_TEXT]).split()
    return parser.parse(" ".join(words[:MOST_WORDS]))
