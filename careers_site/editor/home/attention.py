"""What needs an editor's attention: each matter in a sentence, with where to settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import func, select

from careers_site.content.library import holder, library
from careers_site.content.pages.check_dates import CHECK_AFTER_MONTHS, Review, due
from careers_site.content.store import documents, files
from careers_site.courses.uploads.models import READY, CourseImport
from careers_site.editor.courses import find
from careers_site.editor.documents import owners_and_checks
from careers_site.editor.drafts import document_info
from careers_site.editor.drafts.drafts import OPEN, Draft
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.second_look import looks
from careers_site.feedback import store as feedback
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from careers_site.platform.formatting import moment
from careers_site.publishing import dead_links

OLD_DRAFT = timedelta(days=30)
# What listed courses may want (course_find.WANTS): of one, of many, and why it matters.
COURSES = {
    "ended": ("has ended", "have ended", "Withdraw them, or load this term’s file."),
    "unchecked": (
        "was not checked for 12 months",
        "were not checked for 12 months",
        "Compare them with their source.",
    ),
    "no-address": (
        "has no web address",
        "have no web address",
        "Add one, so that readers can reach the provider.",
    ),
}


@dataclass(frozen=True)
class Matter:
    """A number of things of one kind; `url` leads to them. `is_urgent`: something is broken."""

    count: int
    what: str
    why: str
    url: str
    is_urgent: bool = False


def matters(today: date) -> list[Matter]:
    """Everything that needs attention, what is broken first; empty when all is well."""
    found = [
        *_unreadable(),
        *_not_published(),
        *_files(),
        *_waiting(),
        *_due(today),
        *_unchecked(today),
        *_dead_links(),
        *_old_drafts(),
        *_comments(),
        *_courses(),
        *_over(today),
        *_feedback(),
    ]
    return sorted((one for one in found if one.count), key=lambda one: not one.is_urgent)


def by_document(today: date) -> list[tuple[str, str, list[Review]]]:
    """What is due to be checked, document by document, the one with the oldest first.

    Each with its title and where it is checked: a table where its old rows have tick boxes.
    """
    texts = documents.published()
    grouped: dict[str, list[Review]] = {}
    for review in due(texts, today):
        grouped.setdefault(review.path, []).append(review)
    return [
        (document_info.title(path, texts[path]), _checked_at(path), found)
        for path, found in grouped.items()
    ]


def _checked_at(path: str) -> str:
    query = "?show=attention" if path.endswith(".csv") else ""
    return document_info.address_of(path) + query


def _unreadable() -> list[Matter]:
    """The newest revision, where this process cannot read it and serves an older one."""
    library()
    words = holder().broken
    why = f"{words}. Readers see the revision before it. Undo the newest one, or correct it."
    return [Matter(1, "revision cannot be read", why, "/editor/history", True)] if words else []


def _not_published() -> Iterator[Matter]:
    """Scheduled drafts that were not published at their moment, or will not be as things are."""
    for planned in schedule.coming():
        if why := schedule.trouble(planned):
            when = "was not" if planned.problem else "will not be"
            what = f"draft {when} published on {moment(planned.at)}"
            why = f"{planned.draft.title}. {why}"
            yield Matter(1, what, why, f"/editor/drafts/{planned.draft_id}", True)


def _due(today: date) -> list[Matter]:
    """Documents whose next check, as an editor set it, has come."""
    count = sum(one.is_set for one in owners_and_checks.due(today))
    what = f"{'page, table or rule set is' if count == 1 else 'pages, tables or rule sets are'} due"
    why = "Their next check has come. Check them, then set the day of the one after it."
    return [Matter(count, what, why, "/editor/to-check")]


def _dead_links() -> list[Matter]:
    count = dead_links.count()
    what = f"{'link' if count == 1 else 'links'} did not answer"
    return [Matter(count, what, "Find the new address, or remove the link.", "/editor/dead-links")]


def old_drafts() -> list[Draft]:
    """Open drafts that nobody has changed for 30 days, and that no day is set for."""
    planned = {one.draft_id for one in schedule.coming()}
    before = now() - OLD_DRAFT
    wanted = select(Draft).where(Draft.state == OPEN, Draft.changed < before).order_by(Draft.id)
    return [draft for draft in db.session.scalars(wanted) if draft.id not in planned]


def _old_drafts() -> list[Matter]:
    count = len(old_drafts())
    what = f"{'draft was' if count == 1 else 'drafts were'} not changed for {OLD_DRAFT.days} days"
    return [Matter(count, what, "Publish them, or discard them.", "/editor/drafts")]


def _comments() -> list[Matter]:
    count = looks.count_open()
    what = f"{'comment' if count == 1 else 'comments'} on drafts"
    return [Matter(count, what, "Answer each one, then mark it as done.", "/editor/drafts")]


def _unchecked(today: date) -> list[Matter]:
    total = len(due(documents.published(), today))
    what = f"{'thing' if total == 1 else 'things'} not checked for {CHECK_AFTER_MONTHS} months"
    why = "Readers can see when each one was last checked."
    return [Matter(total, what, why, "/editor/to-check")]


def _files() -> Iterator[Matter]:
    """Files of this machine that changed and were not loaded, and those that the site has too."""
    changed = files.unloaded(current_app.config["SETTINGS"].root)
    both = sum(one.on_site for one in changed)
    yield Matter(
        both,
        f"{'text' if both == 1 else 'texts'} changed both on the site and in the files",
        "Nothing is overwritten until you decide.",
        "/editor/files",
        is_urgent=True,
    )
    only = len(changed) - both
    yield Matter(
        only,
        f"{'file has' if only == 1 else 'files have'} a change that was not loaded",
        "Load it, or keep the site’s text.",
        "/editor/files",
    )


def _waiting() -> list[Matter]:
    """Files of courses that were checked and wait for somebody to decide."""
    wanted = select(func.count(CourseImport.id)).where(CourseImport.state == READY)
    count = db.session.scalar(wanted) or 0
    what = f"course {'file waits' if count == 1 else 'files wait'} for you"
    why = "We have checked it. Publish it or throw it away."
    return [Matter(count, what, why, "/editor/imports")]


def _courses() -> Iterator[Matter]:
    yield from map(courses_that, COURSES)


def courses_that(wants: str) -> Matter:
    """How many listed courses want one sort of attention."""
    (one, many, why), count = COURSES[wants], find.count(wants)
    what = f"course {one}" if count == 1 else f"courses {many}"
    return Matter(count, what, why, f"/editor/courses?wants={wants}")


def _over(today: date) -> list[Matter]:
    """Workshops that are over; the page no longer needs them."""
    gone = [one for one in library().workshops if (one.ends or one.starts) < today]
    what = f"{'workshop is' if len(gone) == 1 else 'workshops are'} over"
    why = "Readers see them until you change or remove the rows."
    return [Matter(len(gone), what, why, "/editor/tables/workshops?show=attention")]


def _feedback() -> list[Matter]:
    """Pages about which readers said something that nobody has looked at."""
    count = feedback.count_pages()
    what = f"{'page has' if count == 1 else 'pages have'} feedback from readers"
    return [Matter(count, what, "Read it, then mark it as done.", "/editor/feedback")]
