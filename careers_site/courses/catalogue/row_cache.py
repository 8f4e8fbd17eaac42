"""Rows of courses for pages: those that were shown lately are kept as long as nothing changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from careers_site.course_index.indexed_courses import State
from careers_site.courses.models import Course
from careers_site.platform.extensions import db

MOST_KEPT = 2_000


class CourseCache:
    """Courses by id, as of one state of the catalogue: replaced whole when that changes."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.courses: dict[int, Course] = {}


def courses_by_id(ids: Sequence[int], state: State) -> Mapping[int, Course]:
    """The courses of these ids that exist. They are read only: no session holds them."""
    kept: CourseCache | None = current_app.extensions.get("courses_kept")
    if kept is None or kept.state != state or len(kept.courses) > MOST_KEPT:
        kept = current_app.extensions["courses_kept"] = CourseCache(state)
    courses = kept.courses
    missing = [number for number in ids if number not in courses]
    if missing:
        # A session of its own: what this request read before may be older than `state`.
        with Session(db.engine, expire_on_commit=False) as session:
            found = session.scalars(select(Course).where(Course.id.in_(missing))).all()
        courses.update((course.id, course) for course in found)
    return {number: courses[number] for number in ids if number in courses}
