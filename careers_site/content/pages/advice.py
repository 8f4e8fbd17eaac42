"""Advice on the wording of a page: what a reader would stumble over, each with its line.

None of it keeps a page from being published: a rule about words can be wrong about a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from careers_site.content.pages import copied_text, voice
from careers_site.content.pages.markdown import REFERENCE
from careers_site.content.pages.passages import Passage, Section, passages, sections
from careers_site.content.pages.readability import (
    LONGEST_SENTENCE,
    OLDEST_READING_AGE,
    long_sentences,
    reading_age,
)
from careers_site.content.sources import Source

NEXT_STEP = "What to do next"
PROFILE = "profile.md"
# Pages for the few who look into the site itself; their reading age is printed, not limited.
ABOUT_THE_SITE = ("about.md", "accessibility.md", "privacy.md", "sources.md")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*(\[\^[^\]]+\])*$")
_INNER_LINK = re.compile(r"\]\(/")
# Money and large numbers. Short numbers are too often ages, hours or levels.
_FIGURE = re.compile(r"£\d[\d,.]*|\b\d{1,3},\d{3}\b")
_YEAR = re.compile(r"\b(19|20)\d\d\b")


def advice(
    path: str, text: str, sources: Mapping[str, Source], copied_runs: Collection[str]
) -> list[str]:
    """Sentences in the order of their lines, each beginning with the path and the line."""
    read = passages(text)
    parts = sections(read)
    titles = [source.title for source in sources.values()]
    copied = copied_text.copied(read, copied_runs, titles)
    same = "stands in a source document in the same words. Use your own."
    found = [
        *_sentences(read),
        *_answers(path, parts),
        *_next_step(parts),
        *_figures(parts, text, sources),
        *((line, f"“{words}” {same}") for line, words in copied),
        *_age(path, read),
    ]
    return [f"{path}: line {line}: {sentence}" for line, sentence in sorted(found)]


def page_age(text: str) -> float:
    return reading_age(passages(text))


def _sentences(read: list[Passage]) -> Iterator[tuple[int, str]]:
    for one in read:
        for said, pattern in voice.found_in(one.words):
            instead = voice.PHRASES[pattern]
            yield one.line, f'the guide to our voice leaves out "{said}". {instead}'
        for count, sentence in long_sentences(one.words):
            start = " ".join(sentence.split()[:6])
            yield (
                one.line,
                f"the sentence that begins “{start}” has {count} words. "
                f"Split it: {LONGEST_SENTENCE} is the most.",
            )


def _answers(path: str, parts: list[Section]) -> Iterator[tuple[int, str]]:
    """Under each heading the answer stands first, in one bold line.

    The profile's opening is the overview of the job for other programs: plain sentences.
    """
    opening, *headed = parts
    if not path.endswith(PROFILE) and not _is_answered(opening):
        yield _line(opening), "the page does not begin with its answer in one bold line."
    for one in headed:
        if one.title and not _is_answered(one):
            yield one.title.line, f"“{one.title.words}” has no answer in one bold line under it."


def _is_answered(part: Section) -> bool:
    return bool(part.passages and _BOLD_LINE.match(part.passages[0].written))


def _next_step(parts: list[Section]) -> Iterator[tuple[int, str]]:
    last = parts[-1]
    named = last.title is not None and last.title.words == NEXT_STEP
    if not named or not any(_INNER_LINK.search(one.written) for one in last.passages):
        yield _line(last), f"the page does not end with “{NEXT_STEP}” and a link to a page here."


def _figures(
    parts: list[Section], text: str, sources: Mapping[str, Source]
) -> Iterator[tuple[int, str]]:
    """Each section with figures names a source that was seen and has a date.

    The opening gives the answer of the whole page, whose sources stand anywhere on it.
    """
    for part in parts:
        written = text if part.title is None else "\n".join(one.written for one in part.passages)
        cited = [sources[name] for name in REFERENCE.findall(written) if name in sources]
        if any(one.confidence != "general" and _YEAR.search(one.dated) for one in cited):
            continue
        for one in part.passages:
            if figure := _FIGURE.search(one.words):
                yield one.line, f"{figure[0]} has no source with a date in its section."


def _age(path: str, read: list[Passage]) -> Iterator[tuple[int, str]]:
    age = reading_age(read)
    if round(age, 1) > OLDEST_READING_AGE and not path.endswith(ABOUT_THE_SITE):
        said = f"its reading age is {age:.1f}. Shorter sentences and words bring it to"
        yield 1, f"{said} {OLDEST_READING_AGE}."


def _line(part: Section) -> int:
    if part.title:
        return part.title.line
    return part.passages[0].line if part.passages else 1
