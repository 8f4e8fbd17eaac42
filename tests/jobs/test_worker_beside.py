"""`serve` keeps a worker beside its web processes; both end together, however they end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from careers_site.jobs import queue
from careers_site.jobs.models import Job
from tests.browser.conftest import _free_port, _wait_until_ready
from tests.conftest import make_app

PROGRAM = Path(sys.executable).parent / "careers-site"


@pytest.fixture
def served(prepared: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`careers-site serve` in a group of processes of its own."""
    shutil.copytree(prepared, tmp_path / "instance")
    address = f"http://127.0.0.1:{(port := _free_port())}"
    given = {"INSTANCE_PATH": str(tmp_path / "instance"), "PORT": str(port), "SITE_URL": address}
    environ = {**os.environ, **given, "WEB_CONCURRENCY": "1"}
    with (tmp_path / "log").open("w+") as log:
        server = subprocess.Popen(
            [PROGRAM, "serve"], env=environ, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_until_ready(address, server, tmp_path / "log")
            yield server
        finally:
            if group(server):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def group(server: subprocess.Popen[bytes]) -> dict[int, str]:
    """Every living process of the server's group: id -> command line, as ps tells it."""
    listed = subprocess.run(
        ["ps", "-ww", "-A", "-o", "pid=,pgid=,stat=,args="],
        capture_output=True,
        text=True,
        check=True,
    )
    found = (line.split(None, 3) for line in listed.stdout.splitlines())
    return {int(p): args for p, g, stat, args in found if g == str(server.pid) and stat[0] != "Z"}


def worker_of(server: subprocess.Popen[bytes]) -> int | None:
    wanted = f"work --parent {server.pid}"
    return next((pid for pid, args in group(server).items() if args.endswith(wanted)), None)


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not come about"
        time.sleep(0.1)


def test_a_worker_that_is_killed_is_started_again(
    served: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    until(lambda: worker_of(served))
    first = worker_of(served)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: worker_of(served) not in {None, first})
    # It does what is asked for.
    with make_app(tmp_path / "instance").app_context():
        number = queue.add("undo courses", {"change": 10**6}, "editor@example.org").id
        queue.db.session.commit()

        def state() -> str:
            queue.db.session.rollback()
            return str(queue.db.session.get_one(Job, number).state)

        until(lambda: state() == "failed")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_the_server_ends_its_worker(
    served: subprocess.Popen[bytes], how: signal.Signals
) -> None:
    until(lambda: worker_of(served))
    served.send_signal(how)
    assert served.wait(20) is not None
    assert group(served) == {}


def test_the_worker_of_a_server_that_was_killed_ends_by_itself(
    served: subprocess.Popen[bytes],
) -> None:
    until(lambda: worker_of(served))
    served.kill()
    served.wait()
    until(lambda: worker_of(served) is None)
