"""`careers-site courses import FILE` and `courses export FILE`, and `search rebuild`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from careers_site.courses.catalogue.catalogue import course_index
from careers_site.courses.importing.command import import_command, source_option
from careers_site.courses.importing.load import SHIPPED
from careers_site.courses.importing.native_format import export_courses
from careers_site.platform.extensions import require_database

courses = AppGroup("courses", help="The course catalogue.")
courses.add_command(import_command)
search = AppGroup("search", help="The search index.")


def register_commands(app: Flask) -> None:
    app.cli.add_command(courses)
    app.cli.add_command(search)


@courses.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@source_option(SHIPPED, SHIPPED)
def export_command(file: Path, source: str) -> None:
    """Write the courses of a source to FILE, which `courses import` reads."""
    require_database()
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


@search.command("rebuild")
def rebuild() -> None:
    """Make the search index anew from the catalogue."""
    require_database()
    course_index().rebuild()
    click.echo("The search index was made anew.")
