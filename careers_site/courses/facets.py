"""The rows of the filters, as HTML: a page has eighty of them, too many for a template."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from careers_site.courses.narrowing import Facet


def ticks(facet: Facet) -> Markup:
    """A box to tick for each value, with the number of courses that ticking it brings."""
    rows = [
        f"{_box(facet.key, value.id)}{' checked' if value.chosen else ''}> "
        f"{_label(value.label)} <b>{value.count:,}</b></label>"
        for value in facet.useful
    ]
    return Markup("\n".join(rows))  # noqa: S704 - each part is escaped


def options(facet: Facet) -> Markup:
    """An option for each value that brings something."""
    rows = [f'<option value="">{_label(facet.any)}</option>']
    rows += [
        f'<option value="{_label(value.id)}"{" selected" if value.chosen else ""}>'
        f"{_label(value.label)} ({value.count:,})</option>"
        for value in facet.values
        if value.count or value.chosen
    ]
    return Markup("\n".join(rows))  # noqa: S704 - each part is escaped


@lru_cache(maxsize=2_000)
def _box(key: str, value: str) -> str:
    name, given = escape(key), escape(value)
    return f'<label class="pc-tick"><input type="checkbox" name="{name}" value="{given}"'


@lru_cache(maxsize=2_000)
def _label(text: str) -> str:
    return str(escape(text))
