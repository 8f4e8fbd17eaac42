"""The start of a course as a calendar file (RFC 5545): one entry for a whole day."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar, Event

from careers_site.courses.models import Course
from careers_site.courses.web import wording


def calendar_file(course: Course, page_url: str, host: str) -> bytes:
    """Raises ValueError for a course whose start is not known."""
    start = course.start_date
    if start is None:
        raise ValueError("the start of this course is not known")
    place = wording.place(course)
    about = f"{course.provider}. Check the date with the provider before you rely on it. {page_url}"
    calendar = Calendar(version="2.0", prodid="-//Portage Careers//Courses//EN", method="PUBLISH")
    event = Event(url=page_url, transp="TRANSPARENT")
    event.add("uid", f"course-{course.id}@{host}")
    event.add("dtstamp", course.changed)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(days=1))
    event.add("summary", f"Course starts: {course.title}")
    event.add("description", about)
    if place != wording.NOT_KNOWN:
        event.add("location", place)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
