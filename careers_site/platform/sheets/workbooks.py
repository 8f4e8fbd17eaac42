"""Rows of an Excel workbook, read one by one: one sheet, results of formulas, no merged cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any

from careers_site.platform.sheets.columns import SheetError
from careers_site.platform.sheets.rows import MOST_BLANK, SAMPLE, Row
from careers_site.platform.text.formatting import count_of

MEGABYTE = 1024 * 1024
# Styles and names are held in memory as objects, which are many times as large.
MOST_OF_OTHERS = 16 * MEGABYTE
MOST_PARTS = 2_000
CHUNK_BYTES = MEGABYTE
LONGEST_TAG = 200
MOST_SHEETS_NAMED = 5
ROWS_ALONE = "copy the rows alone into a new workbook"
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]+)"')
_KINDS = {
    b"opendocument.spreadsheet": "is an OpenDocument spreadsheet: save it as .xlsx or CSV",
    b"wordprocessingml": "is a Word document: copy its table into a spreadsheet",
    b"ms-excel.sheet.binary": "is a binary workbook (.xlsb): save it as .xlsx or CSV",
}
NO_RESULT = (
    "holds a formula without a saved result: open the file in your spreadsheet program, save it, "
    "and send it again"
)


def read(
    raw: IO[bytes], fit: Callable[[Sequence[str]], bool], notes: list[str], most_bytes: int
) -> Iterator[Row]:
    """Every row of the one sheet that is a table. Raises SheetError for what is no workbook."""
    try:
        _check_parts(raw, most_bytes)
        yield from _rows(raw, fit, notes)
    except SheetError:
        raise
    # Of a broken file openpyxl raises nearly anything.
    except Exception as error:
        raise SheetError("is a broken workbook: save it anew as .xlsx or CSV") from error


def _check_parts(raw: IO[bytes], most_bytes: int) -> None:
    """Raises SheetError for an archive that is no workbook, or too large when unpacked."""
    with zipfile.ZipFile(raw) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        size = sum(part.file_size for part in parts)
        others = sum(part.file_size for part in parts if _is_held(part.filename))
        if size > most_bytes:
            most = most_bytes // MEGABYTE
            said = f"unpacks to {size / MEGABYTE:,.0f} MB; at most {most:,} MB can be read"
            raise SheetError(f"{said}: {ROWS_ALONE}")
        if others > MOST_OF_OTHERS or len(parts) > MOST_PARTS:
            raise SheetError(f"holds too much besides its rows: {ROWS_ALONE}")
        about = b"".join(
            archive.read(name) for name in ("mimetype", "[Content_Types].xml") if name in names
        )
    for mark, words in _KINDS.items():
        if mark in about:
            raise SheetError(words)
    if "xl/workbook.xml" not in names:
        raise SheetError("is a ZIP file and no workbook: send the file that is in it")


def _is_held(name: str) -> bool:
    is_read_bit_by_bit = name.startswith(("xl/worksheets/", "xl/sharedStrings", "xl/media/"))
    return name.endswith((".xml", ".rels")) and not is_read_bit_by_bit


def _rows(raw: IO[bytes], fit: Callable[[Sequence[str]], bool], notes: list[str]) -> Iterator[Row]:
    # Much to import, and only where somebody sends a workbook.
    from openpyxl import load_workbook

    book = load_workbook(raw, read_only=True, data_only=True, keep_links=False)
    sheet = _the_sheet(book, fit, notes)
    has_formulas, merged = _scan(raw, sheet)
    if merged:
        others = f" and {len(merged) - 1} more" if len(merged) > 1 else ""
        raise SheetError(
            f"has merged cells ({merged[0]}{others}): unmerge them and fill in each row"
        )
    if not has_formulas:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield Row(number, [_text(cell) for cell in cells], _errors(cells), may_be_short=True)
        return
    notes.append("Of formulas, the results that were saved with the file were read")
    raw.seek(0)
    written = load_workbook(raw, read_only=True, keep_links=False)[sheet.title]
    written.reset_dimensions()
    for number, (cells, formulas) in enumerate(
        zip(sheet.iter_rows(), written.iter_rows(), strict=True), start=1
    ):
        wrong = {
            at: NO_RESULT
            for at, (cell, formula) in enumerate(zip(cells, formulas, strict=False))
            if cell.value is None and formula.data_type == "f"
        }
        texts = [_text(cell) for cell in cells]
        yield Row(number, texts, {**_errors(cells), **wrong}, may_be_short=True)


def _the_sheet(book: Any, fit: Callable[[Sequence[str]], bool], notes: list[str]) -> Any:
    """The only sheet with rows that can be seen, or the only one whose headings fit."""
    found = {}
    for sheet in book.worksheets:
        # What a file says of its size is often wrong.
        sheet.reset_dimensions()
        beginning = islice(sheet.iter_rows(), MOST_BLANK)
        rows = ([_text(cell).strip() for cell in cells] for cells in beginning)
        first = list(islice((row for row in rows if any(row)), SAMPLE))
        if first and sheet.sheet_state == "visible":
            found[sheet.title] = sheet, any(map(fit, first))
    if not found:
        raise SheetError("is empty")
    if len(found) == 1:
        return next(iter(found.values()))[0]
    fitting = [sheet for sheet, fits in found.values() if fits]
    if len(fitting) != 1:
        names = ", ".join(f'"{name}"' for name in [*found][:MOST_SHEETS_NAMED])
        said = "none has the headings of this table" if not fitting else "more than one fits"
        raise SheetError(f"has {count_of(len(found), 'sheet')} ({names}) and {said}: keep one")
    notes.append(f'Of {len(found)} sheets, only "{fitting[0].title}" was read')
    return fitting[0]


def _scan(raw: IO[bytes], sheet: Any) -> tuple[bool, list[str]]:
    """Whether a sheet holds formulas, and which of its cells are merged."""
    has_formulas, held = False, b""
    merged: list[str] = []
    with zipfile.ZipFile(raw) as archive, archive.open(sheet._worksheet_path) as part:
        while chunk := part.read(CHUNK_BYTES):
            # What was looked at before, but for a tag that may be cut in two.
            text = held + chunk
            has_formulas = has_formulas or _FORMULA.search(text) is not None
            found = list(_MERGED.finditer(text))
            merged += [one[1].decode() for one in found]
            held = text[max(found[-1].end() if found else 0, len(text) - LONGEST_TAG) :]
    return has_formulas, merged


def _errors(cells: Sequence[Any]) -> dict[int, str]:
    return {
        at: f"holds the error {cell.value}"
        for at, cell in enumerate(cells)
        if getattr(cell, "data_type", "") == "e"
    }


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        # "2025-06" becomes the first of June in Excel, and is shown without a day.
        is_month = "d" not in re.sub(r"\[[^\]]*\]", "", str(cell.number_format).lower())
        return f"{value:%Y-%m}" if is_month else value.isoformat()
    return str(value)
