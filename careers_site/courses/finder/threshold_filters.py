"""Filters by one value in an order: starting from a day, and costing no more than so much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from careers_site.courses import terms
from careers_site.courses.catalogue.columns import NO_DAY, Columns, Mask
from careers_site.courses.finder.filter_counts import Facet, FacetValue, Positions, counted
from careers_site.courses.finder.value_filter import Phrase
from careers_site.platform.clock import today
from careers_site.platform.text.formatting import day, month, pounds
from careers_site.platform.text.numbers import whole_number

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
        return Phrase(aside=f"starting from {self.said()}")

    def said(self) -> str:
        return month(self.day()) if len(self.value) == 7 else day(self.day())

    def name(self) -> str:
        return f"Start: {self._label()}"

    def _label(self) -> str:
        return "not known" if self.value == terms.NOT_KNOWN else f"from {self.said()}"

    def chips(self) -> list[tuple[str, str | None]]:
        return [(f"Start {self._label()}" if self.value != terms.NOT_KNOWN else self.name(), None)]

    def facet(self, columns: Columns, found: Positions | None) -> Facet:
        months = _months()
        number = counted(columns, f"start {months[0]}", _start_months, found, len(months) + 2)
        # A start from January is one from February too; the last code is a start not known.
        later = [int(count) for count in np.cumsum(number[-2::-1])[-2::-1]]
        counts = dict(zip(months, later, strict=True))
        if self.value:
            fits = self.narrow(columns)
            counts[self.value] = int(np.count_nonzero(fits if found is None else fits[found]))
        counts[terms.NOT_KNOWN] = int(number[-1])
        values = tuple(
            FacetValue(value, _start_label(value), counts[value], value == self.value)
            for value in sorted(counts)
        )
        total = len(columns) if found is None else len(found)
        return Facet(self.key, "Starting from", values, total, any="Any start")


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
        if whole_number(text, 1, MOST_POUNDS) is None:
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
        return Phrase(aside=f"costing up to {pounds(self.pounds)}")

    def name(self) -> str:
        return f"Cost: {self.label().lower()}"

    def label(self) -> str:
        if self.value == terms.NOT_KNOWN:
            return "Cost not known"
        return "Free" if self.value == FREE else f"Up to £{self.pounds:,}"

    def chips(self) -> list[tuple[str, str | None]]:
        return [(self.label(), None)]

    def facet(self, columns: Columns, found: Positions | None) -> Facet:
        number = counted(columns, self.key, _cost_bands, found, len(POUNDS) + 3)
        # What is free costs up to £100 too; the last code is a cost not known.
        counts = dict(zip(self.allowed(), np.cumsum(number[:-2]).tolist(), strict=False))
        counts[terms.NOT_KNOWN] = int(number[-1])
        if self.value not in {"", *counts}:
            fits = self.narrow(columns)
            counts[self.value] = int(np.count_nonzero(fits if found is None else fits[found]))
        values = tuple(
            FacetValue(value, _cost_label(value), counts[value], value == self.value)
            for value in sorted(counts, key=_cost_order)
        )
        total = len(columns) if found is None else len(found)
        return Facet(self.key, self.title, values, total, any="Any cost")


LIMITS: dict[str, type[StartFrom] | type[UpTo]] = {"start": StartFrom, "cost": UpTo}


def _number(day: date) -> int:
    return (day - EPOCH).days


def _months() -> list[str]:
    """The months in which a start can be chosen, the coming one first."""
    now = today()
    months = (now.year * 12 + now.month + ahead for ahead in range(MONTHS_AHEAD))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]


def _start_months(columns: Columns) -> NDArray[np.integer]:
    """How many of the months to choose have begun when a course starts; one more: not known."""
    months = _months()
    key = f"start months from {months[0]}"
    codes: NDArray[np.integer] | None = columns.memo.get(key)
    if codes is None:
        firsts = [_number(StartFrom(month).day()) for month in months]
        codes = np.searchsorted(firsts, columns.start, side="right").astype(np.int16)
        codes[columns.start == NO_DAY] = len(months) + 1
        columns.memo[key] = codes
    return codes


def _cost_bands(columns: Columns) -> NDArray[np.integer]:
    """The first of 0 and POUNDS that is at least the cost; then more than all; then not known."""
    codes: NDArray[np.integer] | None = columns.memo.get("cost bands")
    if codes is None:
        codes = np.searchsorted([0, *POUNDS], columns.cost).astype(np.int16)
        codes[np.isnan(columns.cost)] = len(POUNDS) + 2
        columns.memo["cost bands"] = codes
    return codes


@lru_cache(maxsize=200)
def _start_label(value: str) -> str:
    return "Start not known" if value == terms.NOT_KNOWN else StartFrom(value).said()


@lru_cache(maxsize=200)
def _cost_label(value: str) -> str:
    return UpTo(value).label()


@lru_cache(maxsize=200)
def _cost_order(value: str) -> int:
    return MOST_POUNDS + 1 if value == terms.NOT_KNOWN else UpTo(value).pounds
