"""A real `careers-site serve`, in a group of processes of its own."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "careers-site"
READY_WITHIN_SECONDS = 60
# Each test process has ports of its own, below those that connections are given: room for ten.
TEST_PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = count(20_000 + 1_000 * TEST_PROCESS)


@dataclass(frozen=True)
class Server:
    """A server that runs: in its folder are `instance`, and `log` with all that it says."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def instance(self) -> Path:
        return self.folder / "instance"

    def said(self) -> str:
        return (self.folder / "log").read_text()

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def answers(self, path: str = "/healthz") -> bool:
        try:
            return self.get(path)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def group(self) -> dict[int, str]:
        """Every living process of the server's group: id -> command line, as ps tells it."""
        listed = subprocess.run(
            ["ps", "-ww", "-A", "-o", "pid=,pgid=,stat=,args="],
            capture_output=True,
            text=True,
            check=True,
        )
        lines = (line.split(None, 3) for line in listed.stdout.splitlines())
        own = str(self.process.pid)
        return {
            int(pid): args for pid, group, stat, args in lines if group == own and stat[0] != "Z"
        }

    def worker(self) -> int | None:
        """The process that does the jobs."""
        wanted = f"work --parent {self.process.pid}"
        return next((pid for pid, args in self.group().items() if args.endswith(wanted)), None)

    def web_process(self) -> int | None:
        """The process that answers."""
        others = (
            pid
            for pid, args in self.group().items()
            if pid != self.process.pid
            and "work --parent" not in args
            and "resource_tracker" not in args
        )
        return next(others, None)


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not come about"
        time.sleep(0.05)


def free_port() -> int:
    while True:
        port = next(PORTS)
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def environ_of(instance: Path, port: int, **more: str) -> dict[str, str]:
    given = {"INSTANCE_PATH": str(instance), "PORT": str(port), "WEB_CONCURRENCY": "1"}
    return {**os.environ, "SITE_URL": f"http://127.0.0.1:{port}", **given, **more}


@contextmanager
def serving(
    folder: Path, told_by: signal.Signals = signal.SIGTERM, **more: str
) -> Iterator[Server]:
    """`careers-site serve` on folder/instance, with more of the environment.

    Told to end, it ends, and nothing that it started is left.
    """
    environ = environ_of(folder / "instance", port := free_port(), **more)
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [PROGRAM, "serve"], env=environ, stdout=log, stderr=log, start_new_session=True
        )
        server = Server(port, folder, process)
        try:
            _wait_until_ready(server)
            yield server
            process.send_signal(told_by)
            process.wait(timeout=20)
            assert server.group() == {}
        finally:
            if server.group():
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_until_ready(server: Server) -> None:
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < give_up and server.process.poll() is None:
        if server.answers("/readyz"):
            return
        time.sleep(0.1)
    pytest.fail(f"careers-site serve is not ready:\n{server.said()}", pytrace=False)


@pytest.fixture(scope="session")
def server(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that need a real one; what a test kills of it comes back.

    It is ended as by Control-C, the servers of browser tests as by the system.
    """
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(prepared, folder / "instance")
    (folder / "instance").chmod(0o755)
    with serving(folder, signal.SIGINT) as server:
        yield server
