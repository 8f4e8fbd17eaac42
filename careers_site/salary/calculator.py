"""The pay calculator of /salary: part-time and term-time pay from a full-time figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import DecimalField, Form
from wtforms.validators import InputRequired, Optional

from careers_site.content.tables.pay import FULL_TIME_HOURS, pro_rata
from careers_site.platform.formatting import number
from careers_site.platform.numbers import typed_amount
from careers_site.platform.text_safety import one_line


class NumberField(DecimalField):
    """A number between two bounds, as people type it."""

    def __init__(self, label: str, wanted: str, least: int, most: int, **more: Any) -> None:
        super().__init__(label, **more)
        self.wanted, self.least, self.most = wanted, least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = typed_amount(valuelist[0])
        if self.data is None or not self.least <= self.data <= self.most:
            raise ValueError(f"Enter {self.wanted} from {self.least} to {self.most}")


class CalculatorForm(Form):
    """What the calculator asks; money in pounds a year, hours a week, weeks a year."""

    salary = NumberField(
        "Full-time salary a year",
        "a salary in pounds",
        1_000,
        200_000,
        description="The full-time figure in the advert, in pounds, for example 29542",
        validators=[InputRequired("Enter the full-time salary as a whole number, such as 28598")],
    )
    hours = NumberField(
        "Your hours a week",
        "hours",
        1,
        48,
        description="For example 18.5",
        validators=[InputRequired("Enter your hours a week as a number, such as 18.5")],
    )
    full_time_hours = NumberField(
        "Full-time hours a week",
        "hours",
        30,
        48,
        description="37 in most councils. Leave it if you are not sure.",
        default=Decimal(FULL_TIME_HOURS),
        validators=[Optional()],
    )
    weeks = NumberField(
        "Paid weeks a year, if term time only",
        "weeks",
        1,
        52,
        description="Typically 44 to 46. Leave it empty if the job is all year round.",
        validators=[Optional()],
    )


@dataclass(frozen=True)
class Calculation:
    """The form as filled in, and the pounds a year that come out, None until it is right."""

    form: CalculatorForm
    pounds: int | None
    monthly: int | None


def calculator_form() -> CalculatorForm:
    return CalculatorForm()


def calculate(args: MultiDict[str, str]) -> Calculation:
    """Work out the pay that a query string asks for; no query, no result and no error."""
    if not args:
        return Calculation(CalculatorForm(), None, None)
    form = CalculatorForm(MultiDict((key, one_line(value)) for key, value in args.items()))
    if not form.validate() or form.salary.data is None or form.hours.data is None:
        return Calculation(form, None, None)
    full_time = form.full_time_hours.data or Decimal(FULL_TIME_HOURS)
    if form.hours.data > full_time:
        form.hours.errors = [f"Your hours are more than the full-time hours, {number(full_time)}"]
        return Calculation(form, None, None)
    pounds = pro_rata(round(form.salary.data), form.hours.data, full_time, form.weeks.data)
    return Calculation(form, pounds, round(pounds / 12))
