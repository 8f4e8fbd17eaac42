"""`careers-site match [FILE|-]`: the batch for a terminal and for other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import BinaryIO

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from careers_site.advisers import batch, processes
from careers_site.advisers.batch import Tally
from careers_site.advisers.clients import BatchError, Client, Problem, decode, read_clients
from careers_site.content.library import library
from careers_site.content.problems import ContentError
from careers_site.content.store import documents
from careers_site.eligibility.rules import Rules
from careers_site.platform.extensions import require_database
from careers_site.platform.text.formatting import count_of
from careers_site.publishing import load_files


def register_commands(app: Flask) -> None:
    app.cli.add_command(match)


@click.command("match")
@click.argument("file", type=click.File("rb"), default="-")
@with_appcontext
def match(file: BinaryIO) -> None:
    """Judge the clients of a CSV, one a row, on every route.

    The answer goes to standard output, one row for each client and route; a summary and the rows
    with problems go to standard error.
    """
    try:
        rules = _rules()
        clients, problems = read_clients(decode(file.read()), rules)
    except (BatchError, ContentError) as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        click.echo("Nothing was matched.", err=True)
        sys.exit(1)
    tally = Tally()
    if _write(batch.lines(tally.watch(processes.answers(clients, rules)))):
        _report(clients, problems, tally, rules)
    sys.exit(1 if problems else 0)


def _rules() -> Rules:
    """The rules as published; on a first start those of the files."""
    require_database()
    if documents.current_revision() == 0:
        load_files.load(current_app.config["SETTINGS"].root)
    return library().rules


def _write(lines: Iterable[str]) -> bool:
    """Write to standard output; False if whoever reads it has gone, as `head` does."""
    output = sys.stdout.buffer
    try:
        for line in lines:
            output.write(line.encode())
        output.flush()
    except BrokenPipeError:
        # What is still in the buffer goes nowhere, so that the exit is quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _report(clients: list[Client], problems: list[Problem], tally: Tally, rules: Rules) -> None:
    for problem in problems:
        click.echo(problem, err=True)
    for client in clients:
        for note in batch.notes(client, rules):
            click.echo(f"note: {note}", err=True)
    bad = len({problem.row for problem in problems})
    click.echo(f"{_count(len(clients), 'client')} matched.", err=True)
    if bad:
        click.echo(f"{_count(bad, 'row')} left out.", err=True)
    for route in rules.routes:
        found = [f"{words}: {count}" for words, count in tally.of(route).items() if count]
        if found:
            click.echo(f"{route.title}: {'; '.join(found)}", err=True)


def _count(number: int, thing: str) -> str:
    return count_of(number, thing)
