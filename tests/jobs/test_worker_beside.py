"""`serve` keeps a worker beside its web processes; both end together, however they end.

That a server which is told to end leaves nothing is asked of each that tests start.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

from careers_site.jobs import queue
from careers_site.jobs.models import Job
from tests.conftest import make_app
from tests.servers import PROGRAM, Server, environ_of, free_port, until


def test_a_worker_that_is_killed_is_started_again(server: Server) -> None:
    until(server.worker)
    first = server.worker()
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: server.worker() not in {None, first})
    # It does what is asked for.
    with make_app(server.instance).app_context():
        number = queue.add("undo courses", {"change": 10**6}, "editor@example.org").id
        queue.db.session.commit()

        def state() -> str:
            queue.db.session.rollback()
            return str(queue.db.session.get_one(Job, number).state)

        until(lambda: state() == "failed")


def test_the_worker_of_a_server_that_was_killed_ends_by_itself(
    prepared: Path, tmp_path: Path
) -> None:
    shutil.copytree(prepared, tmp_path / "instance")
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [PROGRAM, "serve"],
            env=environ_of(tmp_path / "instance", port := free_port()),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Server(port, tmp_path, process)
    try:
        until(server.worker)
        process.kill()
        process.wait()
        until(lambda: server.worker() is None)
    finally:
        if server.group():
            os.killpg(process.pid, signal.SIGKILL)
