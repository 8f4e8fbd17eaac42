"""Markdown made into safe HTML, with the sources of each fact as footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape, unescape
from itertools import count
from threading import Lock

import markdown
import nh3
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension

from careers_site.content.pages.folds import FoldExtension
from careers_site.content.sources import Source

REFERENCE = re.compile(r"\[\^([^\]\s]{1,200})\]")
# Python-Markdown keeps the text that it is working on in the renderer.
_ONE_AT_A_TIME = Lock()
_NOTES = '<div class="footnote">'
SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(r'<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]*)"')
_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"')
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_NUMBER = re.compile(r'(<a class="footnote-ref" href="#fn-([^"]+)"[^>]*)>(\d+)</a>')
_ANSWER = re.compile(r"<p><strong>.*?</p>\s*", re.DOTALL)
_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote"),
    *("a", "sup", "table", "thead", "tbody", "tr", "th", "td", "div", "hr", "br"),
    *("details", "summary", "span"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "sup": {"id"},
    "li": {"id"},
    "h2": {"id"},
    "h3": {"id"},
    "details": {"class", "id"},
    **{tag: {"class"} for tag in ("div", "summary", "span")},
}


@dataclass(frozen=True)
class Section:
    """A heading of the second level and what stands under it, as safe HTML."""

    id: str
    title: str
    html: str

    @property
    def answer(self) -> str:
        """The bold paragraph under the heading, as safe HTML; empty if there is none."""
        found = _ANSWER.match(self.html)
        return found[0].strip() if found else ""

    @property
    def more(self) -> str:
        """What stands below the answer, as safe HTML."""
        return _ANSWER.sub("", self.html, count=1) if self.answer else self.html


@dataclass(frozen=True)
class Rendered:
    """A text as safe HTML: what comes before the first heading, the sections, the footnotes.

    `refused` are the addresses that it would have linked to, and pictures, but that are left out.
    """

    opening: str
    sections: tuple[Section, ...]
    notes: str
    refused: tuple[str, ...] = ()


def references(text: str) -> list[tuple[int, str]]:
    """Every footnote reference with the number of its line, first line 1."""
    lines = enumerate(text.split("\n"), start=1)
    return [(number, name) for number, line in lines for name in REFERENCE.findall(line)]


def render(text: str, sources: Mapping[str, Source]) -> Rendered:
    """Render Markdown. Each `[^id]` becomes a note that names the source, its date and how sure
    it is; ids that are not in `sources` stay as they were written.

    Python-Markdown does not sanitise, so nh3 removes every tag, attribute and link scheme that is
    not expected here.
    """
    cited = dict.fromkeys(name for _, name in references(text) if name in sources)
    return _render(text, tuple(sources[name] for name in cited))


# A publication changes few texts; the others need not be rendered again.
@lru_cache(maxsize=512)
def _render(text: str, cited: tuple[Source, ...]) -> Rendered:
    notes = "".join(f"\n[^{source.id}]: {source.as_markdown()}" for source in cited)
    with _ONE_AT_A_TIME:
        try:
            unsafe = _renderer().reset().convert(f"{text}\n{notes}\n")
        except BaseException:
            # A renderer that stopped halfway would go on there with the next text.
            _renderer.cache_clear()
            raise
    html = nh3.clean(
        unsafe,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )
    html = _naming(_scrolling(html), {source.id: source for source in cited})
    body, _, foot = html.partition(_NOTES)
    parts = _HEADING.split(body)
    sections = tuple(
        Section(parts[at], parts[at + 1], parts[at + 2].strip()) for at in range(1, len(parts), 3)
    )
    return Rendered(parts[0].strip(), sections, _list_of(foot), _refused(unsafe))


def _refused(unsafe: str) -> tuple[str, ...]:
    """Addresses whose scheme no link may have, and those of pictures, as they were written."""
    pictures = {unescape(address) for address in _PICTURE.findall(unsafe)}
    links = (unescape(address) for address in _LINK.findall(unsafe))
    found = (link for link in links if link in pictures or not has_safe_scheme(link))
    return tuple(dict.fromkeys(found))


def has_safe_scheme(address: str) -> bool:
    """Whether a browser that follows the address opens a page, a letter or a call."""
    # Browsers pass over spaces and control characters when they look for the scheme.
    bare = re.sub(r"[\s\x00-\x20]", "", address)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return scheme is None or scheme[1].lower() in SCHEMES


def _scrolling(html: str) -> str:
    """Each table in a box that scrolls by itself, since a narrow window cannot hold a wide one."""
    numbers = count(1)
    return re.sub(
        "<table>(.*?)</table>",
        lambda table: (
            f'<div class="pc-scroll" role="region" aria-label="Table {next(numbers)}" tabindex="0">'
            f"{table[0]}</div>"
        ),
        html,
        flags=re.DOTALL,
    )


def _naming(html: str, cited: Mapping[str, Source]) -> str:
    """Each number that leads to a note with the name of its source, for who hears the links."""

    def named(link: re.Match[str]) -> str:
        source = cited.get(unescape(link[2]))
        if source is None:
            return link[0]
        return f'{link[1]} aria-label="Source {link[3]}: {escape(source.title)}">{link[3]}</a>'

    return _NUMBER.sub(named, html)


def _list_of(foot: str) -> str:
    """The list of notes without the rule above it and the end of the box around it."""
    start, end = foot.find("<ol>"), foot.rfind("</ol>")
    return foot[start : end + len("</ol>")] if start >= 0 else ""


@cache
def _renderer() -> markdown.Markdown:
    renderer = markdown.Markdown(
        extensions=[
            "tables",
            "sane_lists",
            FoldExtension(),
            TocExtension(permalink=False),
            FootnoteExtension(BACKLINK_TITLE="Back to where note %d is named", SEPARATOR="-"),
        ],
        output_format="html",
    )
    # Tags that somebody wrote are shown as they were written.
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    return renderer
