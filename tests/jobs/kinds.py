"""Kinds of jobs for tests, and a worker that knows them: INSTANCE LEASE MOST_SECONDS.

Says "begun" when a job begins; a job goes on when the file INSTANCE/go is there.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from flask import current_app

from careers_site.jobs import queue, registry, worker
from careers_site.jobs.running import JobError, Running
from tests.conftest import make_app

KINDS = {
    name: f"tests.jobs.kinds:{name}"
    for name in ("count", "refuse", "crash", "wait", "never_look_up")
}


def count(running: Running) -> dict[str, Any]:
    """Counts to `to`."""
    to = int(running.arguments["to"])
    running.say("Counting", total=to)
    for number in range(1, to + 1):
        running.progress(number)
    return {"counted": to, "by": running.worker}


def refuse(_running: Running) -> dict[str, Any]:
    raise JobError("There is nothing to count. Upload the file again.")


def crash(_running: Running) -> dict[str, Any]:
    raise ZeroDivisionError


def wait(running: Running) -> dict[str, Any]:
    """Waits for the file INSTANCE/go, and asks all the time whether it may go on."""
    running.say("Waiting", total=1)
    print("begun", flush=True)
    go = Path(current_app.instance_path) / "go"
    while not go.exists():
        running.check()
        time.sleep(0.01)
    running.hold()
    return {"by": running.worker}


def never_look_up(_running: Running) -> dict[str, Any]:
    """Works on and on, and never asks whether it may."""
    print("begun", flush=True)
    while True:
        time.sleep(0.01)


if __name__ == "__main__":
    registry.KINDS.update(KINDS)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker.LOOK_EVERY_SECONDS = 0.05
    worker.BEAT_EVERY_SECONDS = 0.05
    queue.LEASE = queue.timedelta(seconds=float(sys.argv[2]))  # type: ignore[attr-defined]
    worker.MOST_SECONDS = float(sys.argv[3])
    worker.Worker(make_app(Path(sys.argv[1])), stop).work()
