"""Workshops to come: in a reader’s order, as a calendar (RFC 5545) and as a feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from careers_site.content.tables.listings import Workshop
from careers_site.places import Place, whereabouts
from careers_site.platform.text.formatting import day, pounds
from careers_site.platform.web.calendar_files import Entry, calendar_file
from careers_site.services.nearest import distance_words, miles_between

# An empty feed never changed.
NEVER = "1970-01-01T00:00:00Z"


def coming(workshops: Iterable[Workshop], today: date) -> list[Workshop]:
    """Those that are not over, soonest first."""
    left = [one for one in workshops if (one.ends or one.starts) >= today]
    return sorted(left, key=lambda one: (one.starts, one.title))


def in_order(workshops: Iterable[Workshop], here: Place | None) -> list[tuple[Workshop, str]]:
    """Soonest first, or nearest first for who says where they are, and then those online.

    Each with how far away it is; "" online, and where that is not known.
    """
    found = [(one, _miles(one, here)) for one in workshops]
    if here is not None:
        found.sort(key=lambda one: (one[1] is None, one[1] or 0))
    return [(one, "" if miles is None else distance_words(miles)) for one, miles in found]


def when(workshop: Workshop) -> str:
    ends = workshop.ends if workshop.ends != workshop.starts else None
    return f"{day(workshop.starts)} to {day(ends)}" if ends else day(workshop.starts)


def where(workshop: Workshop) -> str:
    if workshop.online:
        return "Online"
    return " ".join(part for part in (workshop.place, workshop.postcode) if part)


def price(workshop: Workshop) -> str:
    if workshop.price is None:
        return "ask the host"
    return pounds(workshop.price) if workshop.price else "free"


def workshops_calendar(workshops: Iterable[Workshop], page_url: str, host: str) -> bytes:
    """One entry for all days of each."""
    return calendar_file("Workshops", [_entry(one, page_url, host) for one in workshops])


def _entry(workshop: Workshop, page_url: str, host: str) -> Entry:
    address = workshop.booking_url or page_url
    return Entry(
        uid=f"workshop-{workshop.id}@{host}",
        stamp=_moment(workshop.checked),
        first=workshop.starts,
        last=workshop.ends or workshop.starts,
        summary=workshop.title,
        description=f"{workshop.host}. Check the dates with the host first. {address}",
        url=address,
        location=where(workshop),
    )


def feed_values(workshops: Iterable[Workshop], site_url: str) -> dict[str, Any]:
    """Everything that the feed's template writes; what was checked last comes first."""
    entries = [
        {
            "title": f"{one.title}, {when(one)}",
            "id": f"{site_url}/workshops#{one.id}",
            "updated": f"{_moment(one.checked):%Y-%m-%dT%H:%M:%SZ}",
            "words": f"{one.host}. {where(one)}. Price: {price(one)}.",
        }
        for one in sorted(workshops, key=lambda one: one.checked, reverse=True)
    ]
    return {
        "page_url": f"{site_url}/workshops",
        "self_url": f"{site_url}/workshops/feed.atom",
        "updated": entries[0]["updated"] if entries else NEVER,
        "entries": entries,
    }


def _miles(workshop: Workshop, here: Place | None) -> float | None:
    place = None if workshop.online else whereabouts(workshop.postcode or workshop.place).place
    return miles_between(here, place) if here and place else None


def _moment(checked: date) -> datetime:
    """What is known of when it was written down: the day on which it was checked."""
    return datetime.combine(checked, time(), UTC)
