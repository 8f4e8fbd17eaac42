"""The only clock: moments in UTC, and the day and month it is in the United Kingdom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in the United Kingdom."""
    return now().astimezone(LONDON).date()
