"""The worker: takes one job after the other, and says while it works that it still lives."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NoReturn

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from careers_site.jobs import queue, registry
from careers_site.jobs.running import JobError, LostError, Running, StoppedError
from careers_site.platform.extensions import db

# Somebody watches the page of a new job; the rest of what is kept can wait a little.
TAKE_EVERY_SECONDS = 0.2
LOOK_EVERY_SECONDS = 0.5
BEAT_EVERY_SECONDS = 1.0
AN_HOUR = 3600.0
# The longest job, 200,000 courses published, takes about ten minutes.
MOST_SECONDS = 3600.0
TOO_LONG = "It took longer than an hour, so we stopped it. Nothing was changed. Try a smaller file."


class Worker:
    """Works until `stop` is set, or until `may_go_on` says no; both are asked all the time."""

    def __init__(
        self, app: Flask, stop: threading.Event, may_go_on: Callable[[], bool] = lambda: True
    ) -> None:
        self._app = app
        self._stop = stop
        self._may_go_on = may_go_on
        self.name = f"{socket.gethostname()[:50]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"

    def work(self) -> None:
        # What they are at can be broken off at any moment, and does not hold up the end.
        keepers = [partial(self._keep, place) for place in registry.KEEPING]
        with _beside(keepers, LOOK_EVERY_SECONDS):
            self._work()

    def _work(self) -> None:
        last = -AN_HOUR
        while not self._stop.is_set() and self._may_go_on():
            if time.monotonic() - last >= AN_HOUR:
                for place in registry.HOURLY:
                    self._call(place)
                last = time.monotonic()
            if not self._safely(self.work_once):
                self._stop.wait(TAKE_EVERY_SECONDS)

    def work_once(self) -> bool:
        """Do one job, if there is one."""
        with self._app.app_context():
            job = queue.claim(self.name)
            if job is None:
                return False
            running = Running(job.id, self.name, job.who, dict(job.arguments), self._stop)
            kind = job.kind
            db.session.rollback()
            with _beside([partial(self._beat, running)]):
                self._run(kind, running)
            return True

    def _run(self, kind: str, running: Running) -> None:
        try:
            result = registry.work_of(kind)(running)
            db.session.rollback()
            queue.finish(running.job_id, self.name, result)
        except LostError:
            db.session.rollback()
            self._app.logger.warning("job %s: another worker has taken it", running.job_id)
        except StoppedError:
            db.session.rollback()
            queue.give_back(running.job_id, self.name)
        except JobError as error:
            db.session.rollback()
            queue.fail(running.job_id, self.name, str(error))
        except Exception:
            db.session.rollback()
            self._app.logger.exception("job %s (%s) broke off", running.job_id, kind)
            queue.try_again(running.job_id, self.name)

    def _beat(self, running: Running, over: threading.Event) -> None:
        """Renew the lease; a database that is busy for a while is no reason to give up."""
        began = heard = time.monotonic()
        while not over.wait(BEAT_EVERY_SECONDS):
            if time.monotonic() - began > MOST_SECONDS:
                self._end_overdue(running)
            if not self._may_go_on():
                self._stop.set()
            try:
                if self._say(running):
                    heard = time.monotonic()
                    continue
                running.lost.set()
            except SQLAlchemyError:
                if time.monotonic() - heard > queue.LEASE.total_seconds():
                    running.lost.set()

    def _end_overdue(self, running: Running) -> NoReturn:
        """Say why the job failed, and end this process: nothing else stops what never looks up.

        Where even that cannot be written down, the lease runs out and the attempt counts.
        """
        with contextlib.suppress(SQLAlchemyError), self._app.app_context():
            self._app.logger.error("job %s took too long", running.job_id)
            queue.fail(running.job_id, self.name, TOO_LONG)
        os._exit(os.EX_SOFTWARE)

    def _say(self, running: Running) -> bool:
        said = {"stage": running.stage, "done": running.done, "total": running.total}
        with self._app.app_context():
            return queue.beat(running.job_id, self.name, **said)

    def _keep(self, place: str, over: threading.Event) -> None:
        while not over.wait(LOOK_EVERY_SECONDS):
            self._call(place)

    def _safely(self, do: Callable[[], bool]) -> bool:
        """A database that cannot be reached now will be reached later."""
        try:
            return do()
        except SQLAlchemyError:
            self._app.logger.exception("the worker cannot reach the database")
            return False

    def _call(self, place: str) -> None:
        """What breaks off is asked again the next time."""
        try:
            with self._app.app_context():
                registry.function(place)()
        except Exception:
            self._app.logger.exception("%s broke off", place)


@contextmanager
def _beside(
    tasks: Iterable[Callable[[threading.Event], None]], wait: float | None = None
) -> Iterator[None]:
    """Each task in a thread of its own until the block ends, which sets the event."""
    over = threading.Event()
    threads = [threading.Thread(target=task, args=(over,), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(wait)
