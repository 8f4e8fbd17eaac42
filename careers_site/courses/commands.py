"""`careers-site courses import FILE` and `courses export FILE`."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from careers_site.courses.catalogue import catch_up
from careers_site.courses.importing import SHIPPED, export_courses, import_file
from careers_site.courses.reading import ImportProblemsError
from careers_site.courses.steps import step_titles
from careers_site.extensions import upgrade_database

courses = AppGroup("courses", help="The course catalogue.")


def register_commands(app: Flask) -> None:
    app.cli.add_command(courses)


def _source_name(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,49}", name):
        raise click.BadParameter("use small letters, digits and hyphens, at most 50")
    return name


source_option = click.option(
    "--source", default=SHIPPED, show_default=True, callback=_source_name, help="Whose courses."
)


@courses.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@source_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--allow-withdrawals", is_flag=True, help="Even if more than a tenth disappear.")
def import_command(file: Path, source: str, *, dry_run: bool, allow_withdrawals: bool) -> None:
    """Make the courses of a source those of FILE, or change nothing and say why."""
    upgrade_database()
    try:
        report = import_file(
            file,
            source,
            known_steps=step_titles(),
            dry_run=dry_run,
            allow_withdrawals=allow_withdrawals,
            shown=str(file),
        )
    except ImportProblemsError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        count = len(error.problems)
        click.echo(f"{count} problem{'' if count == 1 else 's'}; nothing was changed.", err=True)
        sys.exit(1)
    catch_up()
    click.echo(f"{'Would be: ' if dry_run else ''}{report}.")


@courses.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@source_option
def export_command(file: Path, source: str) -> None:
    """Write the courses of a source to FILE, which `courses import` reads."""
    upgrade_database()
    try:
        count = _export(file, source)
    except OSError as error:
        raise click.UsageError(f"{file}: cannot be written: {error.strerror}") from error
    click.echo(f"{count} courses written to {file}.")


def _export(file: Path, source: str) -> int:
    """Write beside the file and move into place, so that no half file is ever there."""
    descriptor, name = tempfile.mkstemp(dir=file.resolve().parent, prefix=".courses-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as text:
            count = export_courses(text, source)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count
