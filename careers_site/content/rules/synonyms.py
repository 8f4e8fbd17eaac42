"""What people type when they search, and what courses and pages say instead: synonyms.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.schemas import Table, Words
from careers_site.course_index.synonyms import NO_SYNONYMS, Synonyms, stems_of

PATH = "content/synonyms.toml"
# A query reads the postings of everything that a phrase finds.
MOST_FOUND = 12
MOST_WORDS = 6
Phrases = Annotated[list[Words], Field(max_length=MOST_FOUND)]


class SynonymTable(Table):
    words: Annotated[Phrases, Field(min_length=1)]
    finds: Phrases = []


class SynonymsFile(Table):
    synonym: Annotated[list[SynonymTable], Field(max_length=500)] = []


def parse_synonyms(documents: Mapping[str, str], problems: Problems) -> Synonyms:
    """The synonyms of the searches. A site without the file has none."""
    file = read_file(SynonymsFile, PATH, {PATH: "", **documents}, problems)
    if file is None:
        return NO_SYNONYMS
    seen: dict[tuple[str, ...], str] = {}
    for number, table in enumerate(file.synonym, start=1):
        _check(f'synonym {number} ("{table.words[0]}")', table, seen, problems)
    return NO_SYNONYMS if problems else Synonyms.of((t.words, t.finds) for t in file.synonym)


def _check(
    place: str, table: SynonymTable, seen: dict[tuple[str, ...], str], problems: Problems
) -> None:
    """Each phrase has words, and stands among the `words` of one synonym only."""
    for phrase in (*table.words, *table.finds):
        count = len(re.findall(r"\w+", phrase))
        if not 0 < count <= MOST_WORDS:
            problems.add(PATH, place, f'"{phrase[:60]}" needs 1 to {MOST_WORDS} words')
        elif len(stems_of(phrase)) != count:
            said = f'"{phrase[:60]}" has a small word, such as "a", that is never searched for'
            problems.add(PATH, place, said)
    for phrase in table.words:
        other = seen.setdefault(stems_of(phrase), place)
        if other != place:
            problems.add(PATH, f"{place}: words", f'"{phrase}" stands in {other} too')
    if len(table.words) == 1 and not table.finds:
        problems.add(PATH, place, "finds nothing but itself: it needs more words, or finds")
