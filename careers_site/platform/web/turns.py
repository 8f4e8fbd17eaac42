"""Long work for readers: how much of it goes on at once in a process, and for how long.

Whoever does not get a turn is told when to come back: a page of others never waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

from werkzeug.exceptions import ServiceUnavailable

from careers_site.platform.settings import THREADS

Thing = TypeVar("Thing")

BUSY = "Many people are using this at the moment. Please try again in {seconds} seconds."
TOO_LONG = "This took longer than {seconds} seconds. Send less at once."
AGAIN_AFTER = 30


class Turns:
    """Lets `at_once` go on, and so many wait that three quarters of the threads are for others."""

    def __init__(self, at_once: int = 1, seconds_to_wait: float = 20) -> None:
        self._here = BoundedSemaphore(THREADS // 4)
        self._going = BoundedSemaphore(at_once)
        self._seconds_to_wait = seconds_to_wait

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A turn. Raises ServiceUnavailable where there is none to be had."""
        if not self._here.acquire(blocking=False):
            raise _busy()
        try:
            if not self._going.acquire(timeout=self._seconds_to_wait):
                raise _busy()
            try:
                yield
            finally:
                self._going.release()
        finally:
            self._here.release()


def within(seconds: float, things: Iterable[Thing]) -> Iterator[Thing]:
    """The things, as long as there is time: counted from the first that is asked for.

    Raises ServiceUnavailable when it is over.
    """
    over = time.monotonic() + seconds
    for thing in things:
        if time.monotonic() > over:
            raise ServiceUnavailable(TOO_LONG.format(seconds=round(seconds)))
        yield thing


def _busy() -> ServiceUnavailable:
    return ServiceUnavailable(BUSY.format(seconds=AGAIN_AFTER), retry_after=AGAIN_AFTER)
