"""A long list in parts by first letter, so that a reader opens the part that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

PART = 8
"""How many things a part has before the next letter begins a new one."""


def by_letter(things: Iterable[T], name: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """Parts in the order of the names, each with its letters: "B" or "C to D"."""

    def letter(thing: T) -> str:
        return name(thing)[:1].upper()

    parts: list[list[T]] = []
    for _, found in groupby(sorted(things, key=lambda one: name(one).lower()), key=letter):
        group = list(found)
        if parts and len(parts[-1]) < PART:
            parts[-1].extend(group)
        else:
            parts.append(group)
    return [(_letters(letter(part[0]), letter(part[-1])), part) for part in parts]


def _letters(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"
