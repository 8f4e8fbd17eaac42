"""Files of courses that editors upload: what each is, what its check found, what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.courses.changes.models import CatalogueChange
from careers_site.jobs.models import Job
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

CHECKING, READY, PUBLISHING, PUBLISHED = "checking", "ready", "publishing", "published"
REFUSED, DISCARDED, BROKEN_OFF = "refused", "discarded", "broken off"
# Rows of these are kept in `staged_course`.
UNDECIDED = (CHECKING, READY, PUBLISHING)


class CourseImport(db.Model):  # type: ignore[name-defined, misc]
    """An uploaded file. `load` names its staged rows, `job_id` the newest work on it.

    `report` is what publishing would do (ImportReport), `findings` what the check found. `token`
    is that of its form, so that a form sent twice uploads one file.
    """

    __tablename__ = "course_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(36), unique=True)
    who: Mapped[str] = mapped_column(String(255))
    at: Mapped[datetime] = mapped_column(UtcTime)
    file_name: Mapped[str] = mapped_column(String(255))
    bytes: Mapped[int]
    form: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(50))
    is_partial: Mapped[bool] = mapped_column(default=False)
    takes_all: Mapped[bool] = mapped_column(default=False)
    replaces_edited: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), index=True)
    load: Mapped[str | None] = mapped_column(String(36))
    job_id: Mapped[int | None] = mapped_column(ForeignKey(Job.id))
    change_id: Mapped[int | None] = mapped_column(ForeignKey(CatalogueChange.id))
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    findings: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Chunk(db.Model):  # type: ignore[name-defined, misc]
    """A chunk of an uploaded file: the worker that reads it may be on another machine."""

    __tablename__ = "course_import_piece"

    import_id: Mapped[int] = mapped_column(ForeignKey("course_import.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
