"""A plan as a calendar file: when to apply for each step, and when it starts.

A plan knows months. Each entry lies on the first of its month and says that it means the month.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from careers_site.eligibility.month import Month
from careers_site.platform.clock import now
from careers_site.platform.web.calendar_files import Entry, calendar_file
from careers_site.quiz.presentation import ShownPlan, ShownStep


def plan_calendar(plan: ShownPlan, page_url: str) -> bytes:
    return calendar_file("Plans", _entries(plan, page_url))


def _entries(plan: ShownPlan, page_url: str) -> Iterator[Entry]:
    host = urlsplit(page_url).hostname
    for step in plan.steps:
        for kind, month, summary, advice in _of_step(step):
            day = date(month.year, month.number, 1)
            yield Entry(
                uid=f"{kind}-{step.id}-{month.id}@{host}",
                stamp=now(),
                first=day,
                last=day,
                summary=summary,
                description=f"{month} is the month, not the exact day. {advice}",
                url=page_url,
            )


def _of_step(step: ShownStep) -> Iterator[tuple[str, Month, str, str]]:
    """What there is to do for a step: its kind, month, name and advice."""
    starts, apply_by = step.planned.starts, step.planned.apply_by
    if apply_by < starts:
        yield "apply", apply_by, f"Apply by this month: {step.title}", "Apply sooner if you can."
    advice = f"Ask for the exact date. You plan to do this from {step.dates}."
    yield "start", starts, f"Starts this month: {step.title}", advice
