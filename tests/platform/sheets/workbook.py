"""Workbooks for tests, as bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook


def workbook(*rows: Sequence[Any], more: Iterable[tuple[str, Sequence[Any]]] = ()) -> bytes:
    """A workbook with one sheet of these rows, and others with a row each."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for title, row in more:
        book.create_sheet(title).append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
