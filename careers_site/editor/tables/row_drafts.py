"""Where rows are read from and put: what is published, or an open draft over it."""

from __future__ import annotations

from typing import Any

from careers_site.content.tables.tables import Table
from careers_site.editor.drafts import draft_texts
from careers_site.editor.drafts.draft_texts import NEW, DraftRequest, keep, sources_of, text_of
from careers_site.editor.drafts.drafts import Draft

__all__ = ["NEW", "DraftRequest", "keep", "sources_of", "targets", "text_of"]


def targets(table: Table[Any], who: str, chosen: Draft | None) -> dict[str, str]:
    """What a change can be put into: a new draft, and open ones that hold the table."""
    return draft_texts.targets(table.path, who, chosen)
