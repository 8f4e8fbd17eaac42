"""What a result shows of a text: the sentence that answers best, with the words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from careers_site.site_search.stems import Phrase, Word, joined, words
from careers_site.site_search.texts import Text

LONGEST = 220
# Of a long sentence, how much is shown before the first word that was asked for.
BEFORE = 60


def marked(text: str, phrases: Sequence[Phrase]) -> Markup:
    """The text as safe HTML, with each of the phrases marked; longer phrases come first."""
    html, done = Markup(), 0
    for start, end in _places(words(text), phrases):
        html += escape(text[done:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        done = end
    return html + escape(text[done:])


def excerpt(text: Text, phrases: Sequence[Phrase]) -> Markup:
    """The sentence with most of the phrases that the title has not, or the first one, marked."""
    if not text.sentences:
        return Markup()
    wanted = [one for one in map(joined, phrases) if one not in text.title]
    sentence, _ = max(text.sentences, key=lambda one: sum(phrase in one[1] for phrase in wanted))
    return marked(_part(sentence, phrases), phrases)


def _part(sentence: str, phrases: Sequence[Phrase]) -> str:
    """A long sentence from a little before the first phrase on."""
    if len(sentence) <= LONGEST:
        return sentence
    first = next((start for start, _ in _places(words(sentence), phrases)), 0)
    start = sentence.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
    end = sentence.rfind(" ", start, start + LONGEST)
    if len(sentence) <= start + LONGEST:
        end = len(sentence)
    return f"{'… ' if start else ''}{sentence[start:end]}{' …' if end < len(sentence) else ''}"


def _places(found: Sequence[Word], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """From where to where each phrase stands; none overlaps another."""
    at = 0
    while at < len(found):
        size = next(
            (
                len(phrase)
                for phrase in phrases
                if phrase == tuple(word.stem for word in found[at : at + len(phrase)])
            ),
            0,
        )
        if size:
            yield found[at].start, found[at + size - 1].end
        at += size or 1
