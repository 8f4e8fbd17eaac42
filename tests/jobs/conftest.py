"""Jobs of the kinds in kinds.py, and workers in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from careers_site.jobs import queue, registry
from careers_site.jobs.models import Job
from careers_site.platform.extensions import db
from tests.conftest import ROOT
from tests.jobs.kinds import KINDS

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, place in KINDS.items():
        monkeypatch.setitem(registry.KINDS, kind, place)


@pytest.fixture
def ask(app: Flask) -> Callable[..., int]:
    """ask("count", to=3): the id of a new job."""

    def add(kind: str, **arguments: object) -> int:
        job = queue.add(kind, arguments, "editor@example.org")
        db.session.commit()
        return int(job.id)

    return add


@pytest.fixture
def look(app: Flask) -> Callable[[int], Job]:
    """A job as it is now."""

    def read(number: int) -> Job:
        db.session.rollback()
        job = db.session.get(Job, number, populate_existing=True)
        assert job is not None
        return job

    return read


@pytest.fixture
def start(app: Flask) -> Iterator[Start]:
    """Start a worker; `lease` seconds after its last word its job is free.

    A job may take `most` seconds.
    """
    begun: list[subprocess.Popen[str]] = []

    def begin(lease: float = 60, most: float = 3600) -> subprocess.Popen[str]:
        given = [app.instance_path, str(lease), str(most)]
        command = [sys.executable, "-m", "tests.jobs.kinds", *given]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()
