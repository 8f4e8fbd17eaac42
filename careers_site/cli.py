"""The program `careers-site`: every command of the site, and `serve`."""

from __future__ import annotations

import os
import sys

import click
from flask.cli import ScriptInfo

from careers_site.app import create_app
from careers_site.platform.extensions import init_migrations
from careers_site.platform.settings import SettingsError


def main() -> None:
    """Run a command. Exit status: 0 done, 1 the input has problems, 2 wrong use."""
    # What the site keeps is for its own user: database, secrets, uploads.
    os.umask(0o077)
    try:
        app = create_app()
    except SettingsError as error:
        click.echo(f"careers-site: {error}", err=True)
        sys.exit(2)
    if sys.argv[1:2] == ["db"]:
        init_migrations(app)
    info = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
    app.cli.main(prog_name="careers-site", obj=info)
