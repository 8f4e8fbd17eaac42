"""The form of a pay award: what was typed becomes an Award, or problems beside the fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, Form, SelectField

from careers_site.content.sources import Source
from careers_site.content.tables.award import MOST_PERCENT, Award, next_year, years_of
from careers_site.content.tables.cells import whole_pounds
from careers_site.content.tables.labels import fields_of
from careers_site.content.tables.salary_bands import PAY_POINTS, PayPoint
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts import form_problems
from careers_site.editor.drafts.draft_texts import into_input
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.fields import as_choices, input_for
from careers_site.editor.tables import row_forms
from careers_site.platform.clock import today
from careers_site.platform.text.numbers import decimal_number, whole_number

# Above this, an award is asked about.
USUAL_PERCENT = 10
# The fields that a pay point has too, and that are checked as there.
SHARED = ("year", "source", "checked")
LARGER, ADDED = "larger", "added"
TOGETHER = {LARGER: "Each point gets the larger", ADDED: "Each point gets both"}
MOST_POINTS = 200
OPTIONAL = " (optional)"


def award_form(
    points: Sequence[PayPoint],
    sources: Mapping[str, Source],
    draft: Draft | None,
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
        "percent": input_for(
            "number",
            "Percentage",
            f"From 0 to {MOST_PERCENT}. Leave it blank for a flat sum alone.",
            {},
        ),
        "flat": input_for(
            "pounds", f"Flat sum{OPTIONAL}", "The same number of pounds on every point.", {}
        ),
        "together": input_for("choice", "If there are both", "", TOGETHER),
        "floor": input_for("pounds", f"Lowest pay{OPTIONAL}", "No point pays less than this.", {}),
        "dropped": input_for(
            "text", f"Points that are dropped{OPTIONAL}", "Such as 2, or 2 3 4.", {}
        ),
        "new_points": input_for(
            "long text",
            f"New points{OPTIONAL}",
            "A point and its pay on each line, such as 44 £60,000.",
            {},
        ),
        **row_forms.source_inputs(sources),
        "checked": input_for("date", fields["checked"].label, fields["checked"].hint, {}),
        "into": into_input(PAY_POINTS.path, draft),
        "replace": BooleanField("Replace the points of that year"),
    }
    filled = {
        "spine": next(iter(spines), ""),
        "from_year": newest,
        "year": next_year(newest) if newest else "",
        "checked": row_forms.as_shown(PAY_POINTS, {"checked": today().isoformat()})["checked"],
        "together": LARGER,
    }
    kind: type[Form] = type("AwardForm", (Form,), inputs)
    return kind(sent, data=filled)


def read(
    form: Form, points: Sequence[PayPoint], known: Collection[str], added: str
) -> Award | None:
    """The award that was typed, or None with every problem beside its field.

    `added` is the id of a new source; blank for one of the `known` ones.
    """
    cells = {
        name: as_cell(fields_of(PAY_POINTS)[name].kind, form[name].data or "") for name in SHARED
    }
    cells["source"] = added or cells["source"]
    spine, from_year = form["spine"].data or "", form["from_year"].data or ""
    raised = next((one for one in points if (one.spine, one.year) == (spine, from_year)), None)
    if raised is None:
        form_problems.add_problem(
            form, "from_year", "This spine has no points of that year. Choose another"
        )
    whole = {"spine": "x", "point": "1", "annual": "1", "hours": "37", "confidence": "worked-out"}
    row = row_forms.check(form, PAY_POINTS, {**whole, **cells}, {*known, added} - {""}, today())
    flat, floor = _pounds(form, "flat"), _pounds(form, "floor")
    percent = _percent(form, may_be_blank=flat > 0)
    dropped, new = _dropped(form), _new_points(form)
    if row is None or raised is None or percent is None:
        return None
    _check_year(form, row, raised, points)
    if form_problems.has_problems(form):
        return None
    return Award(
        **{"spine": spine, "from_year": from_year, "year": row.year, "percent": percent},
        **{"source": row.source, "checked": row.checked, "flat": flat, "floor": floor},
        **{"added": form["together"].data == ADDED, "dropped": dropped, "new": new},
    )


def doubts(award: Award) -> list[str]:
    found = []
    if award.percent > USUAL_PERCENT:
        found.append(f"The award is {award.percent:f}%.")
    if award.percent == 0 and not award.flat:
        found.append("The award is 0%: pay stays as it was.")
    if award.year != next_year(award.from_year):
        found.append(f"The award goes from {award.from_year} to {award.year}, more than 1 year.")
    return found


def _pounds(form: Form, name: str) -> int:
    """The pounds that were typed; 0 for a blank field, and with a problem beside it."""
    text = as_cell("pounds", form[name].data or "")
    if not text:
        return 0
    try:
        return whole_pounds(text)
    except ValueError as error:
        label = form[name].label.text.removesuffix(OPTIONAL)
        form_problems.add_problem(form, name, f"{label}: {error}")
        return 0


def _dropped(form: Form) -> frozenset[int]:
    typed = re.split(r"[\s,;]+", (form["dropped"].data or "").strip())
    numbers = [whole_number(one, most=999) for one in typed if one]
    if None in numbers or len(numbers) > MOST_POINTS:
        said = "Enter the numbers of points with commas between them, such as 2, 3"
        form_problems.add_problem(form, "dropped", said)
    return frozenset(number for number in numbers if number is not None)


def _new_points(form: Form) -> dict[int, int]:
    """Point -> pay; lines that are none with a problem beside the field."""
    found: dict[int, int] = {}
    lines = [line.strip() for line in (form["new_points"].data or "").splitlines()]
    for line in filter(None, lines[:MOST_POINTS]):
        point, _, pay = " ".join(re.sub("[:=\t]", " ", line).split()).partition(" ")
        number, pounds = whole_number(point, most=999), whole_number(as_cell("pounds", pay))
        if number is None or not pounds or number in found:
            said = f"“{line[:60]}” is not a point and its pay, such as 44 £60,000"
            form_problems.add_problem(form, "new_points", said)
        else:
            found[number] = pounds
    return found


def _percent(form: Form, *, may_be_blank: bool) -> Decimal | None:
    if may_be_blank and not (form["percent"].data or "").strip():
        return Decimal(0)
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
