"""What editors call a document, where it is changed, and which pages show it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from sqlalchemy import select

from careers_site.answers import Answers
from careers_site.content.pages.redirects import FIXED, REDIRECTS, ROUTES_AT
from careers_site.content.parsing import JOB, PAGES, PROFILE, ROUTES, Library
from careers_site.content.rules.common import (
    CHANGES,
    EQUIVALENCES,
    POSTS,
    PRICES,
    SCALES,
    STEPS,
    WEB_SEARCHES,
)
from careers_site.content.rules.examples import examples
from careers_site.content.rules.synonyms import PATH as SYNONYMS
from careers_site.content.sources import FOLDER as SOURCES
from careers_site.content.store.documents import Document
from careers_site.platform.extensions import db

GROUPS = ("Job profile", "Ways in", "Pages", "Rules", "Sources", "Example people", "Tables")
_GROUPS = {
    PROFILE: "Job profile",
    f"{JOB}/job.toml": "Job profile",
    ROUTES: "Ways in",
    PAGES: "Pages",
    REDIRECTS: "Pages",
    SOURCES: "Sources",
    examples.FOLDER: "Example people",
    "data/": "Tables",
}
_NAMES = {
    PROFILE: "The job profile",
    f"{JOB}/job.toml": "Facts about the job",
    f"{JOB}/scales.toml": "Questions and their answers",
    f"{JOB}/equivalences.toml": "What counts as what",
    f"{JOB}/qualifications.toml": "Qualifications",
    f"{JOB}/steps.toml": "Steps",
    f"{JOB}/routes.toml": "Routes",
    f"{JOB}/relevance.toml": "Which courses serve which step",
    REDIRECTS: "Old addresses",
    WEB_SEARCHES: "Searches on other sites",
    SYNONYMS: "Words that people search with",
    "data/salaries.csv": "Salaries",
    "data/pay_points.csv": "Pay points",
    "data/workshops.csv": "Workshops",
    "data/services.csv": "Services",
}
# Documents that have a form for each of their rules.
_FORMS = {
    STEPS: "steps",
    f"{JOB}/routes.toml": "ways-in",
    EQUIVALENCES: "equivalences",
    PRICES: "prices",
    SCALES: "scales",
    CHANGES: "changes",
    POSTS: "criteria",
    examples.FOLDER: "people",
}
# Pages that show more than the words of their own document.
_SHOWN_AT = {
    PROFILE: "/portage-home-visitor",
    f"{JOB}/job.toml": "/portage-home-visitor",
    "data/salaries.csv": "/salary",
    "data/pay_points.csv": "/salary",
    "data/workshops.csv": "/workshops",
    "data/services.csv": "/services",
    WEB_SEARCHES: "/services",
    SYNONYMS: "/courses",
}


@dataclass(frozen=True)
class Shown:
    """A page that shows a document: its address and what it is called."""

    address: str
    words: str


def group(path: str) -> str:
    """Which part of the list a document stands in."""
    return next((name for start, name in _GROUPS.items() if path.startswith(start)), "Rules")


def title(path: str, text: str | None) -> str:
    """What a document is called: its own title, or the name that editors know it by."""
    if path in _NAMES:
        return _NAMES[path]
    own = head(path, text).get("title")
    name = path.rpartition("/")[2].rpartition(".")[0]
    return own if isinstance(own, str) and own.strip() else name.replace("-", " ").capitalize()


def titles(paths: Iterable[str]) -> dict[str, str]:
    """What published documents are called, and those that were retired."""
    wanted = select(Document.path, Document.text).where(Document.path.in_(set(paths)))
    return {path: title(path, text) for path, text in db.session.execute(wanted)}


def checked(path: str, text: str | None) -> date | None:
    """The day on which a page was checked as a whole, where it says so."""
    day = head(path, text).get("checked")
    return day if isinstance(day, date) else None


def head(path: str, text: str | None) -> dict[str, object]:
    """The front matter of a page or the whole of a small TOML file; empty if it cannot be read."""
    matter = text or ""
    if path.endswith(".md"):
        matter = matter.split("\n+++\n")[0].removeprefix("+++\n")
    elif not path.startswith(examples.FOLDER):
        return {}
    try:
        return tomllib.loads(matter)
    except (ValueError, RecursionError):
        return {}


def changed_at(path: str, draft_id: int) -> str:
    """Where a draft's document is changed: tables and rules in forms, another as a text."""
    kind = next((kind for start, kind in _FORMS.items() if path.startswith(start)), "")
    return f"/editor/rules/{kind}?draft={draft_id}" if kind else address_of(path, draft_id)


def address_of(path: str, draft_id: int | None = None) -> str:
    """Where a document is changed: tables as rows, all others as texts."""
    if path.endswith(".csv"):
        name = path.rpartition("/")[2].removesuffix(".csv")
        return f"/editor/tables/{name}{f'?draft={draft_id}' if draft_id else ''}"
    return edited_at(path, draft_id)


def edited_at(path: str, draft_id: int | None = None) -> str:
    """Where a document is changed as a text, in a draft or from what is published."""
    return f"/editor/documents/{quote(path)}{f'?draft={draft_id}' if draft_id else ''}"


def pages_of(path: str, library: Library) -> list[Shown]:
    """The pages that show a document, the most telling first. Never empty."""
    slug = path.rpartition("/")[2].rpartition(".")[0]
    if path.startswith(PAGES):
        return [Shown(f"/{slug}", "Its page")]
    if path.startswith(ROUTES):
        return [Shown(f"{ROUTES_AT}{slug}", "Its page")]
    if path.startswith(SOURCES):
        return [Shown("/sources", "The list of sources")]
    if path.startswith(examples.FOLDER):
        return [_result(one) for one in library.examples if one.path == path] or [_HOME]
    if path.startswith(POSTS):
        return [Shown(f"/person-specification/{slug}", "Its page")]
    if path in _SHOWN_AT:
        return [Shown(_SHOWN_AT[path], "The page that shows it")]
    return list(_rule_pages(path, library)) if path != REDIRECTS else [_HOME]


_HOME = Shown(FIXED[0], "The home page")


def _rule_pages(path: str, library: Library) -> Iterator[Shown]:
    if path.endswith("/scales.toml"):
        yield Shown("/quiz", "The quiz")
        for scale in library.rules.scales.values():
            yield Shown(f"/quiz/{scale.id}", f"Question: {scale.label}")
    for route in library.rules.routes:
        yield Shown(f"{ROUTES_AT}{route.id}", f"Way in: {route.title}")
    yield from map(_result, library.examples)


def _result(example: examples.Example) -> Shown:
    there = example.situation
    answers = Answers(
        levels=dict(example.answers),
        others="none" if example.person.no_others else "",
        nation=there.nation or "",
        near=there.near,
        start=there.start.id,
        funding=there.funding,
    )
    return Shown(f"/routes{answers.query()}", f"Result: {example.title}")
