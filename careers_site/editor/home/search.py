"""Words found in everything that editors work on, each with the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import url_for
from markupsafe import Markup, escape
from sqlalchemy import select

from careers_site.content.rules.editing.toml_items import ItemError
from careers_site.content.store import documents
from careers_site.content.store.documents import Revision
from careers_site.content.tables import rows
from careers_site.content.tables.labels import TABLES, fields_of
from careers_site.content.tables.tables import Table
from careers_site.editor.courses.find import CourseQuery
from careers_site.editor.courses.find import find as find_courses
from careers_site.editor.drafts import document_info, drafts
from careers_site.editor.drafts.review.row_labels import WORDS, shown_cell
from careers_site.editor.rules import entries
from careers_site.platform.extensions import db

# Of each kind so many are shown, and so many lines of each.
MOST, MOST_LINES = 20, 3
# Characters shown before and after the first word of a line.
AROUND = 90


@dataclass(frozen=True)
class Line:
    """Some words with those that were asked for marked, and where they are changed."""

    words: Markup
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class Hit:
    """A thing that holds all the words, and where it is changed; `more` lines are not shown."""

    title: str
    url: str
    lines: Sequence[Line]
    more: int = 0


@dataclass(frozen=True)
class Group:
    """Things of one kind; `all_url` shows them all, where there is such a list."""

    title: str
    hits: Sequence[Hit]
    count: int
    all_url: str = ""


def find(words: str) -> list[Group]:
    """Everything that holds all the words, kind by kind; kinds without a hit are left out."""
    wanted = words.casefold().split()
    texts = documents.published()
    found = [
        _group(
            "Pages and rules", _documents(texts, wanted), url_for("documents.overview", q=words)
        ),
        *(_rows(table, texts.get(table.path, ""), wanted, words) for table in TABLES.values()),
        _courses(words, wanted),
        _group("Drafts", _drafts(wanted)),
        _group("History", _revisions(wanted)),
    ]
    return [group for group in found if group.hits]


def _group(title: str, hits: Iterable[Hit], all_url: str = "") -> Group:
    found = list(hits)
    return Group(title, found[:MOST], len(found), all_url)


def _documents(texts: dict[str, str], wanted: Sequence[str]) -> Iterator[Hit]:
    for path, text in texts.items():
        title = document_info.title(path, text)
        if not path.endswith(".csv") and _holds(f"{title} {text}", wanted):
            place = partial(_place, path, text)
            yield _hit(title, document_info.edited_at(path), text.split("\n"), wanted, place)


def _place(path: str, text: str, number: int) -> tuple[str, str]:
    """What a line is called and where it is changed: in the form of its rule, else in the text."""
    try:
        entry = entries.at_line(path, text, number)
    except ItemError:
        entry = None
    if entry is None:
        return f"Line {number}", f"{document_info.edited_at(path)}?line={number}"
    return entry.name, url_for("rules.rule", kind_id=entry.kind.id, key=entry.key)


def _rows(table: Table[Any], text: str, wanted: Sequence[str], words: str) -> Group:
    fields, found = fields_of(table), []
    for cells in rows.rows(text, table) if text else ():
        said = [
            (fields[name].label, shown_cell(fields[name], cell)) for name, cell in cells.items()
        ]
        if _holds(" ".join([*cells.values(), *(cell for _, cell in said)]), wanted):
            lines = [f"{label}: {cell}" for label, cell in said if cell]
            key = "/".join(rows.key_of(table, cells))
            url = url_for("tables.row", name=table.name, key=key)
            found.append(_hit(WORDS[table.name].name(cells), url, lines, wanted))
    all_url = url_for("tables.rows", name=table.name, q=words)
    return _group(WORDS[table.name].title, found, all_url)


def _courses(words: str, wanted: Sequence[str]) -> Group:
    found = find_courses(CourseQuery(q=words, state="any"))
    hits = [
        Hit(
            one.title,
            url_for("course_editing.course", course_id=one.id),
            [Line(_marked(f"{one.provider}, {one.town}" if one.town else one.provider, wanted))],
        )
        for one in found.courses[:MOST]
    ]
    all_url = url_for("course_editing.search", q=words, state="any")
    return Group("Courses", hits, found.paging.total, all_url)


def _drafts(wanted: Sequence[str]) -> Iterator[Hit]:
    """Open drafts that hold the words in their title, or in a line that is new."""
    for draft in drafts.open_drafts(""):
        new = [
            line
            for one in draft.documents
            for line in (one.text or "").split("\n")
            if line not in (one.base_text or "")
        ]
        if _holds(" ".join([draft.title, *new]), wanted):
            url = url_for("drafts.review", draft_id=draft.id)
            yield _hit(draft.title, url, new, wanted)


def _revisions(wanted: Sequence[str]) -> Iterator[Hit]:
    for one in db.session.scalars(select(Revision).order_by(Revision.number.desc())):
        if _holds(f"{one.comment} {one.author}", wanted):
            url = url_for("history.revision", number=one.number)
            words = _marked(f"{one.author}: {one.comment}", wanted)
            yield Hit(f"Revision {one.number}", url, [Line(words)])


def _holds(text: str, wanted: Sequence[str]) -> bool:
    held = text.casefold()
    return all(word in held for word in wanted)


def _hit(
    title: str,
    url: str,
    lines: Iterable[str],
    wanted: Sequence[str],
    place: Callable[[int], tuple[str, str]] = lambda _number: ("", ""),
) -> Hit:
    """With the lines that hold most of the words, in their order; `place` says where each is."""
    counts = {
        number: (sum(word in line.casefold() for word in wanted), line)
        for number, line in enumerate(lines, start=1)
    }
    held = [number for number, (count, _) in counts.items() if count]
    best = sorted(held, key=lambda number: -counts[number][0])[:MOST_LINES]
    shown = [Line(_marked(counts[one][1], wanted), *place(one)) for one in sorted(best)]
    return Hit(title, url, shown, len(held) - len(shown))


def _marked(text: str, wanted: Sequence[str]) -> Markup:
    """A piece of the text around the first word, each word of it marked."""
    word = re.compile("|".join(map(re.escape, wanted)), re.I)
    first = word.search(text)
    at, to = first.span() if first else (0, 0)
    start = text.find(" ", at - AROUND, at) + 1 if at > AROUND else 0
    end = max(text.rfind(" ", to, to + AROUND), to) if len(text) > to + AROUND else len(text)
    html, done = escape("…" if start else ""), start
    for found in word.finditer(text, start, end):
        html += escape(text[done : found.start()]) + Markup("<mark>{}</mark>").format(found[0])
        done = found.end()
    return html + escape(text[done:end]) + escape("…" if end < len(text) else "")
