"""The site on a real PostgreSQL, and models that agree with the migrations on both databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import text

from careers_site.content.store import documents, files
from careers_site.courses.importing.load import load_shipped
from careers_site.platform.extensions import db, upgrade_database
from careers_site.publishing import load_files
from careers_site.serving import prepare
from tests.conftest import ROOT, home_mode, make_app

ABOUT = "content/pages/about.md"
PAGE = '+++\ntitle = "%s"\nsummary = "A."\nchecked = 2026-11-21\nsources = []\n+++\nText.\n'


@pytest.fixture(scope="session")
def served(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site on PostgreSQL after its first start."""
    address = postgresql.replace("postgresql://", "postgresql+psycopg://", 1)
    app = make_app(tmp_path_factory.mktemp("postgresql"), database_url=address)
    with app.app_context():
        prepare()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def inside(served: Flask) -> Iterator[Flask]:
    with served.app_context():
        yield served
        db.session.remove()


def test_the_home_folder_is_as_open_as_it_was(postgresql: str) -> None:
    is_below_home = ROOT.is_relative_to(Path.home())
    assert is_below_home or os.geteuid() != 0 or not home_mode() & 0o077


def test_it_is_postgresql(inside: Flask) -> None:
    assert str(db.session.scalar(text("SELECT version()"))).startswith("PostgreSQL")


def test_the_first_start_loads_content_and_courses(inside: Flask) -> None:
    assert documents.published() == files.read(ROOT)
    assert load_files.load(ROOT).published == ()
    rows = len((ROOT / "data/courses.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert db.session.scalar(text("SELECT count(*) FROM course")) == rows
    assert load_shipped(ROOT).unchanged == rows


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/portage-home-visitor", "/salary", "/courses/1", "/readyz"),
        *("/routes?gcse_maths=4&early_years=level-3", "/routes/college/plan?near=Leeds"),
        *("/courses?q=early+years&near=Leeds", "/courses?level=3&sort=title"),
    ],
)
def test_a_page_is_the_same_as_on_sqlite(address: str, served: Flask, site: Flask) -> None:
    answer, expected = served.test_client().get(address), site.test_client().get(address)
    assert answer.status_code == expected.status_code == 200
    assert answer.text == expected.text


def test_publishing_and_undoing(inside: Flask) -> None:
    before = documents.published()
    for page in (PAGE % "New", before[ABOUT]):
        documents.lock()
        number = documents.publish({ABOUT: page}, "editor", "why", {})
        db.session.commit()
        assert documents.current_revision() == number
        assert documents.published()[ABOUT] == page
    assert documents.published() == before


def test_publishers_at_once_get_numbers_of_their_own(inside: Flask) -> None:
    first = documents.current_revision()
    numbers: list[int] = []

    def work(name: int) -> None:
        with inside.app_context():
            for _ in range(5):
                documents.lock()
                changes: documents.Changes = {f"content/pages/page-{name}.md": None}
                numbers.append(documents.publish(changes, "editor", "why", {}))
                db.session.commit()
            db.session.remove()

    threads = [Thread(target=work, args=(name,)) for name in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(first + 1, first + 16))


def differences() -> list[Any]:
    """What a new migration would have to do to make the tables what the models say."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, db.metadata))


def test_models_and_migrations_agree_on_postgresql(inside: Flask) -> None:
    assert differences() == []


def test_models_and_migrations_agree_on_sqlite(app: Flask) -> None:
    assert differences() == []


def test_a_difference_is_seen(app: Flask) -> None:
    db.session.execute(text("ALTER TABLE revision DROP COLUMN comment"))
    db.session.commit()
    assert [change[0] for change in differences()] == ["add_column"]


def test_bringing_the_tables_up_to_date_twice_changes_nothing(inside: Flask) -> None:
    before = documents.published()
    upgrade_database()
    assert documents.published() == before
