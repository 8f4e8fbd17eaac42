"""Files of courses that editors upload, kept in the database until they are read."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from flask import current_app
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from careers_site import audit
from careers_site.courses.importing.staging import KEPT_FOR, discard
from careers_site.courses.uploads.models import (
    BROKEN_OFF,
    CHECKING,
    DISCARDED,
    PUBLISHED,
    READY,
    REFUSED,
    Chunk,
    CourseImport,
)
from careers_site.jobs import queue
from careers_site.platform.clock import now
from careers_site.platform.extensions import db

CHUNK_BYTES = 1024 * 1024
# The parts of an upload; the bad rows are written by the check.
COURSES, PROVIDERS, LARS, BAD_ROWS = "courses", "providers", "lars", "bad rows"
# Folders of uploads that are being read, in the instance folder.
FOLDER = "upload-"
LEFT_AFTER_SECONDS = 24 * 3600


def receive(kept: CourseImport, files: Mapping[str, IO[bytes]]) -> CourseImport:
    """Keep the files, by part, and ask for their check: all of it or nothing. Commits.

    `kept` says who uploads what, and how it is to be read. Sent twice, the first is returned.
    """
    token, who = kept.token, kept.who
    kept.state, kept.at, kept.bytes = CHECKING, now(), 0
    db.session.add(kept)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return db.session.scalars(select(CourseImport).filter_by(token=token)).one()
    for part, file in files.items():
        size = keep(kept.id, part, file)
        kept.bytes = size if part == COURSES else kept.bytes
    job = queue.add("check courses", {"import": kept.id}, who)
    kept.job_id = job.id
    audit.record("uploaded courses", f"{kept.source}: {kept.file_name}", who=kept.who)
    db.session.commit()
    return kept


def note_broken_off(token: str, who: str) -> None:
    """Remember that an upload broke off, of which nothing was kept. Commits."""
    nothing = {"file_name": "", "form": "", "source": "", "bytes": 0}
    db.session.add(CourseImport(token=token, who=who, at=now(), state=BROKEN_OFF, **nothing))
    db.session.commit()


def keep(import_id: int, part: str, file: IO[bytes]) -> int:
    """Store a file in chunks; returns its length in bytes. The caller commits."""
    size = number = 0
    while data := file.read(CHUNK_BYTES):
        row = {"import_id": import_id, "part": part, "number": number, "data": data}
        db.session.execute(insert(Chunk.__table__), [row])
        number, size = number + 1, size + len(data)
    return size


def chunks(import_id: int, part: str) -> Iterator[bytes]:
    """The chunks of an uploaded file, in order; none where the file was not given."""
    number = 0
    while True:
        one = (Chunk.import_id == import_id, Chunk.part == part, Chunk.number == number)
        data = db.session.scalar(select(Chunk.data).where(*one))
        if data is None:
            return
        yield data
        number += 1


def spool(import_id: int, part: str, folder: Path) -> Path | None:
    """Write a file of an upload into a folder; None where it was not given."""
    file = folder / f"{part}.csv"
    with file.open("wb") as text:
        for data in chunks(import_id, part):
            text.write(data)
    return file if file.stat().st_size or part == COURSES else None


def discard_upload(import_id: int, *states: str) -> bool:
    """Delete an import that is in one of these states, with its staged rows, and commit.

    False where it is in another state, or there is none.
    """
    load = db.session.scalar(select(CourseImport.load).where(CourseImport.id == import_id))
    is_in = (CourseImport.id == import_id, CourseImport.state.in_(states))
    thrown = db.session.execute(
        update(CourseImport).where(*is_in).values(state=DISCARDED, load=None)
    )
    if thrown.rowcount != 1:  # type: ignore[attr-defined]
        db.session.rollback()
        return False
    delete_chunks(Chunk.import_id == import_id)
    db.session.commit()
    if load:
        discard(load)
    return True


def delete_chunks(*which: ColumnElement[bool]) -> None:
    """Delete the chunks that fulfil all conditions. The caller commits."""
    db.session.execute(delete(Chunk).where(*which).execution_options(synchronize_session=False))


def delete_expired() -> None:
    """Delete uploads undecided for a week, and what killed workers left behind. Commits."""
    long_ago = CourseImport.at < now() - KEPT_FOR
    undecided = CourseImport.state.in_((CHECKING, READY, REFUSED))
    for number in list(db.session.scalars(select(CourseImport.id).where(long_ago, undecided))):
        discard_upload(number, CHECKING, READY, REFUSED)
    done = select(CourseImport.id).where(long_ago, CourseImport.state == PUBLISHED)
    delete_chunks(Chunk.import_id.in_(done))
    broken = delete(CourseImport).where(long_ago, CourseImport.state == BROKEN_OFF)
    db.session.execute(broken.execution_options(synchronize_session=False))
    db.session.commit()
    instance: Path = current_app.config["SETTINGS"].instance
    for folder in instance.glob(f"{FOLDER}*"):
        if time.time() - folder.stat().st_mtime > LEFT_AFTER_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
