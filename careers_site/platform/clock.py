"""The only clock: moments in UTC, and the day and month it is in the United Kingdom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_shown_day: ContextVar[date | None] = ContextVar("shown_day", default=None)


def now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in the United Kingdom, or the day that a preview shows."""
    return _shown_day.get() or now().astimezone(LONDON).date()


@contextmanager
def shown_as_on(day: date | None) -> Iterator[None]:
    """Show pages as they will be on a day; None for today."""
    token = _shown_day.set(day)
    try:
        yield
    finally:
        _shown_day.reset(token)
