"""What can be found, made ready for the search: each field as stems, and how much each counts.

A title that says nothing else counts most, so that "pay" finds the page of that name before all
pages that mention pay.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from careers_site.content.pages.readability import sentences
from careers_site.site_search.entries import ADVERT, CERTIFICATE, POST, SERVICE, STEP, Entry
from careers_site.site_search.stems import IDLE, joined, stems

# How much a phrase counts in each field where it is all there is.
TITLE, NAMES, WITHIN, LEAD, TEXT, REST = 6.0, 4.0, 1.5, 1.5, 1.5, 0.3
# Somebody who is looking for a page wants the whole before a part, and a part before a row.
WHOLE = 1.25
ROWS = {STEP: 0.9, POST: 0.9, ADVERT: 0.8, CERTIFICATE: 0.6, SERVICE: 0.8}
# How soon more of the same word tells no more, how long a text is, and how much that matters.
SATURATION, AVERAGE_WORDS, OF_LENGTH = 1.2, 60, 0.4


class Text:
    """An entry with its fields as stems, and the sentences that it can be shown by."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.title = _telling(entry.title)
        self.names, self.within = (
            [_telling(title) for title in titles] for titles in (entry.names, entry.within)
        )
        self.lead = joined(stems(entry.lead))
        self.text, self.rest = joined(stems(" ".join(entry.text))), joined(stems(entry.rest))
        said = [one for block in (entry.lead, *entry.text) for one in sentences(block)]
        self.sentences = [(one, joined(stems(one))) for one in said]
        fields = [self.title, *self.names, *self.within, self.lead, self.text, self.rest]
        self._all = "".join(fields)

    @property
    def prior(self) -> float:
        """How much likelier than another this is what somebody wants, whatever it says."""
        return ROWS.get(self.entry.kind, 1.0 if self.entry.within else WHOLE)

    def weight(self, phrase: str) -> float:
        """How much this says about a phrase of stems."""
        if phrase not in self._all:
            return 0.0
        called = max(TITLE * _share(phrase, (self.title,)), NAMES * _share(phrase, self.names))
        return (
            called
            + WITHIN * _share(phrase, self.within)
            + LEAD * _often(phrase, self.lead)
            + TEXT * _often(phrase, self.text)
            + REST * _often(phrase, self.rest)
        )


def _telling(words: str) -> str:
    """A title without idle words, unless it has no others."""
    all_of_them = stems(words)
    return joined([one for one in all_of_them if one not in IDLE] or all_of_them)


def _share(phrase: str, titles: Iterable[str]) -> float:
    """How much of a title the phrase is, from 0 to 1: of the one that it is most of."""
    words = min((title.count(" ") - 1 for title in titles if phrase in title), default=0)
    return math.sqrt((phrase.count(" ") - 1) / words) if words else 0.0


def _often(phrase: str, text: str) -> float:
    """From 0 to 1: how often, where once in a short text says more than in a long one."""
    times = text.count(phrase)
    if not times:
        return 0.0
    return times / (
        times + SATURATION * (1 - OF_LENGTH + OF_LENGTH * text.count(" ") / AVERAGE_WORDS)
    )
