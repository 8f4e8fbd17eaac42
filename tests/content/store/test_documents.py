"""Revisions: a set is published whole or not at all, by one at a time, and nothing is lost."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from careers_site.content.library import holder, library
from careers_site.content.store import documents
from careers_site.content.store.documents import Document, DocumentRevision, Revision
from careers_site.platform.extensions import db
from tests.processes import Program

ABOUT, CHECKS = "content/pages/about.md", "content/pages/checks.md"
PAGE = '+++\ntitle = "%s"\nsummary = "A."\nchecked = 2026-11-21\nsources = []\n+++\nText.\n'


def publish(changes: documents.Changes, author: str = "editor@site.example") -> int:
    documents.lock()
    number = documents.publish(changes, author, "why", {})
    db.session.commit()
    return number


def history(path: str) -> list[tuple[int, str | None]]:
    rows = select(DocumentRevision.revision, DocumentRevision.text)
    found = db.session.execute(
        rows.where(DocumentRevision.path == path).order_by(DocumentRevision.revision)
    )
    return [(row.revision, row.text) for row in found]


def test_the_first_load_is_revision_1_and_holds_every_document(app: Flask) -> None:
    assert documents.current_revision() == 1
    count = db.session.scalar(select(func.count()).select_from(DocumentRevision))
    assert count == len(documents.published()) > 30


def test_a_revision_says_who_published_what_when_and_why(app: Flask) -> None:
    before = documents.published()
    number = publish({ABOUT: PAGE % "New", CHECKS: None}, "ada@site.example")
    assert number == documents.current_revision() == 2
    revision = db.session.get_one(Revision, number)
    assert (revision.author, revision.comment) == ("ada@site.example", "why")
    at = revision.at if revision.at.tzinfo else revision.at.replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)
    assert history(ABOUT) == [(1, before[ABOUT]), (2, PAGE % "New")]
    assert history(CHECKS) == [(1, before[CHECKS]), (2, None)]
    assert documents.published() == {
        **{path: text for path, text in before.items() if path != CHECKS},
        ABOUT: PAGE % "New",
    }


def test_an_old_revision_can_be_published_again(app: Flask) -> None:
    before = documents.published()
    publish({ABOUT: PAGE % "New", CHECKS: None})
    publish({path: history(path)[0][1] for path in (ABOUT, CHECKS)})
    assert documents.published() == before
    assert [number for number, _ in history(ABOUT)] == [1, 2, 3]


def test_until_the_commit_nobody_sees_any_of_it(app: Flask) -> None:
    before = documents.published()
    documents.lock()
    documents.publish({ABOUT: PAGE % "New"}, "editor", "why", {})
    db.session.flush()
    with db.engine.connect() as other:
        seen = other.execute(select(Document.path, Document.text)).all()
        assert {path: text for path, text in seen if text is not None} == before
    db.session.rollback()
    assert documents.published() == before
    assert documents.current_revision() == 1


def test_without_the_lock_nothing_is_published(app: Flask) -> None:
    before = documents.published()
    with pytest.raises(IntegrityError, match="revision"):
        documents.publish({ABOUT: PAGE % "New"}, "editor", "why", {})
    db.session.rollback()
    assert documents.published() == before
    assert publish({ABOUT: PAGE % "New"}) == 2


def test_publishers_at_once_get_numbers_of_their_own(app: Flask) -> None:
    start = Barrier(4)
    numbers: list[int] = []

    def work(name: int) -> None:
        with app.app_context():
            start.wait()
            for _ in range(5):
                numbers.append(publish({f"content/pages/page-{name}.md": PAGE % name}))

    threads = [Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(2, 22))
    assert documents.current_revision() == 21


def test_the_library_takes_up_a_new_revision_within_a_second(app: Flask) -> None:
    client = app.test_client()
    assert library().revision == 1
    publish({ABOUT: PAGE % "Quite another title"})
    time.sleep(1.05)
    assert "Quite another title" in client.get("/about").text
    assert library().revision == 2


def test_between_two_looks_the_library_is_the_same_object(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers_site.content.library.LOOK_EVERY_SECONDS", 60)
    first = library()
    publish({ABOUT: PAGE % "New"})
    assert library() is first


def test_a_revision_that_cannot_be_read_leaves_the_library_as_it_was(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers_site.content.library.LOOK_EVERY_SECONDS", 0)
    first = library()
    number = publish({ABOUT: "no front matter"})
    assert library() is first
    assert holder().broken.startswith(f"revision {number} cannot be read: {ABOUT}: line 1: ")
    publish({ABOUT: PAGE % "Mended"})
    assert library().pages["about"].title == "Mended"
    assert holder().broken == ""


# Loads two pages and a table again and again; all three carry the same number each time.
LOADER = """
import sys
from pathlib import Path
from careers_site.publishing import load_files
from tests.conftest import ROOT, make_app
root, instance, first = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
names = ["content/pages/about.md", "content/pages/checks.md", "data/salaries.csv"]
texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
texts = {n: t.replace("12 families", "Turn-X. of 12 families") for n, t in texts.items()}
with make_app(instance, root=root).app_context():
    for number in range(first, first + 1_000):
        for name, text in texts.items():
            more = "" if name.endswith("csv") else "\\nTurn-X.\\n"
            text = (text + more).replace("Turn-X", f"Turn-{number}")
            (root / name).write_text(text, encoding="utf-8")
        load_files.load(root)
        print(number, flush=True)
"""


def test_killed_in_the_middle_of_a_load_the_site_has_the_old_revision_or_the_new_one(
    app: Flask, folder: Path, tmp_path: Path
) -> None:
    instance = tmp_path / "instance"
    moments = random.Random(2026)
    reached = 0
    for turn in range(2):
        first = str(1_000 * (turn + 1))
        with Program("-c", LOADER, folder, instance, first) as process:
            assert process.stdout.readline(), "the loader stopped by itself"
            time.sleep(moments.uniform(0, 0.4))
            process.kill()
        assert process.wait() == -signal.SIGKILL
        reached = whole_revision(instance / "site.db", at_least=reached + 1)
    with app.app_context():
        publish({ABOUT: PAGE % "Still open for publishing"})
    with pytest.raises(AssertionError):
        whole_revision(instance / "site.db", at_least=reached)


def whole_revision(database: Path, at_least: int) -> int:
    """The newest revision; fails unless all of it is there and nothing of another."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (number,) = connection.execute("SELECT revision FROM content_state").fetchone()
        assert connection.execute("SELECT max(number) FROM revision").fetchone() == (number,)
        marked = connection.execute(
            "SELECT path, text FROM document WHERE text LIKE '%Turn-%' ORDER BY path"
        ).fetchall()
        parts = connection.execute(
            "SELECT count(*) FROM document_revision WHERE revision = ?", (number,)
        ).fetchone()
    marks = {text.rpartition("Turn-")[2].split(".")[0] for _, text in marked}
    assert len(marked) == 3
    assert parts == (3,)
    assert len(marks) == 1, marks
    assert number >= at_least
    return int(number)
