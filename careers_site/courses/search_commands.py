"""`careers-site search rebuild`."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from careers_site.courses.catalogue.catalogue import course_index
from careers_site.platform.extensions import require_database

search = AppGroup("search", help="The search index.")


def register_commands(app: Flask) -> None:
    app.cli.add_command(search)


@search.command("rebuild")
def rebuild() -> None:
    """Make the search index anew from the catalogue."""
    require_database()
    course_index().rebuild()
    click.echo("The search index was made anew.")
