"""The start of a course as a calendar file."""

from __future__ import annotations

from careers_site.courses.models import Course
from careers_site.courses.web import wording
from careers_site.platform.web.calendar_files import Entry, calendar_file


def course_calendar(course: Course, page_url: str, host: str) -> bytes:
    """Raises ValueError for a course whose start is not known."""
    start = course.start_date
    if start is None:
        raise ValueError("the start of this course is not known")
    place = wording.place(course)
    entry = Entry(
        uid=f"course-{course.id}@{host}",
        stamp=course.changed,
        first=start,
        last=start,
        summary=f"Course starts: {course.title}",
        description=f"{course.provider}. Check the date with the provider before you rely on it. "
        f"{page_url}",
        url=page_url,
        location="" if place == wording.NOT_KNOWN else place,
    )
    return calendar_file("Courses", [entry])
