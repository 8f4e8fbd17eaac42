"""A person specification pasted as a table becomes criteria: what people copy from Word, Excel or a
web page has a tab between cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import tomlkit

from careers_site.platform.text.text_safety import new_id, one_line

MOST_CRITERIA, LONGEST = 80, 500
IMPORTANCE = {
    **dict.fromkeys(("essential", "e"), "essential"),
    **dict.fromkeys(("desirable", "d"), "desirable"),
    "not stated": "not-stated",
}
NOT_STATED = "not-stated"
_TICKS = frozenset(("x", "✓", "✔", "√", "yes", "y"))
_AREAS = {
    "experience": "experience",
    "knowledge": "knowledge",
    **dict.fromkeys(("skills", "abilities", "ability", "aptitudes"), "skills"),
    **dict.fromkeys(("qualification", "qualifications", "education", "training"), "qualifications"),
    **dict.fromkeys(("other", "special requirements", "circumstances"), "other"),
}
_HEADING = re.compile(
    r"(?:(?:person specification|essential|desirable|criteri(?:on|a)|requirements?|attributes?"
    r"|importance|area|or|and|e|d|no)\b[\W_]*)+",
    re.IGNORECASE,
)
_BULLETS = " •·▪◦●*–—-"


@dataclass(frozen=True)
class PastedCriterion:
    """A point as it was pasted; `importance` and `area` are those of a criterion's table."""

    words: str
    importance: str
    area: str


class PastedTable:
    """Reads a table row by row. `criteria` are what it holds, `problems` sentences about rows."""

    def __init__(self, text: str) -> None:
        self.criteria: list[PastedCriterion] = []
        self.problems: list[str] = []
        # What a heading has said for the rows below it: a column of ticks, or all of a part.
        self._columns: dict[int, str] = {}
        self._importance, self._area = NOT_STATED, "other"
        for number, cells in _rows(text):
            self._read(number, cells)
        self._check()

    def _read(self, number: int, cells: list[str]) -> None:
        low = [cell.casefold() for cell in cells]
        said = {at: IMPORTANCE[cell] for at, cell in enumerate(low) if cell in IMPORTANCE}
        area = next((found for cell in low if (found := _area(cell))), "")
        texts = [
            cell
            for cell, plain in zip(cells, low, strict=True)
            if plain and not (plain in _TICKS or _area(plain) or _HEADING.fullmatch(plain))
        ]
        if not texts:
            self._read_heading(said, area)
        elif len(texts) > 1:
            self._refuse(number, f"has {len(texts)} texts. Keep the criterion and delete the rest")
        elif len(texts[0]) > LONGEST:
            self._refuse(number, f"is longer than {LONGEST} characters. Make it shorter")
        else:
            ticks = [at for at, cell in enumerate(low) if cell in _TICKS and at in self._columns]
            ticked = {self._columns[at] for at in ticks}
            self._add(number, texts[0], {*said.values()} or ticked, area)

    def _read_heading(self, said: dict[int, str], area: str) -> None:
        if len(said) > 1:
            self._columns, self._importance = said, NOT_STATED
        elif said:
            self._importance = next(iter(said.values()))
        self._area = area or self._area

    def _add(self, number: int, words: str, importance: set[str], area: str) -> None:
        if len(importance) > 1:
            self._refuse(number, "is both essential and desirable. Choose one")
            return
        found = next(iter(importance), self._importance)
        self.criteria.append(PastedCriterion(words, found, area or self._area))

    def _refuse(self, number: int, why: str) -> None:
        self.problems.append(f"Row {number} {why}.")

    def _check(self) -> None:
        if len(self.criteria) > MOST_CRITERIA:
            self.problems.append(
                f"There are {len(self.criteria)} criteria; at most {MOST_CRITERIA}. Join some."
            )
        if not self.criteria and not self.problems:
            self.problems.append("Paste at least one criterion.")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with its number. A cell may have several lines."""
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    for number, row in enumerate(csv.reader(lines, delimiter="\t"), start=1):
        cells = [one_line(cell).strip(_BULLETS) for cell in row]
        if any(cells):
            yield number, cells


def _area(cell: str) -> str:
    """The area that a cell names and nothing else: "skills and abilities"."""
    named = {_AREAS.get(part) for part in re.split(r"\s*(?:,|&|/| and )\s*", cell)}
    return min(filter(None, named), default="") if None not in named else ""


def new_specification(
    facts: Mapping[str, str], source: str, criteria: Sequence[PastedCriterion], today: date
) -> str:
    """The text of a new person specification, to be written on: the person judges each point until
    somebody adds its rule.

    `facts` are title, employer, nation, area and as_of, "" for what is not known.
    """
    document = tomlkit.document()
    for name, value in facts.items():
        if value:
            document[name] = value
    document["sources"] = [source]
    document["checked"] = today
    document["confidence"] = "seen"
    tables, taken = tomlkit.aot(), set[str]()
    for one in criteria:
        taken.add(found := new_id(" ".join(one.words.split()[:5]), taken))
        table = tomlkit.table()
        table.update({"id": found, "words": one.words, "importance": one.importance})
        table.update({"area": one.area, "self": True, "fill": ""})
        tables.append(table)
    document["criterion"] = tables
    return tomlkit.dumps(document)
