"""The filters beside the results, as HTML: a page has eighty rows, too many for a template.

The numbers are counted in courses/finder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup, escape

from careers_site.courses.finder.filter_counts import Facet, FacetValue
from careers_site.courses.terms import NOT_KNOWN
from careers_site.platform.text.formatting import count_of

STEP = "step"


def steps(facets: Iterable[Facet]) -> Markup:
    """The steps of plans to choose one of; blank where several are chosen.

    Steps without courses in this search are among them: a reader may change the place as well.
    """
    facet = next(facet for facet in facets if facet.key == STEP)
    if sum(value.chosen for value in facet.values) > 1:
        return Markup()
    asked = replace(facet, title="Which step?", any="Any step")
    values = [value for value in facet.values if value.id != NOT_KNOWN or value.chosen]
    return Markup(_select(asked, values))  # noqa: S704 - each part is escaped


def filters(facets: Iterable[Facet]) -> Markup:
    """Every filter that has something to choose, each value with the number it brings."""
    drawn = [
        _select(facet, useful) if facet.any else _ticks(facet, useful)
        for facet in facets
        if (useful := facet.useful)
    ]
    return Markup("\n".join(drawn))  # noqa: S704 - each part is escaped


def _ticks(facet: Facet, values: Iterable[FacetValue]) -> str:
    """Boxes to tick, folded away unless most readers choose by them or one is ticked."""
    title = _text(facet.title)
    hint = f'<p class="pc-small">{_text(facet.hint)}</p>' if facet.hint else ""
    rows = "\n".join(
        f"{_box(facet.key, value.id)}{' checked' if value.chosen else ''}> {_text(value.label)}"
        f'<span class="govuk-visually-hidden">, {count_of(value.count, "course")}</span> '
        f'<b aria-hidden="true">{value.count:,}</b></label>'
        for value in values
    )
    return (
        f'<details class="pc-facet"{" open" if facet.is_open else ""}><summary>{title}</summary>'
        f'<fieldset><legend class="govuk-visually-hidden">{title}</legend>{hint}\n{rows}\n'
        "</fieldset></details>"
    )


def _select(facet: Facet, values: Iterable[FacetValue]) -> str:
    """One value of an order, or any."""
    rows = "\n".join(
        f'<option value="{_text(value.id)}"{" selected" if value.chosen else ""}>'
        f"{_text(value.label)} ({value.count:,})</option>"
        for value in values
    )
    return (
        f'<div class="govuk-form-group"><label class="govuk-label govuk-label--s" '
        f'for="{facet.key}">{_text(facet.title)}</label><select class="govuk-select" '
        f'id="{facet.key}" name="{facet.key}"><option value="">{_text(facet.any)}</option>\n'
        f"{rows}\n</select></div>"
    )


@lru_cache(maxsize=2_000)
def _box(key: str, value: str) -> str:
    return f'<label><input type="checkbox" name="{_text(key)}" value="{_text(value)}"'


@lru_cache(maxsize=2_000)
def _text(text: str) -> str:
    return str(escape(text))
