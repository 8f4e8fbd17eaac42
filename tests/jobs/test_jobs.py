"""Jobs: taken up once, given back, tried again, and never lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from careers_site.jobs import queue
from careers_site.jobs.models import Job
from careers_site.jobs.running import LostError, Running, StoppedError
from careers_site.jobs.worker import Worker
from careers_site.platform.extensions import db
from tests.processes import Program

Ask = Callable[..., int]
Look = Callable[[int], Job]
Start = Callable[..., Program]
GONE = timedelta(seconds=-1)


def until(look: Look, number: int, state: str, seconds: float = 60) -> Job:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if look(number).state == state:
            return look(number)
        time.sleep(0.05)
    raise AssertionError(f"still {look(number).state}: {look(number).error}")


def said(process: Program) -> str:
    return process.stdout.readline().strip()


def test_a_job_is_done_and_says_what_came_of_it(app: Flask, ask: Ask, look: Look) -> None:
    number = ask("count", to=3)
    worker = Worker(app, Event())
    assert worker.work_once()
    job = look(number)
    assert (job.state, job.result, job.attempts) == ("done", {"counted": 3, "by": worker.name}, 1)
    assert job.finished is not None
    assert not worker.work_once()


def test_what_cannot_be_done_says_why(app: Flask, ask: Ask, look: Look) -> None:
    number = ask("refuse")
    Worker(app, Event()).work_once()
    job = look(number)
    assert (job.state, job.error) == (
        "failed",
        "There is nothing to count. Upload the file again.",
    )


def test_what_breaks_off_is_tried_three_times_and_then_given_up(
    app: Flask, ask: Ask, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "AGAIN_AFTER", timedelta(0))
    number = ask("crash")
    worker = Worker(app, Event())
    assert [worker.work_once() for _ in range(4)] == [True, True, True, False]
    job = look(number)
    assert (job.state, job.attempts) == ("failed", 3)
    assert "tried 3 times" in job.error


def test_after_a_failure_the_job_waits_a_little(app: Flask, ask: Ask, look: Look) -> None:
    number = ask("crash")
    worker = Worker(app, Event())
    assert worker.work_once()
    assert not worker.work_once()
    assert look(number).state == "waiting"


def test_a_job_that_another_holds_is_not_taken_before_its_lease_is_over(
    app: Flask, ask: Ask, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = ask("count", to=1)
    assert queue.claim("first") is not None
    assert queue.claim("second") is None
    monkeypatch.setattr(queue, "LEASE", GONE)
    assert queue.beat(number, "first")
    job = queue.claim("second")
    assert (job and job.id, job and job.worker) == (number, "second")
    # The first one is told, and can change nothing for good any more.
    assert not queue.beat(number, "first")
    assert not queue.finish(number, "first", {})
    with pytest.raises(LostError):
        Running(number, "first", "", {}).hold()
    db.session.rollback()
    assert look(number).worker == "second"


def test_of_many_workers_each_job_is_taken_by_one(app: Flask, ask: Ask) -> None:
    numbers = [ask("count", to=1) for _ in range(20)]
    taken: list[int] = []

    def take(name: str) -> None:
        with app.app_context():
            while (job := queue.claim(name)) is not None:
                taken.append(job.id)

    threads = [Thread(target=take, args=(f"worker-{name}",)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == numbers


def test_a_worker_that_has_to_end_gives_its_job_back(app: Flask, ask: Ask, look: Look) -> None:
    number, stop = ask("count", to=3), Event()
    stop.set()
    Worker(app, stop).work_once()
    job = look(number)
    assert (job.state, job.attempts) == ("waiting", 0)
    with pytest.raises(StoppedError):
        Running(number, "", "", {}, stop).progress(1)


def test_killed_with_a_job_in_hand_another_worker_takes_it_up(
    app: Flask, ask: Ask, look: Look, start: Start
) -> None:
    number = ask("wait")
    killed = start(lease=0.4)
    assert said(killed) == "begun"
    killed.kill()
    killed.wait()
    assert look(number).state == "running"
    second = start(lease=0.4)
    assert said(second) == "begun"
    (Path(app.instance_path) / "go").touch()
    assert until(look, number, "done").attempts == 2


def test_told_to_end_a_worker_gives_its_job_back_and_ends(
    app: Flask, ask: Ask, look: Look, start: Start
) -> None:
    number = ask("wait")
    worker = start()
    assert said(worker) == "begun"
    worker.terminate()
    assert worker.wait(10) == 0
    assert look(number).state == "waiting"


def test_while_it_works_it_keeps_its_lease_and_tells_how_far_it_is(
    app: Flask, ask: Ask, look: Look, start: Start
) -> None:
    number = ask("wait")
    first, second = start(lease=4), start(lease=4)
    until(look, number, "running")
    # Longer than the lease: the other worker may not take it.
    time.sleep(5)
    assert look(number).stage == "Waiting"
    (Path(app.instance_path) / "go").touch()
    assert until(look, number, "done").attempts == 1
    for worker in (first, second):
        worker.terminate()
        assert worker.wait(10) == 0


def test_a_job_that_takes_too_long_fails_with_a_sentence_and_its_worker_ends(
    ask: Ask, look: Look, start: Start
) -> None:
    number = ask("never_look_up")
    worker = start(most=0.2)
    assert said(worker) == "begun"
    job = until(look, number, "failed")
    assert "longer than an hour" in job.error
    assert worker.wait(timeout=20) == os.EX_SOFTWARE
