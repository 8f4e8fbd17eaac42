"""Filters by one value in an order: starting from a day, and costing no more than so much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import numpy as np

from careers_site.courses import terms
from careers_site.courses.columns import NO_DAY, Columns, Mask
from careers_site.courses.narrowing import Facet, FacetValue, Phrase, Positions
from careers_site.courses.today import today
from careers_site.templating import day

EPOCH = date(1970, 1, 1)
MONTHS_AHEAD = 12
FREE = "free"
POUNDS = (100, 250, 500, 1_000, 2_500, 5_000, 10_000)
MOST_POUNDS = 1_000_000


@dataclass(frozen=True)
class StartFrom:
    """Starting on a day or later: "2027-01" (a month) or "2027-01-18", or a start not known."""

    value: str
    key: ClassVar[str] = "start"
    title: ClassVar[str] = "Start"

    @staticmethod
    def allowed() -> list[str]:
        return [*_months(), terms.NOT_KNOWN]

    @classmethod
    def read(cls, text: str) -> StartFrom:
        """Raises ValueError with a sentence."""
        if text == terms.NOT_KNOWN:
            return cls(text)
        if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text, re.ASCII):
            raise ValueError("is a month like 2027-01 or a day like 2027-01-18")
        cls(text).day()
        return cls(text)

    def day(self) -> date:
        try:
            found = date.fromisoformat(self.value if len(self.value) > 7 else f"{self.value}-01")
        except ValueError:
            raise ValueError("is no day of the calendar") from None
        if not 1990 <= found.year <= 2100:
            raise ValueError("is between 1990 and 2100")
        return found

    def narrow(self, columns: Columns) -> Mask:
        if self.value == terms.NOT_KNOWN:
            return np.asarray(columns.start == NO_DAY)
        return np.asarray((columns.start >= _number(self.day())) & (columns.start != NO_DAY))

    def sentence(self) -> Phrase:
        if self.value == terms.NOT_KNOWN:
            return Phrase(aside="with the start not known")
        return Phrase(aside=f"starting from {self._said()}")

    def _said(self) -> str:
        return f"{self.day():%B %Y}" if len(self.value) == 7 else day(self.day())

    def name(self) -> str:
        return f"Start: {self._label()}"

    def _label(self) -> str:
        return "not known" if self.value == terms.NOT_KNOWN else f"from {self._said()}"

    def chips(self) -> list[tuple[str, str | None]]:
        return [(f"Start {self._label()}" if self.value != terms.NOT_KNOWN else self.name(), None)]

    def facet(self, columns: Columns, found: Positions | None) -> Facet:
        starts = np.sort(columns.start if found is None else columns.start[found])
        known = int(np.searchsorted(starts, NO_DAY))

        def value(id: str) -> FacetValue:
            wanted = StartFrom(id)
            if id == terms.NOT_KNOWN:
                return FacetValue(id, "Start not known", len(starts) - known, id == self.value)
            count = known - int(np.searchsorted(starts, _number(wanted.day())))
            return FacetValue(id, wanted._said(), max(0, count), id == self.value)

        ids = dict.fromkeys([*_months(), *([self.value] if self.value else []), terms.NOT_KNOWN])
        values = tuple(value(id) for id in sorted(ids))
        return Facet(self.key, "Starting from", values, any="Any start")


@dataclass(frozen=True)
class UpTo:
    """Costing nothing ("free"), or at most so many pounds, or a cost that is not known."""

    value: str
    key: ClassVar[str] = "cost"
    title: ClassVar[str] = "Cost"

    @staticmethod
    def allowed() -> list[str]:
        return [FREE, *map(str, POUNDS), terms.NOT_KNOWN]

    @classmethod
    def read(cls, text: str) -> UpTo:
        """Raises ValueError with a sentence."""
        if text in {FREE, terms.NOT_KNOWN}:
            return cls(text)
        if not re.fullmatch("[1-9][0-9]{0,6}", text) or int(text) > MOST_POUNDS:
            most = f"{MOST_POUNDS:,}"
            raise ValueError(f'is "free", "not-known" or whole pounds from 1 to {most}')
        return cls(text)

    @property
    def pounds(self) -> int:
        return 0 if self.value == FREE else int(self.value)

    def narrow(self, columns: Columns) -> Mask:
        if self.value == terms.NOT_KNOWN:
            return np.isnan(columns.cost)
        return np.asarray(columns.cost <= self.pounds)

    def sentence(self) -> Phrase:
        if self.value == FREE:
            return Phrase(before="free")
        if self.value == terms.NOT_KNOWN:
            return Phrase(aside="with the cost not known")
        return Phrase(aside=f"costing up to £{self.pounds:,}")

    def name(self) -> str:
        return f"Cost: {self._label().lower()}"

    def _label(self) -> str:
        if self.value == terms.NOT_KNOWN:
            return "Cost not known"
        return "Free" if self.value == FREE else f"Up to £{self.pounds:,}"

    def chips(self) -> list[tuple[str, str | None]]:
        return [(self._label(), None)]

    def facet(self, columns: Columns, found: Positions | None) -> Facet:
        costs = np.sort(columns.cost if found is None else columns.cost[found])
        # NaN, for a cost that is not known, sorts last.
        known = len(costs) - int(np.count_nonzero(np.isnan(costs)))

        def value(id: str) -> FacetValue:
            wanted = UpTo(id)
            if id == terms.NOT_KNOWN:
                return FacetValue(id, wanted._label(), len(costs) - known, id == self.value)
            count = int(np.searchsorted(costs[:known], wanted.pounds, side="right"))
            return FacetValue(id, wanted._label(), count, id == self.value)

        ids = dict.fromkeys([*self.allowed(), *([self.value] if self.value else [])])
        order = sorted(ids, key=lambda id: MOST_POUNDS + 1 if id[0] == "n" else UpTo(id).pounds)
        return Facet(self.key, self.title, tuple(value(id) for id in order), any="Any cost")


LIMITS: dict[str, type[StartFrom] | type[UpTo]] = {"start": StartFrom, "cost": UpTo}


def _number(day: date) -> int:
    return (day - EPOCH).days


def _months() -> list[str]:
    """The months in which a start can be chosen, the coming one first."""
    now = today()
    months = (now.year * 12 + now.month + ahead for ahead in range(MONTHS_AHEAD))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
