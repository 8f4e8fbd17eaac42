"""The start of a course as a calendar file (RFC 5545): one entry for a whole day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from careers_site.courses.models import Course
from careers_site.courses.web import wording

LONGEST_LINE = 75


def calendar_file(course: Course, page_url: str, host: str) -> bytes:
    """Raises ValueError for a course whose start is not known."""
    start = course.start_date
    if start is None:
        raise ValueError("the start of this course is not known")
    place = wording.place(course)
    about = f"{course.provider}. Check the date with the provider before you rely on it. {page_url}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Portage Careers//Courses//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:course-{course.id}@{host}",
        f"DTSTAMP:{_stamp(course.changed)}",
        f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text('Course starts: ' + course.title)}",
        f"DESCRIPTION:{_text(about)}",
        *([f"LOCATION:{_text(place)}"] if place != wording.NOT_KNOWN else []),
        f"URL:{page_url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(fold(line) for line in lines)


def _stamp(moment: datetime) -> str:
    # SQLite gives back a time without its zone; it was stored as UTC.
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{aware.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """The value with what has a meaning in calendar files escaped."""
    escaped = re.sub(r"([\\;,])", r"\\\1", value)
    return re.sub(r"\r\n|\r|\n", r"\\n", escaped)


def fold(line: str) -> bytes:
    """The line in pieces of at most 75 bytes that never split a letter, each ending in CRLF."""
    pieces, piece = [], b""
    for letter in line:
        encoded = letter.encode()
        # A continued line begins with a space, which counts.
        if len(piece) + len(encoded) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
