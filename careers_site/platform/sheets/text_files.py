"""Rows of a text file: commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import IO

from careers_site.platform.sheets.columns import SheetError
from careers_site.platform.sheets.rows import SAMPLE, Row

DELIMITERS = ",;\t"
# A longer cell is no text but a quotation mark that is never closed.
LONGEST_CELL = 32 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024
# So much of the text is looked at to tell the delimiter.
BEGINNING = 64 * 1024
WINDOWS = "cp1252"
AS_WINDOWS = "The file was read as Windows-1252, not as UTF-8"
# Excel begins some files with the delimiter: sep=;
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(raw: IO[bytes], fit: Callable[[Sequence[str]], bool], notes: list[str]) -> Iterator[Row]:
    """Every row of the text. Raises SheetError for what is no such text."""
    encoding = _encoding(raw)
    if encoding == WINDOWS:
        notes.append(AS_WINDOWS)
    # A byte that has no meaning is read as a mark of itself, so that its cell can be named.
    text = io.TextIOWrapper(raw, encoding, errors="surrogateescape", newline="")
    try:
        yield from _rows(text, fit)
    except UnicodeError:
        raise SheetError("is not a text that can be read") from None
    finally:
        # Whoever has opened the file closes it.
        if not raw.closed:
            text.detach()


def _rows(text: io.TextIOWrapper, fit: Callable[[Sequence[str]], bool]) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    beginning = text.read(BEGINNING)
    delimiter = _delimiter(beginning, fit)
    said = _SEPARATOR.match(beginning)
    lines = _lines(beginning[said.end() if said else 0 :], text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = int(bool(said))
    try:
        for cells in reader:
            number += 1
            yield Row(number, cells, _foreign(cells))
    except csv.Error as error:
        raise SheetError(f"is not CSV: {error}", number + 1) from None


def _lines(beginning: str, text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a text whose beginning was read already."""
    held = list(io.StringIO(beginning, newline=""))
    last = held.pop() if held else ""
    yield from held
    # The last of them may go on; a line end may be cut in two.
    yield from io.StringIO(last + text.readline(), newline="")
    yield from text


def _delimiter(beginning: str, fit: Callable[[Sequence[str]], bool]) -> str:
    """The one with which some row is one of headings, or else that makes most cells of the first.

    Where that does not tell either, it is a comma.
    """
    if said := _SEPARATOR.match(beginning):
        return said[1]

    def makes(delimiter: str) -> tuple[bool, int]:
        reader = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter)
        try:
            rows = [[cell.strip() for cell in row] for row in islice(reader, SAMPLE)]
        except csv.Error:
            return False, 0
        return any(map(fit, rows)), len(rows[0]) if rows else 0

    return max(DELIMITERS, key=makes)


def _encoding(raw: IO[bytes]) -> str:
    """Windows-1252 where bytes beyond ASCII are there and none of them makes sense as UTF-8."""
    if raw.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        raw.seek(0)
        return "utf-16"
    raw.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    has_foreign = has_own = False
    while chunk := raw.read(CHUNK_BYTES):
        text = decoder.decode(chunk)
        if not text.isascii():
            has_foreign = has_foreign or re.search("[\udc80-\udcff]", text) is not None
            has_own = has_own or re.search("[\x80-\ud7ff\ue000-\U0010ffff]", text) is not None
    raw.seek(0)
    has_foreign = has_foreign or bool(decoder.getstate()[0])
    return WINDOWS if has_foreign and not has_own else "utf-8-sig"


def _foreign(cells: Sequence[str]) -> dict[int, str]:
    """Place -> what is wrong, for cells with a byte that has no meaning."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        if not cell.isascii() and (byte := re.search("[\udc80-\udcff]", cell)):
            code = ord(byte[0]) - 0xDC00
            found[at] = f'is not UTF-8 (byte 0x{code:02X}): save the file as "CSV UTF-8"'
    return found
