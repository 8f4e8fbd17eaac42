"""Months of the calendar, and the months in which something is in force."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# A plan may begin in these years; the dates of rules may lie further back or ahead.
FIRST_YEAR, LAST_YEAR = 2020, 2035
_EARLIEST, _LATEST = 1990, 2100


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; `number` counts from January, 1."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month of "2027-01". Raises ValueError for anything else."""
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            raise ValueError(text)
        month = cls(int(text[:4]), int(text[5:]))
        if not (_EARLIEST <= month.year <= _LATEST and 1 <= month.number <= 12):
            raise ValueError(text)
        return month

    @classmethod
    def at(cls, index: int) -> Month:
        """The month of a number that counts months; see `index`."""
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        """Months counted from the year 0, for arithmetic."""
        return self.year * 12 + self.number - 1

    def plus(self, months: int) -> Month:
        return Month.at(self.index + months)

    def until(self, later: Month) -> int:
        """How many months lie between this one and a later one."""
        return later.index - self.index

    @property
    def id(self) -> str:
        return f"{self.year}-{self.number:02d}"

    def __str__(self) -> str:
        return f"{MONTHS[self.number - 1]} {self.year}"


@dataclass(frozen=True)
class Period:
    """The months in which something is in force, both ends included; None for an open end."""

    first: Month | None = None
    last: Month | None = None

    def __contains__(self, month: Month) -> bool:
        return not self.is_before(month) and not self.is_after(month)

    def is_before(self, month: Month) -> bool:
        """Whether it has ended by this month."""
        return self.last is not None and self.last < month

    def is_after(self, month: Month) -> bool:
        """Whether it has not begun in this month."""
        return self.first is not None and month < self.first

    @property
    def edges(self) -> tuple[Month, ...]:
        """The months in which something changes: the first, and the one after the last."""
        after = self.last.plus(1) if self.last else None
        return tuple(month for month in (self.first, after) if month)


ALWAYS = Period()
