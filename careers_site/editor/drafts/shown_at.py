"""On which pages of the site the changes of a draft stand, the most telling first."""

from __future__ import annotations

import tomllib

from careers_site.content.pages.redirects import ROUTES_AT
from careers_site.content.parsing import Library
from careers_site.content.rules.common import PRICES, ROUTES, STEPS
from careers_site.content.rules.examples import examples
from careers_site.content.sources import FOLDER as SOURCES
from careers_site.editor.drafts import document_info
from careers_site.editor.drafts.document_info import Shown
from careers_site.editor.drafts.drafts import Draft, DraftDocument
from careers_site.eligibility.rules import Route

# What the tables of a document of rules are called.
TABLES = {ROUTES: "route", STEPS: "step", PRICES: "price"}


def shown_at(draft: Draft, then: Library | None) -> dict[str, Shown]:
    """The page of each document, with the draft in it; none for a draft that cannot be shown.

    Sources and example people follow from other changes, so that they come last.
    """
    if then is None:
        return {}
    follows = SOURCES, examples.FOLDER
    ordered = sorted(draft.documents, key=lambda one: one.path.startswith(follows))
    return {one.path: page_of(one, then) for one in ordered}


def page_of(kept: DraftDocument, then: Library) -> Shown:
    """The page of a document; for steps, prices and ways in, the first way in that changes."""
    changed = _changed_way(kept, then.rules.routes)
    if changed is None:
        return document_info.pages_of(kept.path, then)[0]
    return Shown(f"{ROUTES_AT}{changed.id}", f"Way in: {changed.title}")


def _changed_way(kept: DraftDocument, routes: tuple[Route, ...]) -> Route | None:
    if kept.path not in TABLES:
        return None
    before, now = (
        tomllib.loads(text or "").get(TABLES[kept.path], ()) for text in (kept.base_text, kept.text)
    )
    tables = [table for table in now if table not in before]
    changed = {one for table in tables for one in table.get("steps") or [table["id"]]}
    if kept.path == ROUTES:
        return next((route for route in routes if route.id in changed), None)
    for options in ("options", "with_options"):
        for route in routes:
            if any(option.step.id in changed for option in getattr(route, options)):
                return route
    return None
