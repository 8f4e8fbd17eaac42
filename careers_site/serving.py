"""`careers-site serve`: prepares the database and starts the web processes and a worker."""

from __future__ import annotations

import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces

from careers_site.content.library import library
from careers_site.content.problems import ContentError
from careers_site.content.store import documents
from careers_site.courses.importing.csv_reader import ImportProblemsError
from careers_site.courses.importing.load import load_shipped
from careers_site.courses.models import catalogue_state
from careers_site.jobs.worker_process import worker_beside
from careers_site.platform.extensions import db, upgrade_database
from careers_site.publishing import following, load_files

# No query strings and no referrers: the address of a page may hold somebody's answers.
ACCESS_LOG = '[%(time)s] "%(method)s %(path)s" %(status)d %(dt_ms).1f ms'


def register_commands(app: Flask) -> None:
    app.cli.add_command(serve)


def prepare() -> None:
    """Bring the tables up to date, and load content and courses where there are none yet.

    Raises ContentError when the files of a first start have problems.
    """
    upgrade_database()
    root = current_app.config["SETTINGS"].root
    if documents.current_revision() == 0:
        load_files.load(root)
    if catalogue_state().version == 0:
        load_shipped(root, known_steps=set(library().rules.steps))
    # A release may need a document that the database does not have yet: better to stop here.
    following.follow(documents.current_revision())
    # The web processes open connections of their own.
    db.session.remove()
    db.engine.dispose()


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Serve the site on PORT with WEB_CONCURRENCY processes, and one worker beside them."""
    try:
        prepare()
    except (ContentError, ImportProblemsError) as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(1)
    settings = current_app.config["SETTINGS"]
    click.echo(f"Portage Careers is at {settings.site_url}", err=True)
    server = Granian(
        "careers_site.wsgi:app",
        address=settings.bind,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_concurrency,
        blocking_threads=8,
        log_access=True,
        log_access_format=ACCESS_LOG,
        respawn_failed_workers=True,
    )
    with worker_beside():
        server.serve()
