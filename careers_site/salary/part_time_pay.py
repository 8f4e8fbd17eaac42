"""What a full-time figure comes to for somebody's hours and weeks, with its working."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from careers_site.content.tables.salary_bands import FULL_TIME_HOURS, whole
from careers_site.platform.text.formatting import number, pounds

WEEKS_IN_YEAR = Decimal("52.143")
"""Weeks of pay in a full year: 365 / 7. Source: council practice as generally known."""

MINIMUM_WAGES = (
    ("21 and over", Decimal("12.71")),
    ("18 to 20", Decimal("10.85")),
    ("Under 18, and apprentices under 19 or in their first year", Decimal("8.00")),
)
"""Who must be paid how many pounds an hour since April 2026. Source: `MINIMUM_WAGE_SOURCE`."""

MINIMUM_WAGE_SOURCE = "minimum-wage-2026"

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
        """The share of hours and of paid weeks, leave and bank holidays among them.

        Source: council practice as generally known; employers differ.
        """
        share = self.hours / self.full_time_hours
        return whole(self.full_time * share * self.weeks / WEEKS_IN_YEAR)

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


def legal_minimum(
    hours: Decimal = Decimal(FULL_TIME_HOURS),
    paid_weeks: Decimal = WEEKS_IN_YEAR,
    wage: Decimal = MINIMUM_WAGES[0][1],
) -> int:
    """The least that a year may pay, in whole pounds: from age 21, unless `wage` is another's."""
    return whole(wage * hours * paid_weeks)
