"""Numbers, counts, money and dates as people in the United Kingdom write them: one home for each.

Templates have each of these as a filter.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from careers_site.platform.clock import LONDON

# Nouns whose plural is not made with an "s".
PLURALS = {"entry": "entries", "person": "people"}


def number(value: float | Decimal) -> str:
    """1,234; 18.5; 37 for 37.00."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,.10g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def noun(count: int, one: str, many: str = "") -> str:
    """The noun that goes with a count: course, courses."""
    return one if count == 1 else many or PLURALS.get(one) or f"{one}s"


def count_of(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 course, 1,234 courses, 0 courses."""
    return f"{number(count)} {noun(count, one, many)}"


def pounds(value: int) -> str:
    return f"£{value:,}"


def day(value: date) -> str:
    """A date: 21 November 2026."""
    return f"{value.day} {month(value)}"


def month(value: date) -> str:
    """November 2026."""
    return f"{value:%B %Y}"


def moment(value: datetime) -> str:
    """A moment: 21 November 2026 at 16:05. One without a zone is in UTC."""
    here = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(LONDON)
    return f"{day(here)} at {here:%H:%M}"


def capitalised(text: str) -> str:
    """With a capital first letter, the rest as it was: names of months keep theirs."""
    return text[:1].upper() + text[1:]
