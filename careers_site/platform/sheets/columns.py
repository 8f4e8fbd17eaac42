"""The columns of a table found by their headings, in any order and by other names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from careers_site.platform.sheets.csv_headings import MOST_EXPECTED, too_many
from careers_site.platform.text.text_safety import showable

# So many columns and headings are named.
MOST_SHOWN = 6
LONGEST_SHOWN = 80


class SheetError(ValueError):
    """A file cannot be read as a table: one sentence that follows its name, and the row, if any."""

    def __init__(self, words: str, row: int | None = None) -> None:
        super().__init__(words)
        self.words, self.row = words, row


@dataclass(frozen=True)
class Columns:
    """What a table's columns are called.

    `aliases` are other headings for a column, written as `simple` gives them. A file must have all
    columns of `required` and `at_least` so many of `names`. `ignored` are headings that are left
    out without a word. `labels` are columns to name where there are too few.
    """

    names: Sequence[str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    required: Collection[str] = ()
    at_least: int = 0
    ignored: Collection[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, heading: str) -> str:
        """The column that a heading stands for, or an empty text."""
        if heading in self.names:
            return heading
        known = {simple(name): name for name in self.names}
        return known.get(simple(heading)) or self.aliases.get(simple(heading), "")

    def fit(self, headings: Sequence[str]) -> bool:
        """Whether a row may be the row of headings."""
        found = {self.name_of(heading) for heading in headings} - {""}
        return found >= set(self.required) and len(found) >= self.at_least

    def places(self, headings: Sequence[str], row: int) -> dict[str, int]:
        """Column -> its place in the row of headings. Raises SheetError where they do not fit."""
        if what := too_many(headings, self.names, MOST_EXPECTED):
            raise SheetError(what, row)
        found: dict[str, int] = {}
        for at, heading in enumerate(headings):
            name = self.name_of(heading)
            if name in found:
                twice = f'"{_short(headings[found[name]])}" and "{_short(heading)}"'
                raise SheetError(f"has 2 columns for {name} ({twice}): keep one", row)
            if name:
                found[name] = at
        if not self.fit(headings):
            raise SheetError(self._missing(headings, found), row)
        return found

    def _missing(self, headings: Sequence[str], found: Collection[str]) -> str:
        missing = [f'"{name}"' for name in self.required if name not in found]
        other = [f'"{_short(one)}"' for one in headings if one and not self.name_of(one)]
        needed = [f'"{label}"' for name, label in self.labels.items() if name not in found]
        wanted = "has too few of the columns"
        if missing:
            wanted = f"has no column {_listed(missing)}"
        elif needed:
            wanted += f": it lacks {', '.join(needed)}"
        return f"{wanted}; its other headings are {_listed(other)}" if other else wanted


def simple(heading: str) -> str:
    """A heading without case, marks and what stands in brackets: "Cost (£)" is "cost"."""
    plain = re.sub(r"\([^()]*\)", " ", heading.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:MOST_SHOWN]) + (" and others" if len(words) > MOST_SHOWN else "")


def _short(heading: str) -> str:
    heading = showable(heading)
    return heading if len(heading) <= LONGEST_SHOWN else heading[:LONGEST_SHOWN] + "…"
