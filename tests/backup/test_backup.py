"""A backup holds every row, comes back on either database, and never over one that is in use."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site import audit
from careers_site.backup import files
from careers_site.backup.copying import tables
from careers_site.backup.files import BackupError, back_up, restore
from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.courses.models import catalogue_state
from careers_site.platform.extensions import db
from careers_site.serving import prepare
from tests.conftest import make_app
from tests.editor.conftest import add_account

# The catalogue's identity is new after a restore, so that no old search index fits it.
ITS_OWN = {"catalogue"}


def everything() -> dict[str, list[Any]]:
    """Every row of every table as Python values."""
    found = {}
    for table in tables():
        if table.name not in ITS_OWN:
            rows = db.session.execute(select(table).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(row) for row in rows]
    db.session.rollback()
    return found


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """A backup of a site that was used."""
    add_account("somebody@example.org", "admin")
    audit.record("tried", "a thing", "ünïcode & more", who="somebody@example.org")
    db.session.commit()
    back_up(tmp_path / "backup")
    return tmp_path / "backup"


def test_every_row_comes_back_on_a_new_database(app: Flask, folder: Path, tmp_path: Path) -> None:
    before, identity = everything(), catalogue_state().identity
    assert len(before["course"]) > 50
    assert len(before["audit_entry"]) >= 1
    other = make_app(tmp_path / "other")
    with other.app_context():
        counts = restore(folder)
        assert everything() == before
        assert sum(counts.values()) == sum(map(len, before.values())) + 1
        assert catalogue_state().identity != identity
        prepare()
        assert library().revision == documents.current_revision()
        assert b"Portage" in other.test_client().get("/courses?q=portage").data


def test_a_backup_moves_a_site_to_postgresql_and_back(
    app: Flask, folder: Path, tmp_path: Path, new_postgresql: str
) -> None:
    before = everything()
    with make_app(tmp_path / "pg", database_url=new_postgresql).app_context():
        restore(folder)
        audit.record("went on", "with numbers of its own")
        db.session.commit()
        back_up(tmp_path / "again")
        db.engine.dispose()
    with make_app(tmp_path / "other").app_context():
        restore(tmp_path / "again")
        after = everything()
    assert len(after.pop("audit_entry")) == len(before.pop("audit_entry")) + 1
    assert after == before


def test_a_database_in_use_is_left_alone(app: Flask, folder: Path) -> None:
    before = everything()
    with pytest.raises(BackupError, match=r"in use \(it has rows in revision, course, account\)"):
        restore(folder)
    assert everything() == before


def test_a_backup_is_never_written_over_another(app: Flask, folder: Path) -> None:
    bytes_before = (folder / "site.db").read_bytes()
    with pytest.raises(BackupError, match="is there already"):
        back_up(folder)
    assert (folder / "site.db").read_bytes() == bytes_before


def test_a_backup_that_was_cut_short_is_none(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "copy_all", full)
        with pytest.raises(OSError, match="No space"):
            back_up(tmp_path / "backup")
    assert not (tmp_path / "backup" / "site.db").exists()
    back_up(tmp_path / "backup")
    assert (tmp_path / "backup" / "site.db").stat().st_mode & 0o077 == 0


def test_a_restore_that_fails_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "number_on", fail)
    with make_app(tmp_path / "other").app_context():
        with pytest.raises(OSError, match="Input/output"):
            restore(folder)
        assert documents.current_revision() == 0
        assert documents.published() == {}


@pytest.mark.parametrize("content", [b"", b"not a database", None, "another"])
def test_what_is_no_backup_is_refused(content: bytes | str | None, tmp_path: Path) -> None:
    file = tmp_path / "site.db"
    if content == "another":
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE something (id INTEGER)")
    elif isinstance(content, bytes):
        file.write_bytes(content)
    wanted = "there is no such file" if content is None else "is not a backup of this site"
    with make_app(tmp_path / "instance").app_context(), pytest.raises(BackupError, match=wanted):
        restore(tmp_path)


def test_the_commands_say_what_they_did_and_what_to_do(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    done = run(args=["backup", str(tmp_path / "b")])
    assert done.exit_code == 0
    assert "89 courses and 0 accounts backed up" in done.output
    for command in ("backup", "restore"):
        refused = run(args=[command, str(tmp_path / "b")])
        assert refused.exit_code == 1
        assert "nothing was changed" in refused.output
    assert run(args=["backup", "/dev/null/x"]).exit_code == 2
