"""The list of early years qualifications of the Department for Education beside our own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from careers_site.content.problems import ContentError
from careers_site.content.rules.qualifications import Qualification
from careers_site.eligibility.month import MONTHS, Month

SCALE = "early_years"
# The columns of the list; the department puts "qualification" before some of them.
NEEDED = ("level", "name", "number")
COLUMNS = (*NEEDED, "ratio level", "from", "to", "awarding body", "extra requirements")
_NUMBER = re.compile(r"\b[0-9]{3}/?[0-9]{4}/?[0-9X]\b")
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}


@dataclass(frozen=True)
class Listed:
    """A row of the department's list; `levels` are those that it and ratios count it at."""

    row: int
    name: str
    numbers: tuple[str, ...]
    levels: frozenset[str]
    first: Month | None
    last: Month | None
    extra: str


def read_list(text: str) -> tuple[list[Listed], tuple[str, ...]]:
    """The rows of the list, and the further columns that say nothing here. Raises ContentError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading, *rows = list(reader) or [[]]
    except csv.Error as error:
        raise ContentError([f"row {reader.line_num}: cannot be read ({error})"]) from None
    names = [" ".join(cell.lower().split()).removeprefix("qualification ") for cell in heading]
    missing = [f'row 1: has no column "{name}"' for name in NEEDED if name not in names]
    if missing:
        raise ContentError(missing)
    found, problems = [], []
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        listed = _listed(number, cells)
        found.append(listed)
        problems += [f"row {number}: {what}" for what in _problems(listed)]
    if problems:
        raise ContentError(problems)
    return found, tuple(c for c, name in zip(heading, names, strict=True) if name not in COLUMNS)


def _listed(row: int, cells: Mapping[str, str]) -> Listed:
    levels = (re.findall(r"[2-8]", cells.get(column, "")) for column in ("level", "ratio level"))
    return Listed(
        row=row,
        name=cells["name"],
        numbers=tuple(map(plain, _NUMBER.findall(cells.get("number", "")))),
        levels=frozenset(f"level-{level}" for each in levels for level in each),
        first=month_of(cells.get("from", "")),
        last=month_of(cells.get("to", "")),
        extra=cells.get("extra requirements", ""),
    )


def _problems(listed: Listed) -> Iterator[str]:
    if not listed.name:
        yield "name: is empty"
    if not listed.levels:
        yield "level: names no level from 2 to 8"


def plain(number: str) -> str:
    """A qualification number as it is compared: without its slashes."""
    return number.replace("/", "")


def month_of(text: str) -> Month | None:
    """The month of "Sep-14", "September 2014", "2014-09" or "01/09/2014"; None for no month."""
    if found := re.search(r"\b([0-9]{4})-([0-9]{2})\b", text):
        year, number = int(found[1]), int(found[2])
    elif found := re.search(r"\b[0-9]{1,2}/([0-9]{1,2})/([0-9]{4})\b", text):
        year, number = int(found[2]), int(found[1])
    elif found := re.search(r"\b([A-Za-z]{3})[a-z]*[ -]([0-9]{4}|[0-9]{2})\b", text):
        year, number = _year(found[2]), _SHORT.get(found[1].lower(), 0)
    else:
        return None
    return Month(year, number) if 1 <= number <= len(MONTHS) else None


def _year(text: str) -> int:
    """Two digits are of this century up to 49, as spreadsheets have it."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def compare(theirs: Sequence[Listed], ours: Collection[Qualification]) -> tuple[list[str], int]:
    """What is in one list only and what the two count differently, and how many rows are in both.

    Each difference is a sentence.
    """
    by_number = {plain(number): one for one in ours for number in one.numbers}
    by_name = {_words(name): one for one in ours for name in one.names}
    sentences, matched = [], 0
    for listed in theirs:
        held = next((by_number[n] for n in listed.numbers if n in by_number), None)
        held = held or by_name.get(_words(listed.name))
        if held is None:
            more = ", and they ask for more" if listed.extra else ""
            said = f"is not in our list ({_join(listed.levels)}{more})"
            sentences.append(f"{_place(listed)}: {said}")
            continue
        matched += 1
        sentences += [f"{_place(listed)}: {what}" for what in _different(listed, held)]
    seen = {number for listed in theirs for number in listed.numbers}
    sentences += [
        f"{one.id}: our number {number} is not in their list"
        for one in ours
        for number in one.numbers
        if plain(number) not in seen
    ]
    return sentences, matched


def _different(listed: Listed, held: Qualification) -> Iterator[str]:
    given = {leaf.scale.level_ids[leaf.level] for leaf in held.gives if leaf.scale.id == SCALE}
    if not given:
        yield f"ours ({held.id}) gives no level, theirs {_join(listed.levels)}"
    elif not given & listed.levels:
        yield f"ours ({held.id}) gives {_join(given)}, theirs {_join(listed.levels)}"
    new = [n for n in listed.numbers if n not in {plain(number) for number in held.numbers}]
    if new:
        yield f"ours ({held.id}) has not the number {_join(new)}"
    for name, their, our in (
        ("from", listed.first, held.began.first),
        ("until", listed.last, held.began.last),
    ):
        if their and our and their != our:
            yield f"ours ({held.id}) counts if begun {name} {our.id}, theirs {their.id}"


def _place(listed: Listed) -> str:
    return f"row {listed.row}: {listed.name}"


def _join(words: Collection[str]) -> str:
    return " or ".join(sorted(words))


def _words(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.casefold()))
