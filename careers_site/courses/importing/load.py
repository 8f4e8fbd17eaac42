"""Course files into the catalogue: every row is read and staged, then all are swapped in.

What makes a row good or bad is decided by its format: course_row.py and course_cells.py, or dfe.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock
from flask import current_app
from sqlalchemy import text

from careers_site import audit
from careers_site.courses.changes.recording import delete_old_snapshots
from careers_site.courses.importing.catalogue_merge import ImportReport, Merge
from careers_site.courses.importing.native_format import KNOWN_BY, Native
from careers_site.courses.importing.open_data_format import Format, Read
from careers_site.courses.importing.problems import BadRows, FileProblems, ImportProblemsError
from careers_site.courses.importing.reading import read_lines
from careers_site.courses.importing.staging import Staging, discard, forget_unfinished
from careers_site.courses.importing.swap import CatalogueMovedError, swap
from careers_site.platform.extensions import db
from careers_site.platform.sheets.reading import Line, Progress

SHIPPED, SHIPPED_FILE = "shipped", "data/courses.csv"
# So many courses of a source may disappear without asking; above it, a tenth of them.
FEW = 10
# What importers on several machines queue by, where there is one database server for all.
QUEUE = 7_206_152
# Told what became of a row: its number, and the words for it.
Telling = Callable[[int, str], object]


@dataclass
class Imported:
    """What an import did, and what it left out and why. `kept` names courses by run id."""

    report: ImportReport
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Options:
    """How an import goes about it. `shown` is what lines about rows call the file, if anything.

    `is_partial`: the file has only some rows of its source, so that nothing is withdrawn.
    """

    dry_run: bool = False
    skip_bad_rows: bool = False
    allow_withdrawals: bool = False
    is_partial: bool = False
    replace_edited: bool = False
    errors: Path | None = None
    # Whether rows that lead to no step are staged too, so that an editor can choose them.
    keep_left_out: bool = False
    shown: str = ""
    # Who imports; blank for who is signed in, or the command line.
    who: str = ""
    progress: Progress | None = None
    tell: Telling | None = None
    # Called when all is checked, just before the catalogue changes.
    before_swap: Callable[[], object] | None = None


def load_shipped(root: Path, known_steps: Collection[str] | None = None) -> ImportReport:
    """Bring the courses that ship with the site into the catalogue."""
    return import_file(root / SHIPPED_FILE, SHIPPED, known_steps=known_steps, shown=SHIPPED_FILE)


def check_shipped(root: Path, known_steps: Collection[str]) -> list[str]:
    """Every problem in the courses that ship with the site, as a line with its place."""
    problems = FileProblems(SHIPPED_FILE, SHIPPED_FILE)
    for _row in _rows(root / SHIPPED_FILE, Native(known_steps), problems):
        pass
    return problems.lines


def import_file(
    file: Path,
    source: str,
    *,
    known_steps: Collection[str] | None = None,
    dry_run: bool = False,
    allow_withdrawals: bool = False,
    shown: str = "",
) -> ImportReport:
    """Make the courses of `source` those of a native file. Raises ImportProblemsError.

    `known_steps` may be None, which leaves steps unchecked. `shown` is what problems call the file.
    """
    name = shown or file.name
    options = Options(dry_run=dry_run, allow_withdrawals=allow_withdrawals, shown=name)
    return import_courses(file, source, Native(known_steps), options).report


def import_courses(file: Path, source: str, form: Format, options: Options) -> Imported:
    """Make the courses of `source` those of the file, or change nothing.

    Raises ImportProblemsError with every problem, unless they can be and are to be skipped.
    """
    problems = FileProblems(options.shown or str(file), options.shown)
    with import_lock():
        forget_unfinished()
        staging = Staging()
        try:
            left_out = stage(file, form, staging, problems, options)
            if problems.stop(skip_bad_rows=options.skip_bad_rows):
                raise ImportProblemsError(problems.lines)
            merge = Merge(source, staging.load, options.is_partial, options.replace_edited)
            report = _swap(merge, problems, options, options.shown or file.name)
            kept = [row.run_id for row in merge.kept()]
        finally:
            db.session.rollback()
            discard(staging.load)
    if report.touched and not options.dry_run:
        delete_old_snapshots()
    return Imported(report, left_out, problems.lines, [*problems.notes, *form.notes()], kept)


@contextmanager
def import_lock() -> Iterator[None]:
    """Serialises imports on all machines that share the database; waits without a limit."""
    folder = current_app.config["SETTINGS"].instance
    with FileLock(folder / "import.lock"), _advisory_lock():
        yield


@contextmanager
def _advisory_lock() -> Iterator[None]:
    """A PostgreSQL advisory lock on a connection of its own that never goes back to the pool.

    PostgreSQL ends the lock with the connection: whatever happens here, closing it is enough.
    """
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        # Others may import for longer than a statement may wait for a row.
        connection.execute(text("SET lock_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_lock({QUEUE})"))
        yield


def stage(
    file: Path, form: Format, staging: Staging, problems: FileProblems, options: Options
) -> Counter[str]:
    """Check every row and stage the good ones; the reasons for which rows were left out."""
    left_out: Counter[str] = Counter()
    with ExitStack() as stack:
        bad_rows = stack.enter_context(closing(BadRows(options.errors))) if options.errors else None
        for line, run_id, read in _rows(file, form, problems, options.progress):
            if read.problems:
                staging.leave(line.number, run_id)
                if bad_rows:
                    bad_rows.add(line.headings, line.cells, read.problems)
                _tell(options, line.number, "left out: " + "; ".join(read.problems))
            elif read.left_out:
                left_out[read.left_out] += 1
                _tell(options, line.number, f"left out: {read.left_out}")
                if read.course and options.keep_left_out:
                    staging.leave_out(line.number, read.course.columns())
            elif read.course:
                staging.add(line.number, read.course.columns(), read.course.content_hash())
        staging.flush()
    if problems.rows:
        left_out["has problems"] = problems.rows
    return left_out


def _rows(
    file: Path, form: Format, problems: FileProblems, progress: Progress | None = None
) -> Iterator[tuple[Line, str, Read]]:
    """Every row with its run id, as its format reads it; what is wrong goes to `problems` too."""
    first_row_of: dict[str, int] = {}
    for line in read_lines(file, form.columns, problems, progress):
        numbered = line.by_column.get(form.run_id, "").strip()
        read = Read(problems=line.problems) if line.problems else form.read(line.by_column)
        run_id = (read.run_id or numbered)[:100]
        if not read.problems and (row := first_row_of.get(run_id)):
            twice = f'"{run_id}" stands in row {row} too'
            # What a row without a run id is known by is in no cell of the file.
            twice = twice if numbered else f"row {row} has the same {KNOWN_BY}, so number both"
            read = Read(problems=[f"{form.run_id}: {twice}"])
        if not read.problems:
            first_row_of[run_id] = line.number
        problems.in_row(line.number, read.problems)
        yield line, run_id, read


def _tell(options: Options, row: int, what: str) -> None:
    if options.tell:
        options.tell(row, what)


def _swap(merge: Merge, problems: FileProblems, options: Options, name: str) -> ImportReport:
    """Compare, and bring in what differs, in one transaction that is as short as can be."""
    db.session.rollback()
    report = merge.report()
    _allow(report, problems, options)
    if options.tell:
        for row, fate in merge.fates():
            options.tell(row, fate)
    db.session.rollback()
    if options.dry_run or report.changes_nothing:
        return report
    if options.before_swap:
        options.before_swap()
    who = options.who or audit.actor()
    while True:
        try:
            report, _change = swap(merge, who=who, title=name, expected=report)
        except CatalogueMovedError as moved:
            # Somebody edited a course just now: what it means is asked again.
            report = moved.report
            _allow(report, problems, options)
        else:
            db.session.commit()
            return report


def _allow(report: ImportReport, problems: FileProblems, options: Options) -> None:
    if withdraws_many(report) and not options.allow_withdrawals:
        raise ImportProblemsError(
            [
                f"{problems.name}: {report.withdrawn} of {report.known} courses would be "
                "withdrawn, more than a tenth: if that is right, import again with "
                "--allow-withdrawals"
            ]
        )


def withdraws_many(report: ImportReport) -> bool:
    """Whether so many courses would disappear that somebody has to say that it is right."""
    return report.withdrawn > FEW and report.withdrawn * 10 > report.known
