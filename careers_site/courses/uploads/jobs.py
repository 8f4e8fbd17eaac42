"""What a worker does with files of courses: check one, publish it, undo what was published.

What is wrong with a row is decided in courses/importing. Each can be killed at any moment and begun
anew: what changes for good is one transaction, which also says that it was done.
"""

from __future__ import annotations

import tempfile
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from flask import current_app

from careers_site.courses.catalogue.catalogue import catch_up, course_index
from careers_site.courses.changes.recording import delete_old_snapshots
from careers_site.courses.changes.undo import CannotUndoError
from careers_site.courses.changes.undo import undo as undo_change
from careers_site.courses.importing.catalogue_merge import ImportReport, Merge
from careers_site.courses.importing.format_choice import format_of, is_other_format
from careers_site.courses.importing.load import Options, import_lock, stage
from careers_site.courses.importing.problems import FileProblems, ImportProblemsError
from careers_site.courses.importing.reference_names import read_joins
from careers_site.courses.importing.staging import Staging, discard, forget_unfinished
from careers_site.courses.importing.swap import CatalogueMovedError, swap
from careers_site.courses.uploads import store
from careers_site.courses.uploads.models import (
    CHECKING,
    PUBLISHED,
    PUBLISHING,
    READY,
    REFUSED,
    Chunk,
    CourseImport,
)
from careers_site.jobs.running import JobError, Running
from careers_site.platform.extensions import db
from careers_site.platform.text.text_safety import one_line

# So many problems are kept to be shown; all of them are in the file of bad rows.
MOST_PROBLEMS = 200
NO_ROWS = "The file has headings and no rows."


def check(running: Running) -> dict[str, Any]:
    """Read and stage an uploaded file, and say what publishing it would do."""
    upload = _upload(running)
    if upload.state != CHECKING:
        return {}
    staging = _stage_anew(upload)
    instance = current_app.config["SETTINGS"].instance
    with tempfile.TemporaryDirectory(prefix=store.FOLDER, dir=instance) as name:
        problems = FileProblems("The file", most=MOST_PROBLEMS)
        findings = _read(running, Path(name), staging, problems)
        running.say("Comparing with the courses of the site")
        report = None if problems.of_the_whole else merge_of(upload).report()
        db.session.rollback()
        if report is None:
            discard(staging.load)
        _settle(running, findings, report, Path(name) / "bad.csv")
    return {}


def publish(running: Running) -> dict[str, Any]:
    """Bring the staged rows into the catalogue, if that does what the editor has seen."""
    upload = _upload(running)
    running.say("Waiting for other imports to end")
    with import_lock(), course_index().writing():
        if upload.state == PUBLISHING:
            running.say("Changing the courses")
            _swap(running, ImportReport(**running.arguments["report"]))
        if upload.state == PUBLISHED:
            touched = ImportReport(**(upload.report or {})).touched
            running.say("Bringing the search up to date", total=touched)
            # After the change nothing stops it: the next one would only do the same.
            catch_up(lambda done: setattr(running, "done", done))
        forget_unfinished()
    delete_old_snapshots()
    return {}


def undo(running: Running) -> dict[str, Any]:
    """Undo a change of the catalogue."""
    running.say("Bringing the courses back")
    try:
        done = undo_change(int(running.arguments["change"]), running.who, running.hold)
    except CannotUndoError:
        raise JobError("This is too old to undo.") from None
    return {"restored": done.restored, "left": done.left_count}


def merge_of(upload: CourseImport) -> Merge:
    """The staged rows of an upload beside the catalogue."""
    replaced = frozenset((upload.findings or {}).get("replaced", ()))
    return Merge(
        upload.source, upload.load or "", upload.is_partial, upload.replaces_edited, replaced
    )


def _upload(running: Running) -> CourseImport:
    found = db.session.get(CourseImport, int(running.arguments["import"]), populate_existing=True)
    if found is None:
        raise JobError("This file is no longer here. Upload it again.")
    return found


def _stage_anew(upload: CourseImport) -> Staging:
    """The upload names its rows before they are there, so that nobody takes them for left over."""
    old, upload.load = upload.load, str(uuid.uuid4())
    load = upload.load
    db.session.commit()
    if old:
        discard(old)
    return Staging(load)


def _read(
    running: Running, folder: Path, staging: Staging, problems: FileProblems
) -> dict[str, Any]:
    """Stage every row; what was found, as the page shows it."""
    upload = _upload(running)
    left_out: Counter[str] = Counter()
    notes: list[str] = []
    running.say("Fetching the file")
    parts = (store.COURSES, store.PROVIDERS, store.LARS)
    courses, providers, lars = (store.spool(upload.id, part, folder) for part in parts)
    number, size, form_name = upload.id, upload.bytes, upload.form
    takes_all, source = upload.takes_all, upload.source
    db.session.rollback()
    try:
        running.say("Reading the other files")
        form = format_of(form_name, source, read_joins(providers, lars), everything=takes_all)
        running.say("Reading the rows", total=size)
        options = Options(errors=folder / "bad.csv", keep_left_out=True, progress=running.progress)
        assert courses is not None
        left_out = stage(courses, form, staging, problems, options)
        notes = [*problems.notes, *form.notes()]
    except ImportProblemsError as error:
        for line in error.problems:
            problems.in_whole(line.replace(f"{folder}/", ""))
    if not problems.of_the_whole and not staging.count and not left_out:
        problems.in_whole(NO_ROWS)
    return {
        "number": number,
        "rows": staging.count + left_out.total() - problems.rows,
        "bad_rows": problems.rows,
        "problems": [one_line(line) for line in problems.lines],
        "problem_count": problems.count,
        "left_out": {words: n for words, n in left_out.items() if words != "has problems"},
        "notes": notes,
        "is_other_format": is_other_format(form_name, problems.lines),
    }


def _settle(
    running: Running, findings: dict[str, Any], report: ImportReport | None, bad_rows: Path
) -> None:
    """The check is over: what it found is kept, and the file itself no longer."""
    running.hold()
    upload = _upload(running)
    store.delete_chunks(Chunk.import_id == upload.id)
    if upload.state == CHECKING:
        upload.state = REFUSED if report is None else READY
        upload.findings = findings
        upload.report = report.as_json() if report else None
        if report and findings["bad_rows"]:
            with bad_rows.open("rb") as file:
                store.keep(upload.id, store.BAD_ROWS, file)
    thrown_away = None if upload.state == READY else upload.load
    db.session.commit()
    if thrown_away:
        discard(thrown_away)


def _swap(running: Running, expected: ImportReport) -> None:
    upload = _upload(running)
    merge, title = merge_of(upload), upload.file_name
    try:
        report, change = swap(merge, who=running.who, title=title, expected=expected)
    except CatalogueMovedError as moved:
        report, change = moved.report, None
        upload = _upload(running)
        upload.state, upload.report = READY, report.as_json()
        upload.findings = {**(upload.findings or {}), "moved": True}
    else:
        upload = _upload(running)
        upload.state, upload.report = PUBLISHED, report.as_json()
        upload.change_id = change.id if change else None
    running.hold()
    db.session.commit()
