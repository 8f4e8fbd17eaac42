"""`careers-site backup DIR` and `careers-site restore DIR`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from careers_site.backup.copying import Counts
from careers_site.backup.files import BackupError, back_up, restore
from careers_site.platform.extensions import require_database

folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))


def register_commands(app: Flask) -> None:
    app.cli.add_command(backup_command)
    app.cli.add_command(restore_command)


@click.command("backup")
@folder
@with_appcontext
def backup_command(folder: Path) -> None:
    """Write the whole database to DIR/site.db. The site may go on meanwhile."""
    require_database()
    _say(_do(back_up, folder), "backed up")
    click.echo("The secret key is not in it: keep that in another place.", err=True)


@click.command("restore")
@folder
@with_appcontext
def restore_command(folder: Path) -> None:
    """Bring a backup into a new database. Stop the site first."""
    _say(_do(restore, folder), "restored")


def _do(work: Callable[[Path], Counts], folder: Path) -> Counts:
    try:
        return work(folder)
    except BackupError as error:
        click.echo(f"{error}; nothing was changed.", err=True)
        sys.exit(1)
    except OSError as error:
        raise click.UsageError(f"{error.filename or folder}: {error.strerror}") from error


def _say(counts: Counts, done: str) -> None:
    documents, courses, accounts = (counts[name] for name in ("document", "course", "account"))
    total = sum(counts.values())
    click.echo(
        f"{documents:,} documents, {courses:,} courses and {accounts:,} accounts {done}; "
        f"{total:,} rows in all."
    )
