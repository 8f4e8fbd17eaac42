"""A plan as a calendar file (RFC 5545): when to apply for each step, and when it starts.

A plan knows months. Each entry lies on the first of its month and says that it means the month.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from careers_site.eligibility.month import Month
from careers_site.platform.clock import now
from careers_site.quiz.presentation import ShownPlan, ShownStep


def plan_calendar(plan: ShownPlan, page_url: str) -> bytes:
    host = urlsplit(page_url).hostname
    calendar = Calendar(version="2.0", prodid="-//Portage Careers//Plans//EN", method="PUBLISH")
    for step in plan.steps:
        for kind, month, summary, advice in _entries(step):
            event = Event(url=page_url, transp="TRANSPARENT")
            event.add("uid", f"{kind}-{step.id}-{month.id}@{host}")
            event.add("dtstamp", now())
            day = date(month.year, month.number, 1)
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("summary", summary)
            event.add("description", f"{month} is the month, not the exact day. {advice}")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(step: ShownStep) -> Iterator[tuple[str, Month, str, str]]:
    """What there is to do for a step: its kind, month, name and advice."""
    starts, apply_by = step.planned.starts, step.planned.apply_by
    if apply_by < starts:
        yield "apply", apply_by, f"Apply by this month: {step.title}", "Apply sooner if you can."
    advice = f"Ask for the exact date. You plan to do this from {step.dates}."
    yield "start", starts, f"Starts this month: {step.title}", advice
