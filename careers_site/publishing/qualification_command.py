"""`careers-site qualifications compare FILE`: our certificates beside the department's list."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import BinaryIO, NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from careers_site.content.problems import ContentError
from careers_site.content.rules.qualification_list import compare, read_list
from careers_site.content.store import files
from careers_site.publishing import publish

group = AppGroup("qualifications", help="Certificates that people can enter.")


@group.command("compare")
@click.argument("file", type=click.File("rb"))
def compare_command(file: BinaryIO) -> None:
    """Name what differs between content/ and the early years qualifications list, a CSV of the
    Department for Education."""
    try:
        listed, further = read_list(file.read().decode("utf-8-sig"))
        ours = publish.read(
            files.read(current_app.config["SETTINGS"].root), 0, examples_may_differ=True
        )
    except UnicodeDecodeError:
        _fail(("The file is not UTF-8 text.",))
    except ContentError as error:
        _fail(error.problems)
    for column in further:
        click.echo(f'note: the column "{column}" is not used', err=True)
    sentences, matched = compare(listed, ours.qualifications)
    for sentence in sentences:
        click.echo(sentence)
    click.echo(f"{matched} of {len(listed)} rows are in our list.", err=True)


def _fail(problems: Iterable[str]) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    click.echo("Nothing was compared.", err=True)
    sys.exit(1)
