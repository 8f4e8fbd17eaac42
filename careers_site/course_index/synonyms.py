"""Words that find more than themselves: what people type, and what the texts say instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from whoosh import query

from careers_site.course_index.schema import STEMS
from careers_site.course_index.words import stem_analyser

# Stems, one after another.
Phrase = tuple[str, ...]
_ANALYSER = stem_analyser()


def stems_of(text: str) -> Phrase:
    return tuple(token.text for token in _ANALYSER(text))


@dataclass(frozen=True, eq=False)
class Synonyms:
    """What each phrase finds besides itself. Compared by identity: queries are kept under it."""

    finds: Mapping[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[tuple[Collection[str], Collection[str]]]) -> Synonyms:
        """Of groups of words that mean the same, each with what they find besides."""
        finds: dict[Phrase, dict[Phrase, None]] = {}
        for words, also in groups:
            same = [stems_of(text) for text in words]
            every = dict.fromkeys([*same, *(stems_of(text) for text in also)])
            for phrase in same:
                finds.setdefault(phrase, {}).update(every)
        return cls(
            {
                phrase: tuple(other for other in others if other != phrase)
                for phrase, others in finds.items()
            }
        )

    def widen(self, asked: query.Query) -> query.Query:
        """A parsed query in which each phrase, the longest first, finds its synonyms too.

        The words themselves may still stand apart; what is in quotation marks stays as it is.
        """
        parts = list(asked.subqueries) if isinstance(asked, query.And) else [asked]
        stems = [part.text if isinstance(part, query.Term) else "" for part in parts]
        wide: list[query.Query] = []
        at = 0
        while at < len(parts):
            size = self._longest(stems[at:])
            own = parts[at : at + max(size, 1)]
            wide += [_any(own, self.finds[tuple(stems[at : at + size])])] if size else own
            at += len(own)
        return query.And(wide) if len(wide) > 1 else wide[0]

    def _longest(self, stems: Collection[str]) -> int:
        """How many of the first stems are a phrase with synonyms; 0 if none."""
        stems = tuple(stems)
        most = min(len(stems), max(map(len, self.finds), default=0))
        return next((size for size in range(most, 0, -1) if stems[:size] in self.finds), 0)


def _any(own: list[query.Query], others: Iterable[Phrase]) -> query.Query:
    return query.Or([query.And(own) if len(own) > 1 else own[0], *map(_phrase, others)])


def _phrase(stems: Phrase) -> query.Query:
    return query.Phrase(STEMS, list(stems)) if len(stems) > 1 else query.Term(STEMS, stems[0])


NO_SYNONYMS = Synonyms()
