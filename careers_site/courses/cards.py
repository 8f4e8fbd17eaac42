"""Courses in a list of results: drawn once by the template, then kept with the row.

A page shows twenty; drawing them is most of its work, and what differs from page to page is a
number, a distance and a tick.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from careers_site.courses.models import Course
from careers_site.courses.results import CourseHit
from careers_site.courses.today import today

# Stands for what differs; an imported text cannot hold it.
GAP = "\x01"


def cards(hits: Collection[CourseHit], shortlist: Collection[int]) -> Markup:
    """The items of the list of results."""
    now = today()
    drawn = [_card(number, hit, shortlist, now) for number, hit in enumerate(hits, start=1)]
    return Markup("".join(drawn))  # noqa: S704 - drawn by a template, which escapes


def plain_cards(hits: Collection[CourseHit]) -> Markup:
    """The items of a list beside the results: no numbers, no distances, nothing to tick."""
    now = today()
    return Markup("".join(_drawn(hit.course, now, "course_card")[0] for hit in hits))  # noqa: S704


def _card(number: int, hit: CourseHit, shortlist: Collection[int], now: date) -> str:
    first, second, third, last = _drawn(hit.course, now, "result_card")
    far = f": <strong>{escape(hit.distance)}</strong>" if hit.miles is not None else ""
    tick = " checked" if hit.course.id in shortlist else ""
    return f"{first}{number}{second}{far}{third}{tick}{last}"


def _drawn(course: Course, now: date, macro: str) -> list[str]:
    """The card in the pieces between its gaps; what it says of a start depends on the day."""
    kept: dict[str, tuple[date, list[str]]] = course.__dict__.setdefault("_cards", {})
    if macro not in kept or kept[macro][0] != now:
        template: Any = current_app.jinja_env.get_template("courses/card.html").module
        html = str(getattr(template, macro)(CourseHit(course), GAP))
        kept[macro] = (now, re.sub(r"\n\s+", "\n", html).split(GAP))
    return kept[macro][1]
