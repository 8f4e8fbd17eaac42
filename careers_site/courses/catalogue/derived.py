"""What filters and orders need of a course and no column of its row says: read from its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

# How long a course is, where it is not known: these sort last.
NO_LENGTH = 2**31 - 1

DAYS: Mapping[str, float] = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "month": 30.4375,
    "year": 365.25,
}
CALENDAR = re.compile(r"(\d{1,3}) (day|week|month|year)s?", re.ASCII | re.IGNORECASE)
LENGTH = re.compile(rf"(\d{{1,4}}(?:\.\d)?)(?: to \d+)? ?({'|'.join(DAYS)})s?\b", re.IGNORECASE)

HOURS: Mapping[str, str] = {
    "to-8": "Up to 8",
    "to-15": "Over 8, up to 15",
    "to-25": "Over 15, up to 25",
    "over-25": "Over 25",
}
MOST_HOURS = (8.0, 15.0, 25.0)

QUALIFICATIONS: Mapping[str, str] = {
    "degree": "Degree",
    "foundation-degree": "Foundation degree",
    "hnc-hnd": "HNC or HND",
    "apprenticeship": "Apprenticeship",
    "t-level": "T Level",
    "access": "Access to HE diploma",
    "a-level": "A or AS level",
    "gcse": "GCSE",
    "functional-skills": "Functional Skills",
    "nvq": "NVQ",
    "diploma": "Diploma",
    "certificate": "Certificate",
    "award": "Award",
    "other": "Other",
}
# The first that is found decides: "foundation degree" stands before "degree".
QUALIFICATION_WORDS = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        ("apprenticeship", "apprenticeships?"),
        ("t-level", "t[ -]levels?"),
        ("functional-skills", "functional skills?"),
        ("gcse", "gcses?|international gcses?"),
        ("a-level", "as? levels?|gce|as?-levels?"),
        ("access", "access to (?:he|higher education)"),
        ("foundation-degree", "foundation degrees?|fda|fdsc"),
        ("hnc-hnd", "hnc|hnd|higher national (?:certificate|diploma)s?"),
        ("degree", "degrees?|ba|bsc|bed|ma|msc|pgce|bachelor(?:'s|’s)?|master(?:'s|’s)?"),
        ("nvq", "nvqs?|svqs?"),
        ("diploma", "diplomas?|btec (?:national|extended)"),
        ("certificate", "certificates?"),
        ("award", "awards?"),
    )
)


@lru_cache(maxsize=50_000)
def days_of(duration: str) -> int:
    """The length in days of "2 years full time", by the first length it names; else NO_LENGTH."""
    found = LENGTH.search(duration)
    if not found:
        return NO_LENGTH
    return round(float(found[1]) * DAYS[found[2].lower()])


@lru_cache(maxsize=50_000)
def calendar_days(duration: str) -> int:
    """How many days pass until the course ends; NO_LENGTH for "30 hours" or "1 day a week"."""
    found = CALENDAR.fullmatch(duration.strip())
    return round(int(found[1]) * DAYS[found[2].lower()]) if found else NO_LENGTH


def last_day(start: date | None, duration: str) -> date | None:
    """The day on which a course ends, where its start and its length in the calendar are known."""
    days = calendar_days(duration)
    if start is None or days == NO_LENGTH:
        return None
    return start + timedelta(days=max(days, 1) - 1)


def is_over(start: date | None, duration: str, day: date) -> bool:
    last = last_day(start, duration)
    return last is not None and last < day


def hours_band(hours: float | None) -> str:
    """The band of hours a week, or the blank word."""
    if hours is None:
        return ""
    return list(HOURS)[sum(hours > most for most in MOST_HOURS)]


@lru_cache(maxsize=50_000)
def qualification_kind(qualification: str, title: str) -> str:
    """What sort of qualification it is, by its name or else by the course's title."""
    for text in (qualification, title):
        for kind, words in QUALIFICATION_WORDS:
            if words.search(text):
                return kind
    return "other" if qualification else ""
