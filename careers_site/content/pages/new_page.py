"""Texts that the site writes for editors: a new page's beginning, and where a page has gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import tomlkit

_TEMPLATE = """
Say in a sentence or two what this page is about, and whom it helps.

## First heading

Write short sentences. Put the source behind each fact, in square brackets with a caret.
"""
_ABOUT = "# Old addresses and where they lead now.\n"


def new_page(title: str, summary: str, sources: Sequence[str], today: date) -> str:
    """A page with its front matter filled in, to be written on."""
    matter = tomlkit.document()
    matter["title"] = title
    matter["summary"] = summary
    matter["checked"] = today
    matter["sources"] = list(sources)
    return f"+++\n{tomlkit.dumps(matter)}+++{_TEMPLATE}"


def with_page_moved(text: str, old: str, new: str) -> str:
    """The facts about the job, naming a page by its new slug."""
    document = tomlkit.parse(text)
    for slugs in document.get("pages", {}).values():
        for at, slug in enumerate(slugs):
            if slug == old:
                slugs[at] = new
    return tomlkit.dumps(document)


def with_link_moved(text: str, old: str, new: str) -> str:
    """What is changing, each with its link to a page by the page's new slug."""
    document = tomlkit.parse(text)
    for change in document.get("change", []):
        page, mark, place = str(change.get("link", "")).partition("#")
        if page == f"/{old}":
            change["link"] = f"/{new}{mark}{place}"
    return tomlkit.dumps(document)


def with_redirect(text: str | None, old: str, new: str) -> str:
    """The document of redirects with one more; nothing leads back to its own old address."""
    document = tomlkit.parse(text or _ABOUT)
    document.pop(new, None)
    document[old] = new
    return tomlkit.dumps(document)
