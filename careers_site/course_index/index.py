"""The search index of the catalogue, made with NumPy: disposable, and always caught up.

The folder holds segments in folders of their own, and `current.json`, which says which of them are
in use and what state of which catalogue they hold. That file is replaced in one move, after a new
segment is complete: killed at any moment, the old index is in use or the new one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from careers_site.course_index import segment
from careers_site.course_index.indexed_courses import Catalogue, State
from careers_site.course_index.reader import Held, Opened, Part
from careers_site.course_index.segment import GAP, WEIGHTS, Ids, Scores
from careers_site.course_index.synonyms import NO_SYNONYMS, Synonyms

Answer = TypeVar("Answer")

CURRENT = "current.json"
# An index of another shape is made anew; the number counts changes of how words are read and kept.
SHAPE = hashlib.sha256(repr((sorted(WEIGHTS.items()), GAP, 5)).encode()).hexdigest()[:12]


class SearchIndex:
    """The index in `folder` of `catalogue`. One object serves all threads of a process."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._current = folder / CURRENT
        self._last_read: tuple[tuple[int, int, int], Held, list[Path]] | None = None
        self._now: Opened | None = None
        self._opening = threading.Lock()

    def matches(self, text: str, synonyms: Synonyms = NO_SYNONYMS) -> tuple[Ids, Scores]:
        """Ids of the courses in which all words of `text` are, ascending, and their scores."""
        return self._reading(lambda opened: opened.matches(text, synonyms))

    def suggest(self, text: str) -> str | None:
        """`text` with misspelt words put right, or None."""
        return self._reading(lambda opened: opened.suggest(text))

    def close(self) -> None:
        """Close what this process has open, as soon as no thread reads it."""
        self._now = None

    def holds(self, state: State) -> bool:
        held = self._held()
        return held is not None and (held.identity, held.version) == (state.identity, state.version)

    def version(self) -> int | None:
        """The version of the catalogue that is held; None where there is no index to use."""
        held = self._held()
        return None if held is None else held.version

    def ensure_fresh(self, *, wait: bool = False) -> None:
        """Catch up with the catalogue. While another does, go on with the old one unless `wait`."""
        if self.holds(self._catalogue.state()):
            return
        usable = self._held() is not None
        try:
            with self.writing(-1 if wait or not usable else 0):
                self._catch_up()
        except Timeout:
            return

    def rebuild(self) -> None:
        """Make the index anew from the whole catalogue."""
        with self.writing():
            self._build(self._catalogue.state())

    @contextmanager
    def writing(self, timeout: float = -1) -> Iterator[None]:
        """Keep others from catching up, who then go on with what there is.

        A process that is about to change much holds this until it has caught up itself: else the
        first reader to notice would do that work while its page waits. A thread may hold it twice.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "lock", is_singleton=True)
        with lock.acquire(timeout=timeout):
            yield

    def _held(self) -> Held | None:
        """What is in use now, or None where there is nothing that can be used."""
        try:
            file = self._current.stat()
            mark = (file.st_ino, file.st_mtime_ns, file.st_size)
            last = self._last_read
            # The file is asked about in every search: it is read again only when it is another.
            if last is None or last[0] != mark:
                held = _read(self._current.read_bytes())
                folders = [self._folder / part.folder for part in held.parts]
                last = self._last_read = (mark, held, folders)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        _, held, folders = last
        usable = held.shape == SHAPE and all(folder.is_dir() for folder in folders)
        return held if usable else None

    def _catch_up(self) -> None:
        """Under the lock: apply what changed since, or build where that is not known."""
        held = self._held()
        # The state is read before the rows: rows that change meanwhile are read once more later.
        state = self._catalogue.state()
        if held is None or held.identity != state.identity or held.version > state.version:
            self._build(state)
        elif held.version < state.version:
            self._follow(held, state)

    def _follow(self, held: Held, state: State) -> None:
        """What changed becomes a segment, together with those before it that are not much larger:
        there are few segments, and where most has changed only one."""
        parts, since = list(held.parts), held.version
        changed = self._catalogue.count_changed_since(since)
        if not changed:
            self._use(replace(held, version=state.version))
            return
        while parts and parts[-1].size < 2 * changed:
            since = parts.pop().since
            changed = self._catalogue.count_changed_since(since)
        self._write(parts, since, state)

    def _build(self, state: State) -> None:
        self._write([], -1, state)

    def _write(self, kept: list[Part], since: int, state: State) -> None:
        name = f"index-{uuid.uuid4().hex}"
        size = segment.write(self._folder / name, self._catalogue.changed_since(since))
        old = self._held()
        held = Held([*kept, Part(name, since, size)], SHAPE, state.identity, state.version)
        self._use(held)
        self._remove_others([*held.parts, *(old.parts if old else ())])

    def _use(self, held: Held) -> None:
        new = self._folder / f"{CURRENT}.new"
        new.write_text(json.dumps(asdict(held)), encoding="utf-8")
        new.replace(self._current)

    def _remove_others(self, keep: Iterable[Part]) -> None:
        """Remove old segments, but not the last ones, which other processes may still open."""
        names = {part.folder for part in keep}
        for folder in self._folder.glob("index-*"):
            if folder.name not in names:
                shutil.rmtree(folder, ignore_errors=True)

    def _reading(self, read: Callable[[Opened], Answer]) -> Answer:
        try:
            return read(self._opened())
        except OSError:
            # Another process removed the files meanwhile: read what is in use now.
            self.close()
            return read(self._opened())

    def _opened(self) -> Opened:
        """The reader of what is in use, one for all threads of this process."""
        held = self._held()
        opened = self._now
        if opened is not None and opened.held == held:
            return opened
        with self._opening:
            if self._held() is None:
                self.ensure_fresh(wait=True)
            held, opened = self._held(), self._now
            if opened is None or opened.held != held:
                opened = self._now = self._open(held)
        return opened

    def _open(self, held: Held | None) -> Opened:
        try:
            if held is not None:
                return Opened(self._folder, held)
        except Exception:
            # Damaged by hand, or replaced while it was being opened: made anew just below.
            held = None
        self.rebuild()
        held = self._held()
        if held is None:
            raise RuntimeError(f"the search index in {self._folder} cannot be kept")
        return Opened(self._folder, held)


def _read(text: bytes) -> Held:
    said = json.loads(text)
    return Held(**{**said, "parts": [Part(*part) for part in said["parts"]]})
