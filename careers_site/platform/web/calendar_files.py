"""Calendar files (RFC 5545) of entries that last whole days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple


class Entry(NamedTuple):
    """From its first to its last day. `stamp` is when it was known so; `url` a page about it."""

    uid: str
    stamp: datetime
    first: date
    last: date
    summary: str
    description: str
    url: str
    location: str = ""


def calendar_file(name: str, entries: Iterable[Entry]) -> bytes:
    """The file; `name` says which of the site's calendars it is."""
    # A start takes notice of what this imports, and few processes ever make a calendar.
    from icalendar import Calendar, Event

    calendar = Calendar(version="2.0", prodid=f"-//Portage Careers//{name}//EN", method="PUBLISH")
    for entry in entries:
        event = Event(url=entry.url, transp="TRANSPARENT")
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.stamp)
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        if entry.location:
            event.add("location", entry.location)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
