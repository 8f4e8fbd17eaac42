"""Rows of CSV files read as shapes: every problem is named by its column, in words.

A check of a cell takes its text and gives a value, or raises ValueError with words that follow
the column's name: "is blank".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from careers_site.platform.text.text_safety import did_you_mean

RowT = TypeVar("RowT")


def read_row(
    shape: type[RowT], cells: Mapping[str, str], context: Any = None
) -> tuple[RowT | None, list[str]]:
    """The row that these cells are, or else every problem as "column: what is wrong"."""
    # mypy takes no class of any kind for something hashable.
    kind: Any = shape
    try:
        row: RowT = _adapter(kind).validate_python(cells, context=context)
        return row, []
    except ValidationError as error:
        return None, [_in_words(found) for found in error.errors(include_url=False)]


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _in_words(found: Any) -> str:
    cause = found["msg"].removeprefix("Value error, ")
    column = ".".join(map(str, found["loc"]))
    return f"{column}: {cause}" if column else cause


def one_of(text: str, words: Collection[str]) -> str:
    """The text, which is one of a few words."""
    if text not in words:
        known = ", ".join(words)
        raise ValueError(f'"{short(text)}" is not one of {known}{did_you_mean(text, words)}')
    return text


def a_day(text: str) -> date:
    """A day as 2026-11-21."""
    try:
        # fromisoformat alone would also take 20261121 and 2026-W47-6.
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{short(text)}" is not a date such as 2026-11-21') from None


def or_blank(read: Callable[[str], object]) -> BeforeValidator:
    """A cell that may be left empty, which means "not known"."""
    return BeforeValidator(lambda text: read(text) if text else None)


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
