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
from careers_site.editor.drafts.document_info import address_of
from careers_site.editor.drafts.drafts import OPEN, Draft
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.second_look import looks
from careers_site.feedback import store as feedback
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import moment, noun
from careers_site.publishing import dead_links

OLD_DRAFT = timedelta(days=30)
# What listed courses may want (courses.find.WANTS): of one, of many, and why it matters.
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
        *_to_check(today),
        *_drafts(),
        *map(courses_that, COURSES),
        *_of_readers(today),
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
        (
            document_info.title(path, texts[path]),
            address_of(path) + ("?show=attention" if path.endswith(".csv") else ""),
            found,
        )
        for path, found in grouped.items()
    ]


def old_drafts() -> list[Draft]:
    """Open drafts that nobody has changed for 30 days, and that no day is set for."""
    planned = {one.draft_id for one in schedule.coming()}
    before = now() - OLD_DRAFT
    wanted = select(Draft).where(Draft.state == OPEN, Draft.changed < before).order_by(Draft.id)
    return [draft for draft in db.session.scalars(wanted) if draft.id not in planned]


def courses_that(wants: str) -> Matter:
    """How many listed courses want one sort of attention."""
    (one, many, why), count = COURSES[wants], find.count(wants)
    what = f"course {one}" if count == 1 else f"courses {many}"
    return Matter(count, what, why, f"/editor/courses?wants={wants}")


def _unreadable() -> Iterator[Matter]:
    """The newest revision, where this process cannot read it and serves an older one."""
    library()
    if words := holder().broken:
        why = f"{words}. Readers see the revision before it. Undo the newest one, or correct it."
        yield Matter(1, "revision cannot be read", why, "/editor/history", is_urgent=True)


def _not_published() -> Iterator[Matter]:
    """Scheduled drafts that were not published at their moment, or will not be as things are."""
    for planned in schedule.coming():
        if why := schedule.trouble(planned):
            when = "was not" if planned.problem else "will not be"
            what = f"draft {when} published on {moment(planned.at)}"
            why = f"{planned.draft.title}. {why}"
            yield Matter(1, what, why, f"/editor/drafts/{planned.draft_id}", is_urgent=True)


def _files() -> Iterator[Matter]:
    """Files of this machine that changed and were not loaded, and those that the site has too."""
    changed = files.unloaded(current_app.config["SETTINGS"].root)
    both = sum(one.on_site for one in changed)
    what = f"{noun(both, 'text')} changed both on the site and in the files"
    yield Matter(both, what, "Nothing is overwritten until you decide.", "/editor/files", True)
    only = len(changed) - both
    what = f"{noun(only, 'file has', 'files have')} a change that was not loaded"
    yield Matter(only, what, "Load it, or keep the site’s text.", "/editor/files")


def _waiting() -> Iterator[Matter]:
    """Files of courses that were checked and wait for somebody to decide."""
    wanted = select(func.count(CourseImport.id)).where(CourseImport.state == READY)
    count = db.session.scalar(wanted) or 0
    what = f"course {noun(count, 'file waits', 'files wait')} for you"
    why = "We have checked it. Publish it or throw it away."
    yield Matter(count, what, why, "/editor/imports")


def _to_check(today: date) -> Iterator[Matter]:
    """What an editor set a day for that has come, what is old, and links that lead nowhere."""
    count = sum(one.is_set for one in owners_and_checks.due(today))
    what = noun(count, "page, table or rule set is due", "pages, tables or rule sets are due")
    why = "Their next check has come. Check them, then set the day of the one after it."
    yield Matter(count, what, why, "/editor/to-check")
    count = len(due(documents.published(), today))
    what = f"{noun(count, 'thing')} not checked for {CHECK_AFTER_MONTHS} months"
    why = "Readers can see when each one was last checked."
    yield Matter(count, what, why, "/editor/to-check")
    count = dead_links.count()
    what, why = f"{noun(count, 'link')} did not answer", "Find the new address, or remove the link."
    yield Matter(count, what, why, "/editor/dead-links")


def _drafts() -> Iterator[Matter]:
    count = len(old_drafts())
    what = f"{noun(count, 'draft was', 'drafts were')} not changed for {OLD_DRAFT.days} days"
    yield Matter(count, what, "Publish them, or discard them.", "/editor/drafts")
    count = looks.count_open()
    what, why = f"{noun(count, 'comment')} on drafts", "Answer each one, then mark it as done."
    yield Matter(count, what, why, "/editor/drafts")


def _of_readers(today: date) -> Iterator[Matter]:
    """Workshops that are over, and what readers say that nobody has looked at."""
    count = sum((one.ends or one.starts) < today for one in library().workshops)
    what = f"{noun(count, 'workshop is', 'workshops are')} over"
    why = "Readers do not see them any more. Enter the next dates, or remove the rows."
    yield Matter(count, what, why, "/editor/tables/workshops?show=attention")
    count = feedback.count_pages()
    what = f"{noun(count, 'page has', 'pages have')} feedback from readers"
    yield Matter(count, what, "Read it, then mark it as done.", "/editor/feedback")
