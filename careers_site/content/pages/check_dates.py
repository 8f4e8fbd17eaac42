"""When each page, rule and row was last checked against its sources, and which are due again."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

CHECK_AFTER_MONTHS = 12
# What a table of TOML or a row of CSV is called, the first of these that it has.
NAMES = ("title", "name", "words", "id", "spine")


@dataclass(frozen=True)
class Review:
    """Something that says when it was last checked. `what` is its name within the document."""

    path: str
    what: str
    checked: date


def due(documents: Mapping[str, str], today: date) -> list[Review]:
    """What was not checked for 12 months, the oldest first."""
    found = (review for path in documents for review in _readable(path, documents[path]))
    old = (review for review in found if a_year_after(review.checked) < today)
    return sorted(old, key=lambda review: review.checked)


def next_check(path: str, text: str) -> date | None:
    """12 months after the oldest thing in a document was checked; None where nothing was."""
    days = [review.checked for review in _readable(path, text)]
    return a_year_after(min(days)) if days else None


def a_year_after(day: date) -> date:
    year = day.year + 1
    # 29 February has no day a year after; the day after the 28th is as good.
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)


@lru_cache(maxsize=512)
def _readable(path: str, text: str) -> tuple[Review, ...]:
    """None for a document that an older release could read and this one cannot.

    Remembered: the overview asks for everything that is published, and little of it changes.
    """
    try:
        return tuple(reviews(path, text))
    except (ValueError, KeyError):
        return ()


def reviews(path: str, text: str) -> Iterator[Review]:
    """Everything in a published document that says when it was checked."""
    if path.endswith(".csv"):
        for row in csv.DictReader(io.StringIO(text)):
            # An employer has the same post year after year, and others have one of that name.
            names = (row.get("employer"), _name(row, path))
            yield Review(path, ", ".join(filter(None, names)), date.fromisoformat(row["checked"]))
        return
    matter = text.split("\n+++\n")[0].removeprefix("+++\n") if path.endswith(".md") else text
    yield from _in_table(path, tomllib.loads(matter), path)


def _in_table(path: str, table: Mapping[str, Any], name: str) -> Iterator[Review]:
    name = _name(table, name)
    if isinstance(table.get("checked"), date):
        yield Review(path, name, table["checked"])
    for key, value in table.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from _in_table(path, inner, key)


def _name(table: Mapping[str, Any], otherwise: str) -> str:
    named = (table[key] for key in NAMES if isinstance(table.get(key), str) and table[key])
    return next(named, otherwise)
