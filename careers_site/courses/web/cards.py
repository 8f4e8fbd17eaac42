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

from careers_site.courses.finder.results import CourseHit
from careers_site.courses.models import Course
from careers_site.platform.clock import today

# Stands for what differs; an imported text cannot hold it.
GAP = "\x01"


def cards(hits: Collection[CourseHit], shortlist: Collection[int]) -> Markup:
    """The items of the list of results."""
    now = today()
    drawn = [_card(number, hit, shortlist, now) for number, hit in enumerate(hits, start=1)]
    return Markup("".join(drawn))  # noqa: S704 - drawn by a template, which escapes


def _card(number: int, hit: CourseHit, shortlist: Collection[int], now: date) -> str:
    first, second, third, last = _drawn(hit.course, now)
    far = f": <strong>{escape(hit.distance)}</strong>" if hit.miles is not None else ""
    tick = " checked" if hit.course.id in shortlist else ""
    return f"{first}{number}{second}{far}{third}{tick}{last}"


def _drawn(course: Course, now: date) -> list[str]:
    """The card in the pieces between its gaps; what it says of a start depends on the day."""
    kept: tuple[date, list[str]] | None = course.__dict__.get("_card")
    if kept is None or kept[0] != now:
        template: Any = current_app.jinja_env.get_template("courses/card.html").module
        html = re.sub(r"\n\s+", "\n", str(template.result_card(CourseHit(course), GAP)))
        kept = course.__dict__["_card"] = (now, html.split(GAP))
    return kept[1]
