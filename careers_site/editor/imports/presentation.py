"""An uploaded file as its page shows it: where it stands, what it would do, and how far work is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from flask import abort
from sqlalchemy import Update, select

from careers_site.accounts.sessions import guard
from careers_site.courses.changes.history import LISTED
from careers_site.courses.importing.catalogue_merge import ImportReport
from careers_site.courses.importing.column_guidance import COLUMN
from careers_site.courses.importing.load import withdraws_many
from careers_site.courses.uploads.models import (
    BROKEN_OFF,
    CHECKING,
    DISCARDED,
    PUBLISHED,
    PUBLISHING,
    READY,
    REFUSED,
    CourseImport,
)
from careers_site.jobs import queue
from careers_site.jobs.models import FAILED, WAITING, Job
from careers_site.platform.clock import now
from careers_site.platform.extensions import db

WORDS = {
    CHECKING: "Being checked",
    READY: "Ready for you to decide",
    PUBLISHING: "Being published",
    PUBLISHED: "Published",
    REFUSED: "Cannot be read",
    DISCARDED: "Thrown away",
    BROKEN_OFF: "Broken off",
}
# A job that nobody takes up for so long is remarked on.
TAKEN_UP_WITHIN = timedelta(seconds=20)


@dataclass(frozen=True)
class Upload:
    """A CourseImport with the job that works on it, and what an editor may do."""

    upload: CourseImport
    job: Job | None

    @property
    def title(self) -> str:
        return f"Course file {self.upload.file_name}"

    @property
    def state(self) -> str:
        """As an editor sees it; `failed` where its work was given up."""
        state = self.upload.state
        if self.job and self.job.state == FAILED and state in {CHECKING, PUBLISHING}:
            return FAILED
        # Published, and not yet to be found by the search.
        is_at_it = state == PUBLISHED and self.job and not self.job.is_over
        return PUBLISHING if is_at_it else state

    @property
    def is_working(self) -> bool:
        return self.state in {CHECKING, PUBLISHING}

    @property
    def words(self) -> str:
        return WORDS.get(self.state, "Broke off")

    @cached_property
    def report(self) -> ImportReport | None:
        return ImportReport(**self.upload.report) if self.upload.report else None

    @property
    def findings(self) -> dict[str, Any]:
        return self.upload.findings or {}

    @property
    def can_be_published(self) -> bool:
        """Also when publishing was given up: then nothing was changed."""
        is_there = self.state == READY or (self.state == FAILED and self.upload.state == PUBLISHING)
        return is_there and self.report is not None and not self.report.changes_nothing

    @property
    def asks_about_withdrawals(self) -> bool:
        return self.report is not None and withdraws_many(self.report)

    @property
    def seen(self) -> str:
        """Stands for what the editor saw when deciding."""
        text = json.dumps(self.upload.report, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def find(number: int) -> Upload:
    """Answers 404 for no such upload, and for one that broke off."""
    upload = db.get_or_404(CourseImport, number)
    if upload.state == BROKEN_OFF:
        abort(404)
    job = db.session.get(Job, upload.job_id) if upload.job_id else None
    return Upload(upload, job)


def files_of(changes: Collection[int]) -> dict[int, CourseImport]:
    """Change of courses -> the uploaded file that made it."""
    published = select(CourseImport).where(CourseImport.change_id.in_(changes))
    return {file.change_id: file for file in db.session.scalars(published) if file.change_id}


def ask_once(kind: str, what: dict[str, Any], take: Callable[[int], Update]) -> None:
    """Add a job, whose id `take` writes down, unless somebody has just asked for another."""
    job = queue.add(kind, what, guard.who())
    taken = db.session.execute(take(job.id).execution_options(synchronize_session=False))
    if taken.rowcount == 1:  # type: ignore[attr-defined]
        db.session.commit()
    else:
        db.session.rollback()


def is_overdue(job: Job | None) -> bool:
    """Whether nobody seems to work."""
    return bool(job and job.state == WAITING and job.created < now() - TAKEN_UP_WITHIN)


def label(column: str) -> str:
    return "Listed" if column == LISTED else COLUMN[column].label
