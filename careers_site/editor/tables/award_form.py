"""The form of a pay award: what was typed becomes an Award, or problems beside the fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, Form, SelectField

from careers_site.content.sources import Source
from careers_site.content.tables.award import MOST_PERCENT, Award, next_year, years_of
from careers_site.content.tables.labels import fields_of
from careers_site.content.tables.pay import PAY_POINTS, PayPoint
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts import form_problems
from careers_site.editor.drafts.fields import as_choices, input_for
from careers_site.editor.tables import row_forms
from careers_site.platform.clock import today
from careers_site.platform.numbers import decimal_number

# Above this, an award is asked about.
USUAL_PERCENT = 10
# The fields that a pay point has too, and that are checked as there.
SHARED = ("year", "source", "checked")


def award_form(
    points: Sequence[PayPoint],
    sources: Mapping[str, Source],
    targets: Mapping[str, str],
    into: str,
    sent: Any = None,
) -> Form:
    """The form, filled for the award that comes next."""
    spines = {point.spine: point.spine for point in points}
    years = {year: year for spine in spines for year in years_of(points, spine)}
    newest = max(years, default="")
    fields = fields_of(PAY_POINTS)
    inputs = {
        "spine": SelectField("Pay spine", choices=as_choices(spines), validate_choice=False),
        "from_year": SelectField(
            "Raise the points of",
            description="The pay year that the award is on top of.",
            choices=as_choices(dict(sorted(years.items(), reverse=True))),
            validate_choice=False,
        ),
        "year": input_for("pay year", "New pay year", fields["year"].hint, {}),
        "percent": input_for("number", "Award", f"Per cent, from 0 to {MOST_PERCENT}.", {}),
        **row_forms.source_inputs(sources),
        "checked": input_for("date", fields["checked"].label, fields["checked"].hint, {}),
        "into": row_forms.into_input(targets),
        "replace": BooleanField("Replace the points of that year"),
    }
    filled = {
        "spine": next(iter(spines), ""),
        "from_year": newest,
        "year": next_year(newest) if newest else "",
        "checked": row_forms.as_shown(PAY_POINTS, {"checked": today().isoformat()})["checked"],
        "into": into,
    }
    kind: type[Form] = type("AwardForm", (Form,), inputs)
    return kind(sent, data=filled)


def read(form: Form, points: Sequence[PayPoint], known: Mapping[str, Any]) -> Award | None:
    """The award that was typed, or None with every problem beside its field."""
    cells = {
        name: as_cell(fields_of(PAY_POINTS)[name].kind, form[name].data or "") for name in SHARED
    }
    if row_forms.typed_source(form):
        cells["source"] = row_forms.source_id(row_forms.typed_source(form), known)
        known = {**known, cells["source"]: None}
    spine, from_year = form["spine"].data or "", form["from_year"].data or ""
    raised = next((one for one in points if (one.spine, one.year) == (spine, from_year)), None)
    if raised is None:
        form_problems.add_problem(
            form, "from_year", "This spine has no points of that year. Choose another"
        )
    row = _check_shared(form, cells, known)
    percent = _percent(form)
    if row is None or raised is None or percent is None:
        return None
    _check_year(form, row, raised, points)
    if form_problems.has_problems(form):
        return None
    return Award(spine, from_year, row.year, percent, row.source, row.checked)


def doubts(award: Award) -> list[str]:
    found = []
    if award.percent > USUAL_PERCENT:
        found.append(f"The award is {award.percent:f}%.")
    if award.percent == 0:
        found.append("The award is 0%: pay stays as it was.")
    if award.year != next_year(award.from_year):
        found.append(f"The award goes from {award.from_year} to {award.year}, more than 1 year.")
    return found


def _check_shared(form: Form, cells: Mapping[str, str], known: Mapping[str, Any]) -> Any:
    whole = {"spine": "x", "point": "1", "annual": "1", "hours": "37", "confidence": "worked-out"}
    return row_forms.check(form, PAY_POINTS, {**whole, **cells}, known, today())


def _percent(form: Form) -> Decimal | None:
    text = re.sub(r" ?(%|per ?cent)$", "", " ".join((form["percent"].data or "").split()))
    percent = decimal_number(text)
    if percent is not None and 0 <= percent <= MOST_PERCENT and percent * 100 % 1 == 0:
        return percent
    said = f"Enter a percentage from 0 to {MOST_PERCENT}, such as 3.2, with at most two decimals"
    form_problems.add_problem(form, "percent", said)
    return None


def _check_year(form: Form, row: PayPoint, raised: PayPoint, points: Sequence[PayPoint]) -> None:
    if row.year <= raised.year:
        form_problems.add_problem(form, "year", f"Enter a pay year after {raised.year}")
    elif row.year in years_of(points, raised.spine) and not form["replace"].data:
        said = f"The points of {row.year} are there already. Tick the box to replace them"
        form_problems.add_problem(form, "replace", said)
