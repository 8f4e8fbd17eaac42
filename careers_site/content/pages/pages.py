"""Pages: Markdown with TOML front matter, its sections, its sources and its review date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape

from pydantic import Field

from careers_site.content.pages.markdown import (
    Rendered,
    Section,
    has_safe_scheme,
    references,
    render,
)
from careers_site.content.problems import Problems, read_shape, read_toml
from careers_site.content.rules.schemas import Id, Table, Words
from careers_site.content.sources import Source

_FENCE = "+++"
# What a page may hold, so that showing it never takes long: far above what any page needs.
# Twice the longest page. Tables and lists take longer by the square: 2 seconds for so much, 14 for
# 60,000 characters.
MOST_CHARACTERS = 24_000
# Markdown looks from every bracket to the end of its paragraph.
DEEPEST_BRACKETS = 30


class Compared(Table):
    """A way in beside the others, in a few words each; `months` from shortest to longest."""

    time: Words
    months: list[int] = Field(min_length=2, max_length=2)
    cost: Words
    earning: Words
    needs: Words
    best_if: Words


class FrontMatter(Table):
    title: Words
    summary: Words
    checked: date
    sources: list[Id]
    compared: Compared | None = None


@dataclass(frozen=True)
class Page:
    """A page as it is shown. `opening`, each section and `notes` are safe HTML.

    `uncited` are those of `sources` that no note names: the whole page rests on them. `compared`
    is what the page of a way in says for the comparison of all ways in.
    """

    slug: str
    title: str
    summary: str
    checked: date
    sources: tuple[Source, ...]
    uncited: tuple[Source, ...]
    opening: str
    sections: tuple[Section, ...]
    notes: str
    compared: Compared | None

    def section(self, title: str) -> Section | None:
        """The section under the heading that reads `title`, or None."""
        return next((one for one in self.sections if one.title == title), None)


def parse_page(
    path: str, text: str, sources: Mapping[str, Source], problems: Problems
) -> Page | None:
    """The page of a document, or None with every problem noted with its line."""
    text = text.replace("\r\n", "\n")
    start, _, rest = text.partition("\n")
    matter, fence, body = rest.partition(f"\n{_FENCE}\n")
    if start.strip() != _FENCE or not fence:
        problems.add(path, "line 1", f'front matter between two lines "{_FENCE}" is missing')
        return None
    data = read_toml(matter, path, problems, lines_before=1)
    shape = None if data is None else read_shape(FrontMatter, data, path, problems)
    _check_body(path, body, matter.count("\n") + 3, sources, problems)
    if shape is None:
        return None
    problems.check_known(path, "sources", "source", shape.sources, sources)
    rendered = _render(path, body, matter.count("\n") + 3, sources, problems)
    if rendered is None:
        return None
    own = tuple(sources[name] for name in shape.sources if name in sources)
    cited = {name for _, name in references(body)}
    return shape.make(
        Page,
        slug=path.rpartition("/")[2].removesuffix(".md"),
        sources=own,
        uncited=tuple(source for source in own if source.id not in cited),
        opening=rendered.opening,
        sections=rendered.sections,
        notes=rendered.notes,
    )


def _render(
    path: str, body: str, before: int, sources: Mapping[str, Source], problems: Problems
) -> Rendered | None:
    """The body as HTML, or None with what it has too much of; `before` lines stand above it."""
    if len(body) > MOST_CHARACTERS:
        said = f"the text has {len(body):,} characters; a page holds {MOST_CHARACTERS:,} at most"
        problems.add(path, f"line {1 + before}", said)
        return None
    if at := _too_deep(body):
        line = body.count("\n", 0, at)
        said = f"{DEEPEST_BRACKETS} brackets are open: close them"
        problems.add(path, f"line {line + 1 + before}", said)
        return None
    try:
        rendered = render(body, sources)
    except RecursionError:
        problems.add(path, "", "its quotations, lists or brackets are nested too deeply")
        return None
    _check_links(path, body, rendered.refused, before, problems)
    return rendered


def _too_deep(body: str) -> int:
    """Where too many brackets of links are open within one paragraph; 0 if nowhere."""
    texts = addresses = 0
    for found in re.finditer(r"\]\(|\[|\]|\)|\n[ \t]*\n", body):
        token = found[0]
        if token.isspace():
            texts = addresses = 0
        texts = max(0, texts + {"[": 1, "]": -1, "](": -1}.get(token, 0))
        addresses = max(0, addresses + {"](": 1, ")": -1}.get(token, 0))
        if max(texts, addresses) > DEEPEST_BRACKETS:
            return found.start()
    return 0


def _check_body(
    path: str, body: str, before: int, sources: Mapping[str, Source], problems: Problems
) -> None:
    """Note unknown sources and headings of the first level; `before` lines stand above the body."""
    for number, name in references(body):
        problems.check_known(path, f"line {number + before}", "source", [name], sources)
    for number, line in enumerate(body.split("\n"), start=1 + before):
        if line.startswith("# "):
            problems.add(path, f"line {number}", 'a heading begins with "##"; the title is above')


def _check_links(
    path: str, body: str, refused: tuple[str, ...], before: int, problems: Problems
) -> None:
    """Note every link that the page would not show, with the line that seems to hold it."""
    for address in refused:
        lines = enumerate(body.split("\n"), start=1 + before)
        line = next((number for number, words in lines if address in unescape(words)), None)
        place = f"line {line}" if line else ""
        if has_safe_scheme(address):
            problems.add(path, place, f'"{address[:60]}" is a picture: pages show none')
        else:
            allowed = "a page here, http, https, mailto or tel"
            problems.add(path, place, f'"{address[:60]}" is no link to {allowed}')
