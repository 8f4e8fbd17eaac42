"""The pay calculator of /salary: part-time and term-time pay from the pay in an advert."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import TextInput

from careers_site.content.tables.salary_bands import FULL_TIME_HOURS, PayPoint
from careers_site.platform.text.formatting import number
from careers_site.platform.text.numbers import HOURS, WEEKS, YEARLY, typed_range
from careers_site.platform.text.text_safety import one_line
from careers_site.salary.part_time_pay import WEEKS_IN_YEAR, Pay
from careers_site.salary.points import PointYear, bounds, names_points, point_years, typed_points

Amounts = tuple[Decimal, Decimal]
TERM_TIME = (Decimal(44), Decimal(46))
"""Paid weeks of typical term-time jobs. Source: council practice as generally known."""

YEAR_ROUND = WEEKS_IN_YEAR, WEEKS_IN_YEAR
FULL_TIME = Decimal(FULL_TIME_HOURS), Decimal(FULL_TIME_HOURS)
SALARY_WANTED = "Enter the pay in the advert, such as 28598, £27,711 to £30,060 or SCP 22"


class AmountField(Field):
    """One amount, or the lowest and the highest, between two bounds; read as people type it.

    `data` is a pair of decimals, or None; what was typed stays in the field.
    """

    widget = TextInput()

    def __init__(
        self, label: str, unit: str, least_and_most: tuple[int, int], error: str, **more: Any
    ) -> None:
        super().__init__(label, **more)
        self.unit, self.least_and_most, self.error = unit, least_and_most, error

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = self.read(valuelist[0])
        if self.data is None:
            raise ValueError(self.error)

    def read(self, text: str) -> Amounts | None:
        found = typed_range(text, self.unit)
        least, most = self.least_and_most
        return found if found and least <= found[0] <= found[1] <= most else None

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else number(self.data[0]) if self.data else ""


class HoursField(AmountField):
    """Hours a week: one number."""

    def read(self, text: str) -> Amounts | None:
        found = super().read(text)
        return found if found and found[0] == found[1] else None


class WeeksField(AmountField):
    """Paid weeks a year, also in words: "all year", "term time"."""

    def read(self, text: str) -> Amounts | None:
        plain = text.lower().replace("-", " ").removesuffix(" only").removesuffix(" round")
        if plain in ("term time", "tto"):
            return TERM_TIME
        found = YEAR_ROUND if plain in ("all year", "full year") else super().read(text)
        # Who types 52 weeks means all of the year.
        return YEAR_ROUND if found and found[0] == found[1] == 52 else found


class PayField(AmountField):
    """Pounds a year, or council pay points, which are then in `points`."""

    points: tuple[int, int] | None = None

    def read(self, text: str) -> Amounts | None:
        if not names_points(text):
            return super().read(text)
        self.points = typed_points(text)
        return (Decimal(self.points[0]), Decimal(self.points[1])) if self.points else None


class CalculatorForm(Form):
    """What the calculator asks: pay for a full-time year, hours a week, paid weeks a year.

    `pays` are what comes out once all is right: the lowest and the highest pay, or one. `point` is
    what the pay points asked for pay.
    """

    pays: tuple[Pay, ...] = ()
    point: PointYear | None = None

    salary = PayField(
        "Full-time pay in the advert",
        YEARLY,
        (1_000, 200_000),
        "Enter pay from £1,000 to £200,000, a range of pay, or a pay point such as SCP 22",
        description="For example 28598, £27,711 to £30,060 or SCP 22",
        validators=[InputRequired(SALARY_WANTED)],
    )
    hours = HoursField(
        "Your hours a week",
        HOURS,
        (1, 48),
        "Enter hours from 1 to 48, such as 18.5",
        description="For example 18.5",
        validators=[InputRequired("Enter your hours a week as a number, such as 18.5")],
    )
    full_time_hours = HoursField(
        "Full-time hours a week",
        HOURS,
        (30, 48),
        "Enter hours from 30 to 48, such as 37",
        description="37 in most councils. Leave it if you are not sure.",
        default=FULL_TIME,
        validators=[Optional()],
    )
    weeks = WeeksField(
        "Paid weeks a year",
        WEEKS,
        (1, 52),
        "Enter weeks from 1 to 52, such as 45, or “term time”",
        description="Leave it empty for all year, or enter “term time”.",
        validators=[Optional()],
    )


def calculate(args: MultiDict[str, str], points: Collection[PayPoint]) -> CalculatorForm:
    """Work out the pay that a query string asks for; no query, no result and no error."""
    if not args:
        return CalculatorForm()
    form = CalculatorForm(MultiDict((key, one_line(value)) for key, value in args.items()))
    if not form.validate():
        return form
    (hours, _), (full_time, _) = form.hours.data, form.full_time_hours.data or FULL_TIME
    if hours > full_time:
        form.hours.errors = [f"Your hours are more than the full-time hours, {number(full_time)}"]
        return form
    salaries = form.salary.data
    if form.salary.points:
        form.point = _newest(form.salary, points)
        if form.point is None:
            return form
        salaries = Decimal(form.point.low.annual), Decimal(form.point.high.annual)
    weeks = form.weeks.data or YEAR_ROUND
    both = (Pay(round(salaries[i]), hours, full_time, weeks[i]) for i in (0, 1))
    form.pays = tuple(dict.fromkeys(both))
    return form


def _newest(field: PayField, points: Collection[PayPoint]) -> PointYear | None:
    """What the points of a field pay in the newest year; None, with an error, if not all do."""
    year = max((one.year for one in points), default="")
    current = [one for one in points if one.year == year]
    found = point_years(field.points, current) if field.points else ()
    if not found:
        field.errors = [f"Enter a pay point from SCP {bounds(current)}" if current else field.error]
    return found[0] if found else None
