"""A database of any older release, with rows in every table, is upgraded on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Column, MetaData, Table, select, types

from careers_site.accounts.encryption import unseal
from careers_site.platform.extensions import (
    MIGRATIONS,
    OldDatabaseError,
    db,
    require_database,
    upgrade_database,
)
from tests.conftest import make_app
from tests.processes import Program

REVISIONS = sorted(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())
OLD = REVISIONS[:-1]
# The columns that 0008 encrypts.
SEALED = {"account": ["totp_secret"], "signed_in": ["offered_secret"]}
UPGRADE = """
import sys
from pathlib import Path
from careers_site.platform.extensions import upgrade_database
from tests.conftest import make_app
with make_app(Path(sys.argv[1]), database_url=sys.argv[2]).app_context():
    upgrade_database()
"""
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site whose database has no tables."""
    address = f"sqlite:///{tmp_path / 'instance' / 'site.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("new_postgresql")
        address = address.replace("postgresql://", "postgresql+psycopg://", 1)
    app = make_app(tmp_path / "instance", database_url=address)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> dict[str, Table]:
    """The tables as they are in the database now, each after those that it points to."""
    found = MetaData()
    found.reflect(db.engine)
    return {t.name: t for t in found.sorted_tables if t.name != "alembic_version"}


def cell(column: Column[Any], row: int) -> Any:
    """Something for a column: the rows of a table differ, and point to the row of their number."""
    values: list[tuple[type, Any]] = [
        (types.JSON, {"row": row}),
        (types.Boolean, row % 2 == 0),
        (types.DateTime, datetime(2026, 11, 20, 9, tzinfo=UTC) + timedelta(days=row)),
        (types.Date, date(2026, 11, 20) + timedelta(days=row)),
        (types.LargeBinary, bytes([row])),
        (types.Integer, row),
        (types.Float, row + 0.5),
    ]
    for kind, value in values:
        if isinstance(column.type, kind):
            return value
    return f"{row:02} {column.name}"[: getattr(column.type, "length", None) or 100]


def add(row: int) -> None:
    """A row of this number in every table; what a migration put there stays."""
    with db.engine.begin() as connection:
        for table in tables().values():
            key = [column == cell(column, row) for column in table.primary_key.columns]
            if not connection.execute(select(table).where(*key)).first():
                connection.execute(table.insert(), {c.name: cell(c, row) for c in table.columns})


def rows() -> Rows:
    with db.engine.connect() as connection:
        return {
            name: [
                dict(row._mapping)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for name, table in tables().items()
        }


def test_every_row_of_every_older_release_is_kept(empty: Flask) -> None:
    before: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for number, revision in enumerate(OLD, start=1):
        upgrade_database(revision)
        add(number)
        for name, found in rows().items():
            before.setdefault(name, []).append((revision, found[-1]))
    upgrade_database()
    after = rows()
    for name, added in before.items():
        for (revision, old), new in zip(added, after[name][-len(added) :], strict=True):
            assert kept(name, revision, old, new) == {
                column: value for column, value in old.items() if column in new
            }, (name, revision)
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    # This release reads every row.
    for mapper in db.Model.registry.mappers:
        db.session.scalars(select(mapper.class_)).all()


def kept(name: str, revision: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What is left of an old row, as it was before what this release wants otherwise."""
    found = {column: new[column] for column in old if column in new}
    for column in SEALED.get(name, ()) if revision < "0008" else ():
        # From 0008 on these are encrypted.
        if column in found:
            found[column] = unseal(found[column])
    if name == "course" and revision < "0006" and old["withdrawn"]:
        # From 0006 on a withdrawn course is as no file has it.
        assert found["content_hash"] == ""
        found["content_hash"] = old["content_hash"]
    return found


def test_a_course_of_before_changes_were_written_down_stands_as_its_file_says(
    empty: Flask,
) -> None:
    upgrade_database("0005")
    add(1)
    add(2)
    upgrade_database()
    listed, withdrawn = rows()["course"]
    assert (listed["site_hash"], listed["change_id"]) == (listed["content_hash"], 0)
    assert (withdrawn["site_hash"], withdrawn["content_hash"]) == ("", "")


@pytest.mark.parametrize("revision", [OLD[0], OLD[-1]])
def test_no_command_changes_the_tables_of_an_older_release_by_the_way(
    empty: Flask, revision: str
) -> None:
    upgrade_database(revision)
    before = set(tables())
    run = empty.test_cli_runner().invoke
    for command in (["content", "load"], ["courses", "export", "out.csv"], ["work"]):
        done = run(args=command)
        assert (done.exit_code, "careers-site upgrade" in done.output) == (1, True), done.output
    assert set(tables()) == before
    assert run(args=["upgrade"]).exit_code == 0
    require_database()


def test_a_new_database_needs_no_command_of_its_own(empty: Flask) -> None:
    require_database()
    assert set(tables()) == {table.name for table in db.metadata.sorted_tables}


def test_a_database_of_a_newer_release_is_left_alone(empty: Flask) -> None:
    upgrade_database()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OldDatabaseError, match="newer release"):
        require_database()


def test_programs_that_upgrade_at_once_do_it_one_after_the_other(
    empty: Flask, tmp_path: Path
) -> None:
    address = empty.config["SETTINGS"].database_url
    # Machines of their own, unless they share a file.
    is_shared = address.startswith("sqlite")
    folders = [tmp_path / ("instance" if is_shared else f"machine-{n}") for n in range(2)]
    programs = [Program("-c", UPGRADE, folder, address) for folder in folders]
    ended = [program.ended() for program in programs]
    assert [code for code, _ in ended] == [0, 0], ended
    require_database()
