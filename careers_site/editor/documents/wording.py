"""How a page reads, while it is written, and what can be put into its text."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.content.pages.passages import passages
from careers_site.content.pages.readability import (
    LONGEST_SENTENCE,
    OLDEST_READING_AGE,
    long_sentences,
    reading_age,
)
from careers_site.content.parsing import Library
from careers_site.editor.drafts.source_input import source_words
from careers_site.site_search.entries import CERTIFICATE, PAGE, POST, STEP, TOOL, WAY_IN, entries


@dataclass(frozen=True)
class Wording:
    """The reading age, 0 where there are no words, and each long sentence with its words."""

    age: float
    long: list[tuple[int, str]]
    oldest: int = OLDEST_READING_AGE
    most_words: int = LONGEST_SENTENCE


def read(text: str) -> Wording:
    found = passages(text)
    return Wording(
        reading_age(found), [one for each in found for one in long_sentences(each.words)]
    )


def links(here: Library) -> dict[str, str]:
    """Each page and each part of one as a link, with the name of its page."""
    return _named(here, (PAGE, WAY_IN, TOOL))


def terms(here: Library) -> dict[str, str]:
    """Courses and other steps, certificates and person specifications, linked to what they are."""
    return _named(here, (STEP, CERTIFICATE, POST))


def cited(here: Library) -> dict[str, str]:
    """Each source as it is cited, before its words."""
    return {f"[^{one.id}] {source_words(one)}": "" for one in here.sources.values()}


def _named(here: Library, kinds: tuple[str, ...]) -> dict[str, str]:
    return {
        f"[{one.title}]({one.address})": one.within[0] if one.within else one.kind
        for one in entries(here)
        if one.kind in kinds
    }
