"""Rows of courses for pages: those that were shown lately are kept as long as nothing changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from careers_site.courses.catalogue.columns import Columns
from careers_site.courses.models import Course
from careers_site.platform.extensions import db

MOST_KEPT = 2_000


def courses_by_id(ids: Sequence[int], columns: Columns) -> Mapping[int, Course]:
    """The courses of these ids that exist. They are read only: no session holds them."""
    courses: dict[int, Course] = columns.memo.get("courses", {})
    if not courses or len(courses) > MOST_KEPT:
        courses = columns.memo["courses"] = {}
    missing = [number for number in ids if number not in courses]
    if missing:
        # A session of its own: what this request read before may be older than `columns`.
        with Session(db.engine, expire_on_commit=False) as session:
            found = session.scalars(select(Course).where(Course.id.in_(missing))).all()
        courses.update((course.id, course) for course in found)
    return {number: courses[number] for number in ids if number in courses}
