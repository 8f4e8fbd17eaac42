"""`careers-site work`: does what was asked for on the web and takes longer than a page may."""

from __future__ import annotations

import os
import resource
import signal
import threading

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from careers_site.jobs.worker import Worker
from careers_site.platform.extensions import db, require_database

# An index of 200,000 courses takes up to 0.7 GB to make. What asks for more fails, alone.
MOST_BYTES = 2 << 30


def register_commands(app: Flask) -> None:
    app.cli.add_command(work)


@click.command("work")
@with_appcontext
@click.option("--parent", type=int, hidden=True, help="End with this process, which started it.")
def work(parent: int | None) -> None:
    """Do the jobs that editors ask for, one after the other, until it is told to end.

    `serve` starts one; more of them, on any machine, are more hands.
    """
    if parent is None:
        require_database()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    db.session.remove()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, hard))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Worker(app, stop, lambda: parent is None or os.getppid() == parent).work()
