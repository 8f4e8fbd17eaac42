"""The worker that `serve` keeps beside its web processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

COMMAND = "from careers_site.cli import main; main()"
# A worker that dies is started again, but not as fast as it can die.
AGAIN_AFTER_SECONDS = 1.0
# So long it may finish what it is at, or give it back.
ENDS_WITHIN_SECONDS = 20.0


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker runs while the block does. It ends with this process, even if that is killed."""
    kept = _Kept()
    kept.start()
    try:
        yield
    finally:
        kept.stop()


class _Kept(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self._ending = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while True:
            with self._starting:
                if self._ending.is_set():
                    return
                parent = str(os.getpid())
                self._process = subprocess.Popen(  # noqa: S603 - this program again
                    [sys.executable, "-c", COMMAND, "work", "--parent", parent],
                    stdin=subprocess.DEVNULL,
                )
            self._process.wait()
            self._ending.wait(AGAIN_AFTER_SECONDS)

    def stop(self) -> None:
        with self._starting:
            self._ending.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        give_up = time.monotonic() + ENDS_WITHIN_SECONDS
        while process.poll() is None and time.monotonic() < give_up:
            time.sleep(0.05)
        if process.poll() is None:
            process.kill()
        self.join()
