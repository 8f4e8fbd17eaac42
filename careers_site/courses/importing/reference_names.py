"""What the open data leaves to other files: names of providers, and what an aim is.

The providers report is joined on UKPRN, and LARS' LearningDelivery.csv on LearnAimRef. Both are
optional; only the columns that are used are looked for.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from careers_site.courses.importing.problems import FileProblems, ImportProblemsError
from careers_site.courses.importing.reading import read_lines
from careers_site.platform.sheets.columns import Columns

LARS = ("LearnAimRef", "LearnAimRefTitle", "NotionalNVQLevelv2", "AwardOrgCode")
# Level as LARS writes it -> as the catalogue does; others (H, M, X) name no one level.
LEVELS = {"E": "entry", **{str(level): str(level) for level in range(1, 9)}}
# The names that providers reports give to these two columns.
NUMBERS = ("PROVIDER_UKPRN", "UKPRN")
NAMES = ("PROVIDER_NAME", "PROVIDER NAME", "TRADING_NAME", "LEGAL_NAME", "NAME")
LONGEST = 255


@dataclass(frozen=True)
class Aim:
    """A learning aim of LARS."""

    title: str
    level: str
    awarded_by: str


@dataclass(frozen=True)
class Joins:
    """Provider names by UKPRN, and aims by reference; empty where no file was given."""

    providers: Mapping[str, str] = field(default_factory=dict)
    aims: Mapping[str, Aim] = field(default_factory=dict)


def read_joins(providers: Path | None, lars: Path | None) -> Joins:
    """Read the files that were given. Raises ImportProblemsError for one that does not fit."""
    return Joins(
        dict(_providers(providers)) if providers else {},
        dict(_aims(lars)) if lars else {},
    )


def _providers(file: Path) -> Iterator[tuple[str, str]]:
    problems = FileProblems(str(file), str(file))
    number = name = ""
    for line in read_lines(file, Columns(()), problems):
        cells = dict(zip(line.headings, line.cells, strict=False))
        if not number:
            number, name = _find(cells, NUMBERS), _find(cells, NAMES)
            if not (number and name):
                wanted = f"{' or '.join(NUMBERS)}, and {', '.join(NAMES[:-1])} or {NAMES[-1]}"
                problems.in_whole(f"needs the columns {wanted}", 1)
                break
        text = _text(cells.get(name, ""))
        if text:
            yield cells[number].strip(), text
    _raise(problems)


def _find(by_column: Mapping[str, str], names: tuple[str, ...]) -> str:
    upper = {column.upper(): column for column in by_column}
    return next((upper[name] for name in names if name in upper), "")


def _aims(file: Path) -> Iterator[tuple[str, Aim]]:
    problems = FileProblems(str(file), str(file))
    for line in read_lines(file, Columns(LARS, required=LARS), problems):
        reference, title, level, awarded_by = (line.by_column.get(name, "") for name in LARS)
        level = LEVELS.get(level.strip().upper(), "")
        yield reference.strip(), Aim(_text(title), level, _text(awarded_by))
    _raise(problems)


def _text(cell: str) -> str:
    text = " ".join(html.unescape(cell).split())[:LONGEST]
    return text.encode("utf-8", "replace").decode()


def _raise(problems: FileProblems) -> None:
    if problems.lines:
        raise ImportProblemsError(problems.lines)
