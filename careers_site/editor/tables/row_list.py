"""The rows of a small table as a list shows them: what they are called, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from careers_site.content.tables import rows
from careers_site.content.tables.rows import Cells
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts import draft_texts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.row_labels import WORDS, facts, is_old, is_over
from careers_site.platform.clock import today


@dataclass(frozen=True)
class Listed:
    """A row in a list: its address, its name, and what needs attention."""

    key: str
    url: str
    name: str
    facts: list[tuple[str, str]]
    is_old: bool
    is_over: bool

    @property
    def wants_attention(self) -> bool:
        return self.is_old or self.is_over


def listed(table: Table[Any], draft: Draft | None, words: str = "") -> list[Listed]:
    """The rows that hold all the words, as the draft has them or as they are published."""
    text = draft_texts.text_of(table.path, draft)
    wanted = words.casefold().split()
    return [
        _listed(table, cells, draft)
        for cells in rows.rows(text, table)
        if all(word in " ".join(cells.values()).casefold() for word in wanted)
    ]


def _listed(table: Table[Any], cells: Cells, draft: Draft | None) -> Listed:
    key = "/".join(rows.key_of(table, cells))
    url = url_for("tables.row", name=table.name, key=key, draft=draft_number(draft))
    over = is_over(table, cells, today())
    name = WORDS[table.name].name(cells)
    return Listed(key, url, name, facts(table, cells), is_old(cells, today()), over)


def draft_number(draft: Draft | None) -> int | None:
    """What an address carries of the draft that it is about."""
    return draft.id if draft else None
