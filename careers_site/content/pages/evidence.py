"""A Markdown extension: the part under "### How we know" is closed until a reader opens it."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

TITLE = "How we know"
_HEADINGS = {"h1", "h2", "h3"}
# Headings get their words and ids later (20 and 5), and footnotes are added to the end at 50.
_BEFORE_FOOTNOTES = 55


class EvidenceExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Closing(md), "evidence", _BEFORE_FOOTNOTES)


class _Closing(Treeprocessor):
    """Moves each heading "How we know", and all up to the next heading, into a `details`."""

    def run(self, root: Element) -> None:
        blocks = list(root)
        starts = [at for at, block in enumerate(blocks) if block.tag in _HEADINGS]
        for start, end in pairwise([*starts, len(blocks)]):
            heading, *below = blocks[start:end]
            if heading.tag == "h3" and (heading.text or "").strip() == TITLE and below:
                above = (block for block in reversed(blocks[:start]) if block.tag == "h2")
                self._close(root, heading, below, next(above, None))

    def _close(
        self, root: Element, heading: Element, below: list[Element], section: Element | None
    ) -> None:
        details = Element("details", {"class": "govuk-details"})
        root.insert(list(root).index(heading), details)
        summary = SubElement(details, "summary", {"class": "govuk-details__summary"})
        shown = SubElement(summary, "span", {"class": "govuk-details__summary-text"})
        shown.text = TITLE
        if section is not None:
            # Who hears a list of such buttons is told which section each belongs to.
            hidden = SubElement(shown, "span", {"class": "govuk-visually-hidden"})
            hidden.text = f": {section.text or ''}"
        evidence = SubElement(details, "div", {"class": "govuk-details__text"})
        for block in (heading, *below):
            root.remove(block)
        evidence.extend(below)
