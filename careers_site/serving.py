"""`careers-site serve`: prepares the database and starts the web processes and a worker."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces
from sqlalchemy.exc import DBAPIError

from careers_site.content.library import library
from careers_site.content.problems import ContentError
from careers_site.content.store import documents
from careers_site.courses.importing.load import load_shipped
from careers_site.courses.importing.problems import ImportProblemsError
from careers_site.courses.models import catalogue_state
from careers_site.jobs.worker_process import worker_beside
from careers_site.platform import logs
from careers_site.platform.database.faults import fault_of
from careers_site.platform.extensions import db, one_at_a_time, upgrade_database
from careers_site.platform.settings import THREADS, Settings
from careers_site.publishing import course_refresh, load_files

# No query strings and no referrers: the address of a page may hold somebody's answers.
ACCESS_LOG = '[%(time)s] "%(method)s %(path)s" %(status)d %(dt_ms).1f ms'
# A web process that takes more is replaced: the last line, after the bounds of what it keeps.
MOST_MEGABYTES = 700
# So long it may finish its requests then.
MOST_SECONDS_TO_END = 30
AGAIN_AFTER_SECONDS = 1.0
# So long a thread goes on while others wait: a batch of clients keeps a page waiting each time that
# the page asks the database. Python's own is five times as long.
SWITCH_SECONDS = 0.001
# They read the content and the index, and compile the rules.
FIRST_PAGES = (
    "/quiz/age?age=16-18",
    "/routes?age=19-plus&gcse_english=4",
    "/courses?near=Leeds",
    "/search?q=pay",
)


def register_commands(app: Flask) -> None:
    app.cli.add_command(serve)


def prepare() -> None:
    """Bring the tables up to date, and load content and courses where there are none yet.

    Of two that start at once, one does it and the other waits. Raises ContentError when the files
    of a first start have problems.
    """
    with one_at_a_time("prepare"):
        upgrade_database()
        root = current_app.config["SETTINGS"].root
        if documents.current_revision() == 0:
            load_files.load(root)
        if catalogue_state().version == 0:
            load_shipped(root, known_steps=set(library().rules.steps))
        # A release may need a document that the database does not have yet: better to stop here.
        course_refresh.refresh_courses(documents.current_revision())
    # The web processes open connections of their own.
    db.session.remove()
    db.engine.dispose()


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Serve the site on PORT with WEB_CONCURRENCY processes, and one worker beside them."""
    settings: Settings = current_app.config["SETTINGS"]
    _refuse_taken_port(settings)
    for warning in _warnings(settings):
        click.echo(f"careers-site: {warning}", err=True)
    _keep_to_this_user(settings.instance)
    try:
        prepare()
    except (ContentError, ImportProblemsError) as error:
        _give_up(*error.problems)
    except DBAPIError as error:
        if fault_of(error) is None:
            raise
        _give_up(f"{error.orig}", 'See "Faults" in docs/operating.md. Nothing was changed.')
    click.echo(f"Portage Careers is at {settings.site_url}", err=True)
    server = Server(
        "careers_site.wsgi:app",
        address=settings.bind,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_concurrency,
        blocking_threads=THREADS,
        log_access=True,
        log_access_format=ACCESS_LOG,
        log_dictconfig=logs.SERVER,
        respawn_failed_workers=True,
        workers_max_rss=MOST_MEGABYTES,
        workers_kill_timeout=MOST_SECONDS_TO_END,
    )
    with worker_beside():
        server.serve()


def warm(app: Flask) -> None:
    """Answer a few pages, so that no reader waits for what only a process's first page needs.

    What goes wrong here goes wrong again for a reader, who is told; the process starts.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    settings: Settings = app.config["SETTINGS"]
    client = app.test_client()
    for path in FIRST_PAGES:
        try:
            client.get(path, base_url=settings.site_url)
        except Exception:
            app.logger.exception("not warm: %s", path)
    # What is here now stays: the garbage collector need not look through it again and again.
    gc.collect()
    gc.freeze()


class Server(Granian):  # type: ignore[misc, valid-type]
    """A web process that dies is started again, however often; but not as fast as it can die."""

    def _respawn_workers(self, *given: Any, **named: Any) -> None:
        super()._respawn_workers(*given, **named)
        time.sleep(AGAIN_AFTER_SECONDS)
        # Granian ends the whole server where one dies twice within some seconds.
        self.respawned_wrks.clear()


def _refuse_taken_port(settings: Settings) -> None:
    """The server shares its port among its processes, and so with any other server of that kind."""
    family = socket.AF_INET6 if ":" in settings.bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError as error:
            _give_up(f"PORT: {settings.bind} port {settings.port}: {error.strerror}")


def _warnings(settings: Settings) -> Iterator[str]:
    if not (settings.operator and settings.operator_contact):
        yield (
            "SITE_OPERATOR and SITE_CONTACT are not both set, so readers cannot see who runs the "
            "site and how to reach them."
        )
    if os.geteuid() == 0:
        yield "it runs as root. Give it a user of its own, who owns INSTANCE_PATH alone."
    if not ip_address(settings.bind).is_loopback and not settings.trusted_proxies:
        yield (
            f"it listens on {settings.bind} with TRUSTED_PROXIES=0. Put a proxy in front that "
            'reads whole requests before it passes them on: see "Behind a proxy" in '
            "docs/operating.md."
        )


def _keep_to_this_user(instance: Path) -> None:
    """An instance folder of an older release may be open to everybody."""
    # Where it belongs to somebody else, they say who reads it.
    with contextlib.suppress(PermissionError):
        instance.chmod(0o700)


def _give_up(*lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)
