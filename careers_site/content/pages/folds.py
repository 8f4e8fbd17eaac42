"""A Markdown extension: each part under a "###" heading is closed until a reader opens it.

The heading is the name of what opens, so a reader knows what is inside before opening it.
"""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify, unique
from markdown.treeprocessors import Treeprocessor

# What stands under this heading says who says what: it is no part of what a reader has to read.
EVIDENCE = "How we know"
EVIDENCE_CLASS = "pc-evidence"
_HEADINGS = {"h1", "h2", "h3"}
# Headings get their words and ids later (20 and 5), and footnotes are added to the end at 50.
_BEFORE_FOOTNOTES = 55


class FoldExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Closing(md), "folds", _BEFORE_FOOTNOTES)


class _Closing(Treeprocessor):
    """Moves what stands between a heading of the third level and the next into a `details`."""

    def run(self, root: Element) -> None:
        blocks = list(root)
        starts = [at for at, block in enumerate(blocks) if block.tag in _HEADINGS]
        # A heading of the second level keeps the id of its name.
        ids = {slugify(one.text or "", "-") for one in blocks if one.tag == "h2"}
        section = ""
        for start, end in pairwise([*starts, len(blocks)]):
            heading, *below = blocks[start:end]
            name = (heading.text or "").strip()
            if heading.tag == "h2":
                section = name
            elif heading.tag == "h3" and name and below:
                root.insert(list(root).index(heading), _closed(name, below, section, ids))
                for block in (heading, *below):
                    root.remove(block)


def _closed(name: str, below: list[Element], section: str, ids: set[str]) -> Element:
    """The part as a `details`, which links reach by its name as they do a heading."""
    is_evidence = name == EVIDENCE
    details = Element("details", {"class": "govuk-details"})
    summary = SubElement(details, "summary", {"class": "govuk-details__summary"})
    shown = SubElement(summary, "span", {"class": "govuk-details__summary-text"})
    shown.text = name
    if is_evidence:
        details.set("class", f"govuk-details {EVIDENCE_CLASS}")
    else:
        details.set("id", unique(slugify(name, "-"), ids))
    if is_evidence and section:
        # Who hears a list of such buttons is told which section each belongs to.
        hidden = SubElement(shown, "span", {"class": "govuk-visually-hidden"})
        hidden.text = f": {section}"
    SubElement(details, "div", {"class": "govuk-details__text"}).extend(below)
    return details
