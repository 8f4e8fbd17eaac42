"""Certificates by the names that stand on them, and what each counts as on the scales."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import Id, MonthId, Nation, Sourced, Table, Words
from careers_site.eligibility.month import ALWAYS, Month, Period
from careers_site.eligibility.requirements import AtLeast
from careers_site.eligibility.scales import Scales

PATH = "content/portage-home-visitor/qualifications.toml"


# The number that Ofqual gives a qualification, as it is printed on certificates.
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}/[0-9]{4}/[0-9X]$")]


class AwardedTable(Table):
    from_: int | None = Field(default=None, alias="from", ge=1850, le=2100)
    to: int | None = Field(default=None, ge=1850, le=2100)


class QualificationTable(Sourced):
    id: Id
    names: list[Words] = Field(min_length=1)
    numbers: list[Number] = []
    awarded: AwardedTable = AwardedTable()
    began_from: MonthId | None = None
    began_until: MonthId | None = None
    nation: Nation | None = None
    gives: dict[str, str] = {}
    asks: Id | None = None
    unknown: bool = False
    advice: str = ""
    note: str = ""


class QualificationsFile(Table):
    qualification: list[QualificationTable] = []


# Compared by identity: a certificate is one thing, and the search keeps them in sets.
@dataclass(frozen=True, eq=False)
class Qualification:
    """A certificate: its names, the first as its title, and the levels that it counts as.

    `gives` is empty where nobody can say from the name alone: then `advice` says what to do.
    `asks` is the scale whose level the holder picks, such as how many; `gives` holds the least.
    `first` and `last` are the years in which it was begun or awarded, where a source says.
    `began` are the first and the last month in which it must have been begun to count so, where
    that decides. `numbers` are the numbers that can stand on it.
    """

    id: str
    names: tuple[str, ...]
    gives: tuple[AtLeast, ...]
    asks: str | None
    first: int | None
    last: int | None
    nation: str | None
    advice: str
    note: str
    sources: tuple[str, ...]
    checked: date
    confidence: str
    numbers: tuple[str, ...] = ()
    began: Period = ALWAYS

    @property
    def title(self) -> str:
        return self.names[0]

    @property
    def is_unknown(self) -> bool:
        return not self.gives


def parse_qualifications(
    documents: Mapping[str, str], scales: Scales, sources: Collection[str], problems: Problems
) -> tuple[Qualification, ...]:
    """Every certificate of the list; what is wrong goes to `problems`."""
    file = read_file(QualificationsFile, PATH, documents, problems)
    tables = file.qualification if file else []
    reader = RequirementReader(scales, sources, problems)
    seen: set[str] = set()
    for table in tables:
        for name in (table.id, *table.numbers):
            if name in seen:
                said = "" if name == table.id else f"number {name} "
                problems.add(PATH, _place(table), f"{said}stands twice")
            seen.add(name)
        reader.check_sources(PATH, _place(table), table)
        _check(table, problems)
    return tuple(_qualification(table, reader) for table in tables)


def _place(table: QualificationTable) -> str:
    return f'qualification "{table.id}"'


def _check(table: QualificationTable, problems: Problems) -> None:
    place = _place(table)
    if table.unknown == bool(table.gives):
        problems.add(PATH, place, "either gives levels or has unknown = true, not both")
    if table.unknown and not table.advice.strip():
        problems.add(PATH, place, "is unknown, so it needs advice")
    if table.asks is not None and table.asks not in table.gives:
        problems.unknown(PATH, f"{place}: asks", "scale in gives", table.asks, table.gives)
    first, last = table.awarded.from_, table.awarded.to
    if first is not None and last is not None and first > last:
        problems.add(PATH, f"{place}: awarded", f"from {first} is after to {last}")
    if table.began_from and table.began_until and table.began_from > table.began_until:
        said = f"is after began_until, {table.began_until}"
        problems.add(PATH, f"{place}: began_from", said)


def _leaf(
    table: QualificationTable, reader: RequirementReader, scale: str, level: str
) -> AtLeast | None:
    place = f"{_place(table)}: gives"
    if level.startswith("+"):
        # A certificate is held or not; nobody can tell whether it is already counted.
        reader.problems.add(PATH, f"{place}: {scale}", f'is a level, never a sum ("{level}")')
        return None
    leaf = reader.leaf(PATH, place, scale, level)
    if leaf is not None and leaf.level == 0:
        reader.problems.add(PATH, f"{place}: {scale}", f'"{level}" is the lowest level: it is none')
    return leaf


def _qualification(table: QualificationTable, reader: RequirementReader) -> Qualification:
    leaves = [_leaf(table, reader, *given) for given in table.gives.items()]
    first, last = (
        Month.parse(text) if text else None for text in (table.began_from, table.began_until)
    )
    return table.make(
        Qualification,
        gives=tuple(leaf for leaf in leaves if leaf),
        first=table.awarded.from_ or (first.year if first else None),
        last=table.awarded.to or (last.year if last else None),
        began=Period(first, last),
    )
