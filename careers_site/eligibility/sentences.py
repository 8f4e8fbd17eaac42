"""Words of scales and requirements, joined into sentences."""

from __future__ import annotations

from collections.abc import Sequence

# Words that a name may follow.
_ARTICLES = {"A", "An", "No", "Some", "The"}


def in_sentence(text: str) -> str:
    """Words that can stand alone, as they read within a sentence: some work with families.

    A name keeps its capitals: GCSE maths, Functional Skills English.
    """
    first, _, rest = text.partition(" ")
    is_name = first[1:2].isupper() or (rest[:1].isupper() and first not in _ARTICLES)
    return text if is_name else text[:1].lower() + text[1:]


def all_of(texts: Sequence[str]) -> str:
    """Things that all count, joined; each may hold commas of its own."""
    return "; and ".join([*texts[:1], *map(in_sentence, texts[1:])])


def one_of(choices: Sequence[Sequence[str]]) -> str:
    """Things of which one is enough; each is one thing, or several that all count."""
    return "One of: " + "; or ".join(map(_together, choices))


def _together(texts: Sequence[str]) -> str:
    *start, last = map(in_sentence, texts)
    return f"{', '.join(start)} and {last}" if start else last
