"""One sender never has all threads of a process, whether they send something or only ask.

What strangers send takes at most half of the threads, and for one sender fewer. The computed pages
of one sender are made one after another, while some of the threads stay free for others.

Whoever sends slowly, or not at all, holds a thread until they go away: the server reads a body
only while a view asks for it. Others are told to come back, and pages stay as quick as ever. Only
a proxy that reads whole requests first (docs/operating.md) keeps such senders out altogether.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from flask import Flask, current_app, request
from werkzeug.exceptions import SecurityError, ServiceUnavailable

from careers_site.platform.settings import THREADS
from careers_site.platform.web.rate_limits import is_free, sender

AT_ONCE, OF_ONE_SENDER = THREADS // 2, THREADS // 4
# Python computes one page at a time: more at once would only keep other senders waiting.
COMPUTED_OF_ONE_SENDER = THREADS * 3 // 4
MOST_SECONDS_IN_QUEUE = 20
AGAIN_AFTER = 5
MANY_PAGES = "Many pages are being made for your address at the moment."
BUSY = "Many people are sending something at the moment. Nothing was changed. Try again soon."
_PLACE, _TURN = "careers_site.sender", "careers_site.turn"


class Senders:
    """Who is sending at this moment; one for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sending: Counter[str] = Counter()

    def enter(self, who: str) -> bool:
        with self._lock:
            if self._sending.total() >= AT_ONCE or self._sending[who] >= OF_ONE_SENDER:
                return False
            self._sending[who] += 1
            return True

    def leave(self, who: str) -> None:
        with self._lock:
            self._sending[who] -= 1
            # Nobody is remembered.
            self._sending += Counter()


@dataclass
class Queue:
    """The computed pages of one sender: the one that is made, and those that wait."""

    requests: int = 0
    turn: threading.Lock = field(default_factory=threading.Lock)


class Queues:
    """Whose computed pages are made at this moment; one for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, Queue] = {}

    def enter(self, who: str, seconds: float = MOST_SECONDS_IN_QUEUE) -> bool:
        """Wait for a turn. False where too many wait already, or it took too long."""
        with self._lock:
            queue = self._of.setdefault(who, Queue())
            if queue.requests >= COMPUTED_OF_ONE_SENDER:
                return False
            queue.requests += 1
        if queue.turn.acquire(timeout=seconds):
            return True
        self._left(who)
        return False

    def leave(self, who: str) -> None:
        self._of[who].turn.release()
        self._left(who)

    def _left(self, who: str) -> None:
        with self._lock:
            self._of[who].requests -= 1
            # Nobody is remembered.
            if not self._of[who].requests:
                del self._of[who]


def init_app(app: Flask) -> None:
    """Register before everything that looks at a request."""
    app.extensions["senders"] = Senders()
    app.before_request(_begin)
    app.teardown_request(_leave)


def queue_computed_pages(app: Flask) -> None:
    """Register after the limiter: who asks too often is told so at once."""
    app.extensions["queues"] = Queues()
    app.before_request(_queue)


def admit() -> None:
    """Let a stranger's request take a place until it is answered. Raises ServiceUnavailable."""
    senders: Senders = current_app.extensions["senders"]
    who = sender() or "-"
    if not senders.enter(who):
        raise ServiceUnavailable(BUSY, retry_after=AGAIN_AFTER)
    request.environ[_PLACE] = who


def _begin() -> None:
    # Nobody may ask this site under a foreign name, whatever for.
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception
    # In the editors' area the guard says who is a stranger.
    is_editors = request.path == "/editor" or request.path.startswith("/editor/")
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not is_editors:
        admit()


def _leave(_error: BaseException | None) -> None:
    senders: Senders = current_app.extensions["senders"]
    if who := request.environ.pop(_PLACE, None):
        senders.leave(who)
    queues: Queues = current_app.extensions["queues"]
    if who := request.environ.pop(_TURN, None):
        queues.leave(who)


def _queue() -> None:
    # What is sent has its own bounds.
    if request.method not in {"GET", "HEAD"} or is_free():
        return
    queues: Queues = current_app.extensions["queues"]
    who = sender() or "-"
    if not queues.enter(who):
        raise ServiceUnavailable(MANY_PAGES, retry_after=AGAIN_AFTER)
    request.environ[_TURN] = who
