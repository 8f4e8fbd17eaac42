"""What the index holds of a course, and how a reader's words are read."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from whoosh import columns, fields, qparser

from careers_site.course_index.fields import GAP, WEIGHTS, Stems, Words

STEMS = "stems"
# All words as they are written: what prefixes are matched with, and what spelling is learnt from.
WORDS = "words"
MOST_WORDS = 16
LONGEST_TEXT = 300


def make_schema() -> fields.Schema:
    """Nothing is stored but the course's id, as a column; the texts are in the database."""
    number = fields.COLUMN(columns.NumericColumn("I"))
    return fields.Schema(id=number, **{STEMS: Stems(), WORDS: Words()})


# An index of another shape is made anew; the number counts changes of the analyser, kept in it.
SHAPE = hashlib.sha256(repr((sorted(WEIGHTS.items()), GAP, 4)).encode()).hexdigest()[:12]


class WholeWordPrefixes(qparser.PrefixPlugin):  # type: ignore[misc]
    """Prefixes are matched with words as written: of stems, "early*" would miss "earli"."""

    class PrefixNode(qparser.PrefixPlugin.PrefixNode):  # type: ignore[misc]
        def __init__(self, text: str) -> None:
            super().__init__(text)
            self.set_fieldname(WORDS)

    nodetype = PrefixNode


def make_parser(schema: fields.Schema) -> qparser.QueryParser:
    """All words must match; "phrases" and prefix* are understood, nothing else."""
    plugins = [qparser.WhitespacePlugin(), qparser.PhrasePlugin(), WholeWordPrefixes()]
    return qparser.QueryParser(STEMS, schema, group=qparser.AndGroup, plugins=plugins)


def parse(parser: qparser.QueryParser, text: str) -> Any:
    """The query of what somebody typed, whatever it is."""
    # Hyphens and the like part words; lone surrogates, which have no UTF-8, go with them.
    words = re.sub(r'[^\w"*.]+', " ", text[:LONGEST_TEXT]).split()
    return parser.parse(" ".join(words[:MOST_WORDS]))
