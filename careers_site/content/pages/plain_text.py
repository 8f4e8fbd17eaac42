"""Rendered pages as plain text: the paragraphs and list items, for programs that show no HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from careers_site.content.pages.folds import EVIDENCE_CLASS

LISTS = {"ul", "ol"}
BLOCKS = {"p", "li", *LISTS}
# Notes and evidence belong to the page, the name of a part that opens to its button, and a table
# says nothing when its cells stand in a row.
LEFT_OUT = {"sup", "table", "summary"}
_EVIDENCE = re.compile(rf'<details class="[^"]*\b{EVIDENCE_CLASS}".*?</details>', re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A paragraph or a list item. A labelled one begins with bold words and goes on after them."""

    text: str
    is_item: bool
    labelled: bool = False


@lru_cache(maxsize=1_024)
def blocks(html: str) -> tuple[Block, ...]:
    """The paragraphs and list items of HTML that this site rendered, in their order.

    Remembered: a publication changes few pages, and each form of a page asks for all of them.
    """
    reader = _Reader()
    reader.feed(_EVIDENCE.sub("", html))
    reader.close()
    reader.finish()
    return tuple(reader.found)


def paragraphs(html: str) -> list[str]:
    return [block.text for block in blocks(html) if not block.is_item]


def items(html: str) -> list[str]:
    return [block.text for block in blocks(html) if block.is_item]


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._words: list[str] = []
        self._lists: int = 0
        self._left_out: int = 0
        self._bold: str | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._turn(tag, 1)
        if tag == "strong" and not self._text():
            self._bold = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong" and self._bold == "":
            self._bold = self._text()
        self._turn(tag, -1)

    def _turn(self, tag: str, by: int) -> None:
        if tag in LEFT_OUT:
            self._left_out += by
        elif tag in BLOCKS:
            self.finish()
            self._lists += by if tag in LISTS else 0

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._words.append(data)

    def _text(self) -> str:
        return " ".join("".join(self._words).split())

    def finish(self) -> None:
        """Close the block that is being read, unless there is nothing in it."""
        if text := self._text():
            labelled = self._bold is not None and self._bold != text
            self.found.append(Block(text, self._lists > 0, labelled))
        self._words, self._bold = [], None
