"""The pay calculator of /salary: part-time and term-time pay from a full-time figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from werkzeug.datastructures import MultiDict
from wtforms import DecimalField, Form, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from careers_site.content.pay import FULL_TIME_HOURS, pro_rata


class CalculatorForm(Form):
    """What the calculator asks; money in whole pounds a year, hours a week, weeks a year."""

    salary = IntegerField(
        "Full-time salary a year",
        description="The full-time equivalent in the advert, in pounds, for example 28598",
        validators=[
            InputRequired("Enter the full-time salary as a whole number, such as 28598"),
            NumberRange(1_000, 200_000, "Enter a salary from 1000 to 200000 pounds"),
        ],
    )
    hours = DecimalField(
        "Your hours a week",
        description="For example 18.5",
        validators=[
            InputRequired("Enter your hours a week as a number, such as 18.5"),
            NumberRange(1, 48, "Enter hours from 1 to 48"),
        ],
    )
    full_time_hours = DecimalField(
        "Full-time hours a week",
        description="37 in most councils. Leave it if you do not know.",
        default=Decimal(FULL_TIME_HOURS),
        validators=[Optional(), NumberRange(30, 48, "Enter hours from 30 to 48")],
    )
    weeks = DecimalField(
        "Paid weeks a year, if term time only",
        description="As general guidance 44 to 46. Leave it empty for all year round.",
        validators=[Optional(), NumberRange(1, 52, "Enter weeks from 1 to 52")],
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
    form = CalculatorForm(MultiDict((key, value.strip()) for key, value in args.items()))
    if not form.validate() or form.salary.data is None or form.hours.data is None:
        return Calculation(form, None, None)
    full_time = form.full_time_hours.data or Decimal(FULL_TIME_HOURS)
    if form.hours.data > full_time:
        form.hours.errors = [f"Your hours are more than the full-time hours, {full_time}"]
        return Calculation(form, None, None)
    pounds = pro_rata(form.salary.data, form.hours.data, full_time, form.weeks.data)
    return Calculation(form, pounds, round(pounds / 12))
