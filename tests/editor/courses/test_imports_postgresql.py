"""Files of courses, edits and jobs on PostgreSQL: the same as on SQLite, and at the same time."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from careers_site.courses.changes import edit as changes
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.importing.course_row import read_row
from careers_site.courses.importing.staging import STAGED
from careers_site.courses.models import Course
from careers_site.courses.uploads import store
from careers_site.courses.uploads.models import READY, Chunk, CourseImport
from careers_site.courses.uploads.store import COURSES
from careers_site.jobs import queue
from careers_site.jobs.models import Job
from careers_site.jobs.worker import Worker
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from tests.editor.courses.conftest import as_csv
from tests.processes import Program

Row = dict[str, str]
Make = Callable[..., Row]
WHO = "editor@example.org"


@pytest.fixture
def site(app_on_postgresql: Flask) -> Flask:
    return app_on_postgresql


def work(app: Flask) -> None:
    worker = Worker(app, Event())
    while worker.work_once():
        pass
    db.session.rollback()


def receive(content: bytes, token: str = "") -> int:
    wanted = CourseImport(
        token=token or str(uuid.uuid4()),
        who=WHO,
        **{"file_name": "courses.csv", "form": "native", "source": "test"},
    )
    return int(store.receive(wanted, {COURSES: io.BytesIO(content)}).id)


def ask_to_publish(number: int) -> None:
    upload = db.session.get_one(CourseImport, number, populate_existing=True)
    assert upload.state == READY, upload.findings
    upload.state = "publishing"
    queue.add("publish courses", {"import": number, "report": upload.report}, WHO)
    db.session.commit()


def titles() -> dict[str, str]:
    db.session.rollback()
    listed = select(Course).where(Course.source == "test", Course.withdrawn.is_(False))
    return {course.run_id: course.title for course in db.session.scalars(listed)}


def newest() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.max(CatalogueChange.id))) or 0


def test_a_file_is_checked_published_edited_and_undone(site: Flask, row: Make) -> None:
    first = receive(as_csv(row("a"), row("b"), row("c", level="12")))
    work(site)
    ask_to_publish(first)
    work(site)
    assert titles() == {"a": "A course", "b": "A course"}
    bad = b"".join(store.chunks(first, store.BAD_ROWS))
    assert b"level" in bad
    course = db.session.scalars(select(Course).filter_by(source="test", run_id="a")).one()
    values, _problems = read_row(row("a", title="By hand"))
    assert values
    changes.edit(course.id, values, course.version, WHO)
    second = receive(as_csv(row("a", title="By file"), row("b", title="By file"), row("d")))
    work(site)
    ask_to_publish(second)
    work(site)
    assert titles() == {"a": "By hand", "b": "By file", "d": "A course"}
    queue.add("undo courses", {"change": newest()}, WHO)
    db.session.commit()
    work(site)
    assert titles() == {"a": "By hand", "b": "A course"}
    changes.undo(newest(), WHO)
    assert titles() == {"a": "By hand", "b": "By file", "d": "A course"}
    assert db.session.scalar(select(func.count()).select_from(STAGED)) == 0


def test_of_two_editors_at_once_one_is_told(site: Flask, row: Make) -> None:
    added = changes.add(read_row(row("x"))[0], "token", WHO)  # type: ignore[arg-type]
    number, version = added.id, added.version

    def edit(title: str) -> str:
        values, _problems = read_row(row("x", title=title))
        assert values
        with site.app_context():
            try:
                return str(changes.edit(number, values, version, WHO).title)
            except changes.CourseMovedError as error:
                return f"newer: {error.course.title}"

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(edit, ("Mine", "Yours")))
    db.session.expire_all()
    title = db.session.get_one(Course, number).title
    assert told == [title, f"newer: {title}"]


def test_what_is_sent_twice_at_once_is_kept_once(site: Flask, row: Make) -> None:
    content, token = as_csv(row("a")), str(uuid.uuid4())

    def send(_turn: int) -> int:
        with site.app_context():
            return receive(content, token)

    def add(_turn: int) -> int:
        values, _problems = read_row(row("x"))
        assert values
        with site.app_context():
            return int(changes.add(values, "token", WHO).id)

    with ThreadPoolExecutor(4) as at_once:
        assert len(set(at_once.map(send, range(4)))) == 1
        assert len(set(at_once.map(add, range(4)))) == 1
    assert db.session.scalar(select(func.count()).select_from(Chunk)) == 1


def test_of_many_workers_each_job_is_taken_by_one(site: Flask) -> None:
    numbers = [queue.add("undo courses", {}, WHO).id for _ in range(20)]
    db.session.commit()

    def take(name: int) -> list[int]:
        with site.app_context():
            found = []
            while (job := queue.claim(f"worker-{name}")) is not None:
                found.append(job.id)
            return found

    with ThreadPoolExecutor(4) as at_once:
        assert sorted(chain.from_iterable(at_once.map(take, range(4)))) == numbers


def test_killed_in_the_middle_of_publishing_another_worker_does_it(site: Flask, row: Make) -> None:
    for title in ("Zebra", "Okapi"):
        number = receive(as_csv(row("a", title=title), row("b", title=title)))
        work(site)
        ask_to_publish(number)
        if title == "Zebra":
            work(site)
    address = db.engine.url.render_as_string(hide_password=False)
    place = "careers_site.courses.importing.catalogue_merge:Merge._change"
    given = ("tests.jobs.pausing", site.instance_path, place)
    with Program("-m", *given, environ={"DATABASE_URL": address}) as process:
        assert process.stdout.readline().strip() == "there"
        assert titles() == {"a": "Zebra", "b": "Zebra"}
        process.kill()
    over = update(Job).where(Job.state == "running").values(lease_until=now() - timedelta(1))
    db.session.execute(over)
    db.session.commit()
    work(site)
    assert titles() == {"a": "Okapi", "b": "Okapi"}
