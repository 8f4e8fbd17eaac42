"""The pay point finder of /salary: what one point of the council scale pays, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Form, IntegerField
from wtforms.validators import InputRequired

from careers_site.content.tables.pay import PayPoint
from careers_site.platform.text_safety import one_line


class PointForm(Form):
    point = IntegerField(
        "Pay point in the advert",
        description="A number such as 12. For “SCP 12 to 17”, look up one and then the other.",
        validators=[InputRequired("Enter the pay point as a number, such as 12")],
    )


@dataclass(frozen=True)
class FoundPoint:
    """The form as filled in; `cells` are the point's pay, newest year first."""

    form: PointForm
    point: int | None = None
    cells: tuple[PayPoint, ...] = ()


def find_point(args: MultiDict[str, str], points: Iterable[PayPoint]) -> FoundPoint:
    """The point that a query string asks for; no query, no result and no error."""
    if not args:
        return FoundPoint(PointForm())
    form = PointForm(MultiDict((key, one_line(value)) for key, value in args.items()))
    known = list(points)
    if not form.validate():
        form.point.errors = ["Enter the pay point as a number, such as 12"]
        return FoundPoint(form)
    found = [one for one in known if one.point == form.point.data]
    if not found:
        numbers = [one.point for one in known]
        form.point.errors = [f"Enter a pay point from {min(numbers)} to {max(numbers)}"]
        return FoundPoint(form)
    newest_first = sorted(found, key=lambda one: one.year, reverse=True)
    return FoundPoint(form, form.point.data, tuple(newest_first))
