"""The course catalogue: one row a course run, and the one row that tells which version this is."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, String, Text, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.course_index.indexed_courses import State
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

# The source of courses that are made from the table of workshops, and changed only there.
WORKSHOPS = "workshops"


class Catalogue(db.Model):  # type: ignore[name-defined, misc]
    """One row. `identity` tells catalogues apart (after a restore); `version` counts changes."""

    __tablename__ = "catalogue"

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(String(36))
    version: Mapped[int]


class Course(db.Model):  # type: ignore[name-defined, misc]
    """One run of a course. A blank text or None means "not known"."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("source", "run_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(50))
    run_id: Mapped[str] = mapped_column(String(100))
    provider: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(255))
    level: Mapped[str] = mapped_column(String(5))
    qualification: Mapped[str] = mapped_column(String(255))
    awarding_body: Mapped[str] = mapped_column(String(255))
    learning_mode: Mapped[str] = mapped_column(String(20))
    study_time: Mapped[str] = mapped_column(String(20))
    attendance: Mapped[str] = mapped_column(String(20))
    hours: Mapped[float | None]
    start_date: Mapped[date | None] = mapped_column(Date)
    duration: Mapped[str] = mapped_column(String(255))
    cost_pence: Mapped[int | None]
    cost_note: Mapped[str] = mapped_column(String(500))
    venue: Mapped[str] = mapped_column(String(255))
    town: Mapped[str] = mapped_column(String(255))
    postcode: Mapped[str] = mapped_column(String(10))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    nation: Mapped[str] = mapped_column(String(20))
    national: Mapped[bool]
    regions: Mapped[str] = mapped_column(Text)
    entry_requirements: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(String(500))
    step: Mapped[str] = mapped_column(String(100))
    source_url: Mapped[str] = mapped_column(String(500))
    as_of: Mapped[str] = mapped_column(String(255))
    evidence: Mapped[str] = mapped_column(String(20))
    unconfirmed_fields: Mapped[str] = mapped_column(String(500))
    checked: Mapped[date | None] = mapped_column(Date)

    withdrawn: Mapped[bool] = mapped_column(default=False)
    # Two hashes of the row, blank where it is not listed: as it was last loaded from a file, and
    # as it stands on the site.
    content_hash: Mapped[str] = mapped_column(String(64))
    site_hash: Mapped[str] = mapped_column(String(64))
    # The CatalogueChange that left the row as it is; 0 for none that is remembered.
    change_id: Mapped[int]
    # The row's place in its file, so that an export has the order of what was imported.
    position: Mapped[int]
    # The version of the catalogue in which the row last changed: the index catches up by it.
    version: Mapped[int] = mapped_column(index=True)
    added: Mapped[datetime] = mapped_column(UtcTime)
    changed: Mapped[datetime] = mapped_column(UtcTime)


def catalogue_state() -> State:
    """What the catalogue is at now, read without opening a transaction that lasts."""
    with db.engine.connect() as connection:
        row = connection.execute(select(Catalogue.identity, Catalogue.version)).one()
    return State(row.identity, row.version)


def next_version() -> int:
    """Take the catalogue's next version, first thing in every change: writers queue here."""
    db.session.execute(update(Catalogue).values(version=Catalogue.version + 1))
    return db.session.scalars(select(Catalogue.version)).one()
