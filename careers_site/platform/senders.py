"""What strangers send takes at most half of a process's threads, and for one sender fewer.

Whoever sends slowly, or not at all, holds a thread until they go away: the server reads a body
only while a view asks for it. Others are told to come back, and pages stay as quick as ever. Only
a proxy that reads whole requests first (docs/operating.md) keeps such senders out altogether.
"""

from __future__ import annotations

import threading
from collections import Counter

from flask import Flask, current_app, request
from werkzeug.exceptions import SecurityError, ServiceUnavailable

from careers_site.platform.rate_limits import sender
from careers_site.platform.settings import THREADS

AT_ONCE, OF_ONE_SENDER = THREADS // 2, THREADS // 4
AGAIN_AFTER = 5
BUSY = "Many people are sending something at the moment. Nothing was changed. Try again soon."
_PLACE = "careers_site.sender"


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


def init_app(app: Flask) -> None:
    """Register before everything that looks at a request."""
    app.extensions["senders"] = Senders()
    app.before_request(_begin)
    app.teardown_request(_leave)


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
