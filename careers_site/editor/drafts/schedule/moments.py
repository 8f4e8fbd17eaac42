"""A day and a time in the United Kingdom as somebody typed them, as a moment that is to come."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from careers_site.content.tables.typed_input import as_cell
from careers_site.platform.clock import LONDON, now

MOST_AHEAD = timedelta(days=2 * 366)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


class MomentError(ValueError):
    """A sentence that says what is wrong, and the `field` (day or time) that it belongs to."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def read_moment(day: str, clock: str) -> datetime:
    """The moment in UTC. Raises MomentError for what is none, is past or is too far away."""
    try:
        on = date.fromisoformat(as_cell("date", day))
    except ValueError:
        raise MomentError("day", "Enter a day, such as 1 April 2027.") from None
    found = _TIME.fullmatch(clock)
    if found is None:
        raise MomentError("time", "Enter a time, such as 00:00 or 14:30.")
    here = datetime.combine(on, time(int(found[1]), int(found[2])), LONDON)
    at = here.astimezone(UTC)
    if at.astimezone(LONDON).replace(tzinfo=None) != here.replace(tzinfo=None):
        raise MomentError("time", "The clocks go forward over this time. Enter a later one.")
    if at <= now():
        raise MomentError(
            "day", "This is in the past. Enter a day and time that are still to come."
        )
    if at > now() + MOST_AHEAD:
        raise MomentError("day", "Enter a day in the next 2 years.")
    return at
