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
        self._process = _begin()

    def run(self) -> None:
        while True:
            self._process.wait()
            self._ending.wait(AGAIN_AFTER_SECONDS)
            with self._starting:
                if self._ending.is_set():
                    return
                self._process = _begin()

    def stop(self) -> None:
        with self._starting:
            self._ending.set()
            process = self._process
        process.terminate()
        give_up = time.monotonic() + ENDS_WITHIN_SECONDS
        while process.poll() is None and time.monotonic() < give_up:
            time.sleep(0.05)
        if process.poll() is None:
            process.kill()
        self.join()


def _begin() -> subprocess.Popen[bytes]:
    """Without close_fds Python spawns. Else it forks and waits for its child on a pipe, which the
    web processes would keep open: the server forks them at any moment. Files of ours are closed
    in the new program all the same.
    """
    return subprocess.Popen(  # noqa: S603 - this program again
        [sys.executable, "-c", COMMAND, "work", "--parent", str(os.getpid())],
        stdin=subprocess.DEVNULL,
        close_fds=False,
    )
