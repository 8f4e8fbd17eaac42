"""Imports that are killed, that meet, and that others see: the old catalogue or the new."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from careers_site.courses.catalogue.catalogue import course_index
from careers_site.courses.importing.load import import_file
from careers_site.courses.importing.staging import STAGED
from careers_site.courses.models import Course
from careers_site.platform.extensions import db
from tests.courses.conftest import Make, Write
from tests.processes import Program

Start = Callable[..., Program]
COURSES = 200
# From the first staged row to the last file of the index.
MOMENTS = (0.0, 0.1, 0.3)


@pytest.fixture
def start(app: Flask) -> Iterator[Start]:
    """Begin an import in a process of its own."""
    begun: list[Program] = []

    def begin(file: Path, source: str = "test") -> Program:
        process = Program("-m", "tests.courses.importer", app.instance_path, file, source)
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.end()


@pytest.fixture
def write(course_file: Write, row: Make) -> Callable[[str], Path]:
    """A file of courses that all have one word in their title."""

    def make(word: str) -> Path:
        file = course_file(*(row(f"run-{at}", title=f"{word} course") for at in range(COURSES)))
        return file.rename(file.with_name(f"{word}.csv"))

    return make


def wait_for(process: Program, word: str) -> None:
    assert process.stdout.readline().strip() == word


def titles(source: str = "test") -> dict[str, int]:
    """Every title of the source and how many courses have it."""
    db.session.rollback()
    wanted = select(Course.title, func.count()).where(
        Course.source == source, Course.withdrawn.is_(False)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted.group_by(Course.title))}


def searchable(word: str) -> int:
    course_index().ensure_fresh(wait=True)
    return len(course_index().matches(word)[0])


def test_killed_at_any_moment_the_catalogue_is_the_old_one_or_the_new(
    app: Flask, start: Start, write: Callable[[str], Path]
) -> None:
    files = {word: write(word) for word in ("zebra", "okapi")}
    import_file(files["zebra"], "test")
    killed = 0
    for turn, moment in enumerate(MOMENTS):
        process = start(files["okapi" if turn % 2 == 0 else "zebra"])
        wait_for(process, "ready")
        time.sleep(moment)
        process.kill()
        killed += process.wait() != 0
        ((title, count),) = titles().items()
        assert count == COURSES
        word = title.split()[0]
        assert searchable(word) == COURSES
        assert searchable("zebra" if word == "okapi" else "okapi") == 0
    # The later moments may find it done, where this process was not looked after in time.
    assert killed
    # The next import clears away what the killed ones left.
    import_file(files["okapi"], "test")
    assert titles() == {"okapi course": COURSES}
    assert db.session.scalar(select(func.count()).select_from(STAGED)) == 0


def test_importers_that_meet_queue_and_both_are_done(
    app: Flask, start: Start, write: Callable[[str], Path]
) -> None:
    zebra, okapi = write("zebra"), write("okapi")
    both = [start(zebra, "one"), start(okapi, "two"), start(zebra, "two")]
    for process in both:
        wait_for(process, "ready")
    assert [process.wait(30) for process in both] == [0, 0, 0]
    assert titles("one") == {"zebra course": COURSES}
    ((last, count),) = titles("two").items()
    assert count == COURSES
    assert searchable("zebra") + searchable("okapi") == 2 * COURSES
    assert searchable(last.split()[0]) in {COURSES, 2 * COURSES}
