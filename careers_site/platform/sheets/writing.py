"""Rows as an Excel workbook: numbers and dates are such, and no text is run as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT, DAY, NUMBER = "@", "dd/mm/yyyy", "#,##0"
WIDTHS = (12, 40)


def write(title: str, headings: Sequence[str], rows: Iterable[Sequence[str | int | date]]) -> bytes:
    """A workbook of one sheet, with the row of headings kept in sight."""
    # Much to import, and only where somebody wants a workbook.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at, heading in enumerate(headings, start=1):
        width = min(max(len(heading) + 2, WIDTHS[0]), WIDTHS[1])
        sheet.column_dimensions[get_column_letter(at)].width = width
    first = [_formatted(WriteOnlyCell(sheet, heading)) for heading in headings]
    for cell in first:
        cell.font = Font(bold=True)
    sheet.append(first)
    for row in rows:
        # It takes a date; its stub does not say so.
        cells = [WriteOnlyCell(sheet, value) for value in row]  # type: ignore[arg-type]
        sheet.append([_formatted(cell) for cell in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _formatted(cell: Any) -> Any:
    value = cell.value
    if isinstance(value, str):
        # What begins with "=" is a text too.
        cell.data_type = "s"
    cell.number_format = (
        TEXT if isinstance(value, str) else DAY if isinstance(value, date) else NUMBER
    )
    return cell
