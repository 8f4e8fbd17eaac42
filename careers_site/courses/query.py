"""A course search as an address holds it: read strictly, written in one way."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from careers_site.courses.filters import KINDS, USUAL_WITHIN, WITHIN, Choices
from careers_site.errors import BadQueryError, refuse_unknown

LONGEST_WORDS = 200
SORTS = {
    "relevance": "Best match",
    "distance": "Nearest",
    "start": "Soonest start",
    "title": "Title, A to Z",
}


@dataclass(frozen=True)
class CourseSearch:
    """What a reader asks for. Values of a kind are in the order of its words, each once."""

    q: str = ""
    near: str = ""
    within: int = USUAL_WITHIN
    level: tuple[str, ...] = ()
    study: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    nation: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1

    @classmethod
    def from_query(
        cls, query: MultiDict[str, str], also: Collection[str] = frozenset()
    ) -> CourseSearch:
        """Read a query string. Raises BadQueryError naming what is unknown.

        `also` are keys that the caller reads itself.
        """
        keys = {field.name for field in fields(cls)}
        for key in query:
            if key not in keys and key not in also:
                raise refuse_unknown("filter", _printable(key), sorted({*keys, *also}))
        near, within = _single(query, "near"), _within(query)
        return cls(
            q=_single(query, "q"),
            near=near,
            within=within if near else USUAL_WITHIN,
            sort=_one_of(query, "sort", SORTS),
            page=_page(query),
            **{key: _values(query, key) for key in KINDS},
        )

    def to_query(self) -> list[tuple[str, str]]:
        """The query string as pairs, sorted by key; what is usual is left out."""
        pairs = [(key, value) for key in KINDS for value in self.values(key)]
        pairs += [(key, getattr(self, key)) for key in ("q", "near", "sort") if getattr(self, key)]
        if self.near:
            pairs.append(("within", str(self.within)))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return sorted(pairs, key=lambda pair: pair[0])

    def url(self) -> str:
        query = urlencode(self.to_query())
        return f"/courses?{query}" if query else "/courses"

    def values(self, key: str) -> tuple[str, ...]:
        """What is chosen of a kind."""
        chosen: tuple[str, ...] = getattr(self, key)
        return chosen

    def choices(self) -> list[Choices]:
        """The filters by ticked values that are on, in the order of the sentence."""
        return [Choices(kind, self.values(key)) for key, kind in KINDS.items() if self.values(key)]

    def without(self, key: str, value: str | None = None) -> CourseSearch:
        """This search without a filter, or without one of its values, from the first page."""
        if key in KINDS:
            kept = tuple(found for found in self.values(key) if value not in (None, found))
            changed: dict[str, Any] = {key: kept}
            return replace(self, page=1, **changed)
        if key == "near":
            return replace(self, near="", within=USUAL_WITHIN, page=1)
        return replace(self, q="", page=1)

    def order(self, *, is_placed: bool = True) -> str:
        """The sort in use: the one asked for where it makes sense, else the usual one."""
        possible = self.sorts(is_placed=is_placed)
        return self.sort if self.sort in possible else possible[0]

    def sorts(self, *, is_placed: bool = True) -> list[str]:
        """The sorts that make sense, the usual one first. `is_placed`: `near` was understood."""
        usual = ["relevance"] if self.q else []
        usual += ["distance"] if self.near and is_placed else []
        return [*usual, "title", "start"]


def _printable(text: str) -> str:
    """Without control characters, which have no place on a page, and with single spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _single(query: MultiDict[str, str], key: str) -> str:
    values = query.getlist(key)
    if len(values) > 1:
        raise BadQueryError(f'"{key}" is given {len(values)} times; give it once.')
    text = _printable(values[0]) if values else ""
    if len(text) > LONGEST_WORDS:
        raise BadQueryError(f'"{key}" is longer than {LONGEST_WORDS} characters.')
    return text


def _one_of(query: MultiDict[str, str], key: str, allowed: Collection[str]) -> str:
    text = _single(query, key)
    if text and text not in allowed:
        raise refuse_unknown(key, text, list(allowed))
    return text


def _within(query: MultiDict[str, str]) -> int:
    text = _one_of(query, "within", [str(distance) for distance in WITHIN])
    return int(text) if text else USUAL_WITHIN


def _page(query: MultiDict[str, str]) -> int:
    text = _single(query, "page")
    if text and not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise BadQueryError(f'"page" is a whole number from 1, not "{text}".')
    return int(text or 1)


def _values(query: MultiDict[str, str], key: str) -> tuple[str, ...]:
    allowed = KINDS[key].allowed()
    given = {_printable(value) for value in query.getlist(key)} - {""}
    for value in sorted(given - set(allowed)):
        raise refuse_unknown(key, value, allowed)
    return tuple(value for value in allowed if value in given)
