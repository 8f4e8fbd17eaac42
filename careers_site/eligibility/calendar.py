"""Plans on a calendar: the month in which each step starts and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from careers_site.eligibility.plan import Plan, PlannedStep

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FIRST_YEAR, LAST_YEAR = 2020, 2100


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; `number` counts from January, 1."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month of "2027-01". Raises ValueError for anything else."""
        year, _, number = text.partition("-")
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            raise ValueError(text)
        month = cls(int(year), int(number))
        if not (FIRST_YEAR <= month.year <= LAST_YEAR and 1 <= month.number <= 12):
            raise ValueError(text)
        return month

    def plus(self, months: int) -> Month:
        years, at = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, at + 1)

    def next(self, number: int) -> Month:
        """This month if it has that number, else the next that has."""
        return self.plus((number - self.number) % 12)

    @property
    def id(self) -> str:
        return f"{self.year}-{self.number:02d}"

    def __str__(self) -> str:
        return f"{MONTHS[self.number - 1]} {self.year}"


@dataclass(frozen=True)
class Dates:
    """When a step starts, and the month by which it has ended."""

    starts: Month
    ends: Month


def dated_steps(plan: Plan, start: Month | None) -> list[tuple[PlannedStep, Dates | None]]:
    """Each step of a plan with its dates, None for each where no month to start is given."""
    when = dates(plan, start) if start else (None,) * len(plan.steps)
    return list(zip(plan.steps, when, strict=True))


def dates(plan: Plan, start: Month) -> tuple[Dates, ...]:
    """The dates of each step of a plan that begins in `start`.

    A step starts when all that came before it in the plan has ended, and in its own month of the
    year if it has one, such as September.
    """
    found: list[Dates] = []
    for planned in plan.steps:
        before = [
            done.ends
            for done, other in zip(found, plan.steps, strict=False)
            if _ended(other, planned)
        ]
        first = max(before, default=start)
        if planned.step.starts_in is not None:
            first = first.next(planned.step.starts_in)
        found.append(Dates(first, first.plus(planned.step.months)))
    return tuple(found)


def _ended(earlier: PlannedStep, later: PlannedStep) -> bool:
    return earlier.starts_after_months + earlier.step.months <= later.starts_after_months
