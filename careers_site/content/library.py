"""The library that this process serves, exchanged when a new revision was published."""

from __future__ import annotations

import logging
import threading
import time

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError

from careers_site.content.parsing import Library, parse
from careers_site.content.problems import ContentError
from careers_site.content.store import documents

log = logging.getLogger(__name__)

# How long a process may go on with what it has before it looks for a newer revision.
LOOK_EVERY_SECONDS = 0.5


class StaleLibraryError(RuntimeError):
    """The revision that was asked for, or a newer one, cannot be read."""


class LibraryCache:
    """One process's library. One thread reloads a stale one while the others use the old."""

    def __init__(self) -> None:
        self.library: Library | None = None
        self.broken: str = ""
        self._looked = 0.0
        self._lock = threading.Lock()

    def get(self, at_least: int = 0) -> Library:
        """The library, of revision `at_least` or a newer one. Raises StaleLibraryError."""
        if self._is_old(at_least):
            with self._lock:
                if self._is_old(at_least):
                    self._renew()
                    self._looked = time.monotonic()
        found = self.library
        if found is None or found.revision < at_least:
            raise StaleLibraryError(self.broken or f"revision {at_least} is not published")
        return found

    def take(self, library: Library) -> None:
        """Go on with a library that was just published, unless there is a newer one by now."""
        with self._lock:
            if self.library is None or self.library.revision < library.revision:
                self.library, self.broken = library, ""

    def _is_old(self, at_least: int) -> bool:
        if self.library is None or self.library.revision < at_least:
            return True
        return time.monotonic() - self._looked >= LOOK_EVERY_SECONDS

    def _renew(self) -> None:
        # In a session of its own: what somebody is changing goes on undisturbed.
        try:
            with current_app.app_context():
                number = documents.current_revision()
                if self.library is not None and self.library.revision >= number:
                    self.broken = ""
                    return
                texts = documents.published()
        except SQLAlchemyError as error:
            # Pages that need no more than the library go on.
            if self.library is None:
                raise
            log.warning("%s", getattr(error, "orig", None) or error)
            self._is_broken("the database cannot be read")
            return
        try:
            self.library = parse(texts, number, examples_may_differ=True)
            self.broken = ""
        except ContentError as error:
            # The site goes on with what it has; /readyz says what is wrong.
            self._is_broken(f"revision {number} cannot be read: {error.problems[0]}")
            if self.library is None:
                raise

    def _is_broken(self, why: str) -> None:
        if why != self.broken:
            log.error("%s", why)
        self.broken = why


def holder() -> LibraryCache:
    held: LibraryCache = current_app.extensions.setdefault("library", LibraryCache())
    return held


def library() -> Library:
    """Everything published, or what a preview shows instead.

    Raises ContentError only if nothing could ever be read.
    """
    shown: Library | None = g.get("shown_library")
    return shown or holder().get()


def show(other: Library) -> None:
    """Until this application context ends, `library()` is another: that of a preview."""
    g.shown_library = other
