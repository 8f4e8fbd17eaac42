"""A page's Markdown as passages of plain words, each with its line, for checks of the wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from careers_site.content.pages.folds import EVIDENCE

FRONT, HEADING, ITEM, PARAGRAPH, CELL = "front matter", "heading", "item", "paragraph", "table cell"
_FRONT = re.compile(r'(?:title|summary) = "(.*)"$')
_RULE = re.compile(r"\|[-| :]+$")
_ITEM = re.compile(r"^(?:[-*]|\d+\.) +")


@dataclass(frozen=True)
class Passage:
    """A heading, paragraph, list item or table cell: its Markdown and its first line."""

    line: int
    kind: str
    written: str
    is_evidence: bool = False

    @property
    def words(self) -> str:
        """What a reader sees: no footnotes, addresses and marks for bold."""
        bare = re.sub(r"\[\^[^\]]*\]|\]\([^)]*\)|[\[*`|]", " ", self.written)
        return re.sub(r" +([.,:;?!)])", r"\1", " ".join(bare.split()))


@dataclass(frozen=True)
class Section:
    """What stands under a heading of the second level; without a heading, the opening."""

    title: Passage | None
    passages: list[Passage] = field(default_factory=list)


def passages(text: str) -> list[Passage]:
    """Every passage of a page, with title and summary first."""
    lines = text.replace("\r\n", "\n").split("\n")
    body = next((n for n, line in enumerate(lines[1:], 2) if line == "+++"), 0)
    front = [
        Passage(number, FRONT, found[1])
        for number, line in enumerate(lines[:body], 1)
        if (found := _FRONT.match(line))
    ]
    return front + list(_marked(_read(lines[body:], body + 1)))


def sections(found: list[Passage]) -> list[Section]:
    """The opening and then each section, without the front matter."""
    made = [Section(None)]
    for one in found:
        if one.kind == HEADING and one.written.startswith("## "):
            made.append(Section(replace(one, written=one.written[3:])))
        elif one.kind != FRONT:
            made[-1].passages.append(one)
    return made


def _read(lines: list[str], first: int) -> Iterator[Passage]:
    open_passage: Passage | None = None
    for number, line in enumerate(lines, first):
        kind = _kind(line)
        if open_passage and (kind or not line.strip()):
            yield open_passage
            open_passage = None
        if kind == HEADING:
            yield Passage(number, kind, line)
        elif kind == CELL:
            yield from (Passage(number, kind, cell) for cell in line.strip("| ").split("|"))
        elif open_passage:
            joined = f"{open_passage.written} {line.strip()}"
            open_passage = replace(open_passage, written=joined)
        elif line.strip() and not _RULE.match(line):
            open_passage = Passage(number, kind or PARAGRAPH, _ITEM.sub("", line.strip(), count=1))
    if open_passage:
        yield open_passage


def _kind(line: str) -> str | None:
    """What begins on this line; None where one goes on, or nothing stands there."""
    if line.startswith("#"):
        return HEADING
    if line.startswith("|"):
        return None if _RULE.match(line) else CELL
    return ITEM if _ITEM.match(line.strip()) else None


def _marked(found: Iterator[Passage]) -> Iterator[Passage]:
    """The passages with evidence marked: all below "How we know" up to the next heading."""
    inside = False
    for one in found:
        if one.kind == HEADING:
            inside = one.written.strip("# ") == EVIDENCE
        yield replace(one, is_evidence=inside)
