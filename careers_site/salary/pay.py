"""What a full-time figure comes to for somebody's hours and weeks, with its working."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from careers_site.content.tables.pay import (
    MINIMUM_WAGES,
    WEEKS_IN_YEAR,
    legal_minimum,
    pro_rata,
    whole,
)
from careers_site.platform.formatting import number, pounds

# Below this, somebody has likely typed the weeks worked: those of a school year are 38 or 39.
FEWEST_PAID_WEEKS = 42


@dataclass(frozen=True)
class Pay:
    """Pounds for a full-time year, hours a week, full-time hours, and paid weeks a year."""

    full_time: int
    hours: Decimal
    full_time_hours: Decimal
    weeks: Decimal

    @property
    def year(self) -> int:
        return pro_rata(self.full_time, self.hours, self.full_time_hours, self.weeks)

    @property
    def month(self) -> int:
        return whole(Decimal(self.year) / 12)

    @property
    def hour(self) -> Decimal:
        """Pounds and pence for each paid hour."""
        exact = self.year / self.weeks / self.hours
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def working(self) -> list[str]:
        """The sums, as somebody would do them with a calculator."""
        share = "" if self.is_year_round else f" × {number(self.weeks)} ÷ {WEEKS_IN_YEAR} weeks"
        hours = f"{number(self.hours)} ÷ {number(self.full_time_hours)} hours"
        return [
            f"a year: {pounds(self.full_time)} × {hours}{share} = {pounds(self.year)}",
            f"a month: {pounds(self.year)} ÷ 12 = {pounds(self.month)}",
            f"an hour: {pounds(self.year)} ÷ {number(self.weeks)} weeks "
            f"÷ {number(self.hours)} hours = £{self.hour}",
        ]

    @property
    def is_year_round(self) -> bool:
        return self.weeks == WEEKS_IN_YEAR

    @property
    def may_lack_leave(self) -> bool:
        return self.weeks < FEWEST_PAID_WEEKS

    @property
    def legal_minimum(self) -> int:
        """The least for the same paid hours, from age 21."""
        return legal_minimum(self.hours, self.weeks)

    @property
    def legal_minimums(self) -> list[tuple[str, Decimal, int]]:
        """For each age, the least an hour, and a year for the same paid hours."""
        return [
            (age, wage, legal_minimum(self.hours, self.weeks, wage)) for age, wage in MINIMUM_WAGES
        ]
