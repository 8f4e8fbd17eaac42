"""What a process keeps of the catalogue: its columns and its search index, both caught up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from flask import Flask, current_app
from sqlalchemy import func, select

from careers_site.course_index.index import SearchIndex
from careers_site.course_index.indexed_courses import Document, State
from careers_site.courses.catalogue.columns import Columns
from careers_site.courses.catalogue.loading import load_columns
from careers_site.courses.models import Course, catalogue_state
from careers_site.platform.clock import shown_as_on, today
from careers_site.platform.extensions import db

# How long a process may not notice that another changed the catalogue.
LOOK_EVERY_SECONDS = 0.5
READ_AT_ONCE = 1_000
# With more changes than these, a page does not wait for the index.
FEW_CHANGES = 1_000


class CatalogueInMemory:
    """The columns of this process; one object for all threads."""

    def __init__(self) -> None:
        self._columns: Columns | None = None
        self._looked = 0.0
        self._loading = threading.Lock()

    def columns(self) -> Columns:
        """The columns, at most a second behind the catalogue."""
        columns = self._columns
        if columns is not None and time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
            return columns
        # While one thread loads, the others go on with what there is, if there is something.
        if columns is not None and self._loading.locked():
            return columns
        with self._loading:
            return self._look()

    def forget(self) -> None:
        """Look again at the next call, whenever the last look was."""
        self._looked = 0.0

    def _look(self) -> Columns:
        columns = self._columns
        # Kept for all readers: the day that a preview shows is not theirs.
        with shown_as_on(None):
            day = today()
        if columns is None or (columns.state, columns.day) != (catalogue_state(), day):
            columns = self._columns = load_columns(day)
        self._looked = time.monotonic()
        return columns


class IndexedCourses:
    """The catalogue as the search index asks for it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        # Told now and then how many courses were read, by who waits for a long catching up.
        self.told: Callable[[int], object] | None = None

    def state(self) -> State:
        with self._app.app_context():
            return catalogue_state()

    def changed_since(self, version: int) -> Iterable[Document]:
        wanted = select(
            Course.id,
            Course.withdrawn,
            Course.title,
            Course.level,
            Course.qualification,
            Course.provider,
            Course.venue,
            Course.town,
            Course.description,
        ).where(Course.version > version)
        with self._app.app_context(), db.engine.connect() as connection:
            rows = connection.execution_options(yield_per=READ_AT_ONCE).execute(wanted)
            for number, row in enumerate(rows):
                if self.told and not number % 200:
                    self.told(number)
                texts = dict(row._mapping)
                if texts["level"]:
                    texts["qualification"] += f" level {texts['level']}"
                for name in ("id", "withdrawn", "level"):
                    del texts[name]
                yield Document(row.id, None if row.withdrawn else texts)

    def count_changed_since(self, version: int) -> int:
        with self._app.app_context(), db.engine.connect() as connection:
            return connection.scalar(select(func.count()).where(Course.version > version)) or 0


def course_columns() -> Columns:
    """The catalogue's columns in this process."""
    kept: CatalogueInMemory = current_app.extensions.setdefault(
        "course_columns", CatalogueInMemory()
    )
    return kept.columns()


def course_index() -> SearchIndex:
    """The catalogue's search index, in the instance folder."""
    extensions = current_app.extensions
    if "course_index" not in extensions:
        folder = current_app.config["SETTINGS"].instance / "index"
        extensions.setdefault("course_index", SearchIndex(folder, _indexed_courses()))
    index: SearchIndex = extensions["course_index"]
    return index


def _indexed_courses() -> IndexedCourses:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    kept: IndexedCourses = app.extensions.setdefault("indexed_courses", IndexedCourses(app))
    return kept


def keep_index() -> None:
    """Let this machine's index catch up with the catalogue, whoever changed it.

    A worker of every machine calls this all the time, so that no reader's page has to.
    """
    course_index().ensure_fresh()


def catch_up(told: Callable[[int], object] | None = None, *, wait: bool = True) -> None:
    """After a change by this process: its index and columns hold it from now on.

    `told` is called now and then with how many courses were read for the index. If not `wait`,
    somebody waits for a page: while another process writes the index, or where this machine's is
    far behind, the worker catches up with this change too.
    """
    kept: CatalogueInMemory | None = current_app.extensions.get("course_columns")
    if kept is not None:
        kept.forget()
    courses = _indexed_courses()
    held = course_index().version()
    if not wait and held is not None and courses.count_changed_since(held) > FEW_CHANGES:
        return
    courses.told = told
    try:
        course_index().ensure_fresh(wait=wait)
    finally:
        courses.told = None
