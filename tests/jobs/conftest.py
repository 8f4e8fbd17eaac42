"""Jobs of the kinds in kinds.py, and workers in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from careers_site.jobs import queue, registry
from careers_site.jobs.models import Job
from careers_site.platform.extensions import db
from tests.jobs.kinds import KINDS
from tests.processes import Program

Start = Callable[..., Program]


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
    begun: list[Program] = []

    def begin(lease: float = 60, most: float = 3600) -> Program:
        process = Program("-m", "tests.jobs.kinds", app.instance_path, lease, most)
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.end()
