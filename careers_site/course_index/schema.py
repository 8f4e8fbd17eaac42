"""How what people type is read as a query."""

from __future__ import annotations

import re
from typing import Any

from whoosh import fields, qparser

from careers_site.course_index.words import plain_analyser, stem_analyser

STEMS = "stems"
# All words as they are written: what prefixes are matched with, and what spelling is learnt from.
WORDS = "words"
MOST_WORDS = 16
LONGEST_TEXT = 300


class WholeWordPrefixes(qparser.PrefixPlugin):  # type: ignore[misc]
    """Prefixes are matched with words as written: of stems, "early*" would miss "earli"."""

    class PrefixNode(qparser.PrefixPlugin.PrefixNode):  # type: ignore[misc]
        def __init__(self, text: str) -> None:
            super().__init__(text)
            self.set_fieldname(WORDS)

    nodetype = PrefixNode


def make_parser() -> qparser.QueryParser:
    """All words must match; "phrases" and prefix* are understood, nothing else."""
    texts = {STEMS: fields.TEXT(stem_analyser()), WORDS: fields.TEXT(plain_analyser())}
    plugins = [qparser.WhitespacePlugin(), qparser.PhrasePlugin(), WholeWordPrefixes()]
    return qparser.QueryParser(
        STEMS, fields.Schema(**texts), group=qparser.AndGroup, plugins=plugins
    )


def parse(parser: qparser.QueryParser, text: str) -> Any:
    """The query of what somebody typed, whatever it is."""
    # Hyphens and the like part words; lone surrogates, which have no UTF-8, go with them.
    words = re.sub(r'[^\w"*.]+', " ", text[:LONGEST_TEXT]).split()
    return parser.parse(" ".join(words[:MOST_WORDS]))
