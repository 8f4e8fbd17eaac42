"""Courses that have ended: their length after their start, or a year where it is not known."""

from __future__ import annotations

from datetime import date

import numpy as np

from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.catalogue.columns import NO_DAY
from careers_site.courses.catalogue.derived import NO_LENGTH, days_of
from careers_site.courses.catalogue.loading import EPOCH
from careers_site.courses.models import Course

# How long a course of unknown length is taken to go on.
DAYS_IN_YEAR = 365


def ended(day: date) -> list[int]:
    """The ids of listed courses that have ended by `day`, ascending."""
    columns = course_columns()
    lengths = np.where(columns.length == NO_LENGTH, DAYS_IN_YEAR, columns.length)
    ends = columns.start.astype(np.int64) + lengths
    found = columns.ids[(columns.start != NO_DAY) & (ends < (day - EPOCH).days)]
    return [int(number) for number in found]


def has_ended(course: Course, day: date) -> bool:
    """Whether one course has ended by `day`."""
    if course.start_date is None:
        return False
    length = days_of(course.duration)
    return (day - course.start_date).days > (DAYS_IN_YEAR if length == NO_LENGTH else length)
