"""Other venues and dates of the same course: the same title from the same provider."""

from __future__ import annotations

import numpy as np

from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.catalogue.row_cache import courses_by_id
from careers_site.courses.finder.threshold_filters import EPOCH
from careers_site.courses.models import Course
from careers_site.platform.clock import today

MOST = 20


def other_runs(course: Course) -> list[Course]:
    """The soonest coming starts first, then those not known, then those that are past."""
    columns = course_columns()
    code = columns.provider_codes.get(course.provider)
    at = int(np.searchsorted(columns.ids, course.id))
    if code is None or at == len(columns) or columns.ids[at] != course.id:
        return []
    # Titles stand in order, so the same title from the same provider stands side by side.
    same = np.flatnonzero(columns.provider == code)
    same = same[np.argsort(columns.title_rank[same])]
    here = int(np.searchsorted(columns.title_rank[same], columns.title_rank[at]))
    around = columns.ids[same[max(0, here - MOST) : here + MOST + 1]].tolist()
    found = courses_by_id(around, columns).values()
    runs = [other for other in found if other.id != course.id and other.title == course.title]
    return sorted(runs, key=_order)[:MOST]


def _order(course: Course) -> tuple[int, int, str]:
    if course.start_date is None:
        return 1, 0, course.town
    days = (course.start_date - EPOCH).days
    return (0, days, course.town) if course.start_date >= today() else (2, -days, course.town)
