"""`careers-site content check|load|export|links`."""

from __future__ import annotations

import sys
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from careers_site.content.problems import ContentError
from careers_site.content.store import files
from careers_site.courses.importing.shipped_check import check_shipped
from careers_site.platform.extensions import require_database
from careers_site.platform.formatting import count_of
from careers_site.publishing import following, load_files, publish
from careers_site.publishing.link_command import links_command

group = AppGroup("content", help="Check, load and write back the site's texts and tables.")
group.add_command(links_command)


def register_commands(app: Flask) -> None:
    app.cli.add_command(group)


def _fail(problems: list[str]) -> None:
    for problem in problems:
        click.echo(problem)
    click.echo(f"{count_of(len(problems), 'problem')}; nothing was changed.", err=True)
    sys.exit(1)


def _moves(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> Any:
    pairs = [text.partition("=") for text in given]
    if any(not (old and new) for old, _, new in pairs):
        raise click.BadParameter("say OLD=NEW")
    return {old: new for old, _, new in pairs}


@group.command("check")
def check() -> None:
    """Name every problem in content/ and data/, each with its place."""
    root = current_app.config["SETTINGS"].root
    problems: list[str] = []
    try:
        library = publish.read(files.read(root), revision=0)
        problems += check_shipped(root, known_steps=set(library.rules.steps))
    except ContentError as error:
        problems += error.problems
    if problems:
        _fail(problems)
    click.echo("The content has no problems.")


@group.command("load")
@click.option("--take-files", is_flag=True, help="Where both changed, the file wins.")
@click.option("--keep-site", is_flag=True, help="Where both changed, the site's text stays.")
@click.option(
    "--move-courses",
    "moves",
    multiple=True,
    metavar="OLD=NEW",
    callback=_moves,
    help="The courses of step OLD, which the files no longer have, serve step NEW.",
)
def load(take_files: bool, keep_site: bool, moves: dict[str, str]) -> None:
    """Publish the files that changed since they were last loaded."""
    if take_files and keep_site:
        raise click.UsageError("--take-files and --keep-site exclude each other")
    require_database()
    try:
        done = load_files.load(
            current_app.config["SETTINGS"].root,
            take_files=take_files,
            keep_site=keep_site,
            moves=moves,
        )
    except ContentError as error:
        _fail(error.problems)
        return
    following.follow(done.revision)
    click.echo(f"{len(done.published)} documents published, revision {done.revision}.")
    for path in done.kept:
        click.echo(f"{path}: changed on the site, kept")


@group.command("export")
@click.option(
    "--overwrite", multiple=True, metavar="FILE", help="Write over this file's own changes."
)
def export(overwrite: tuple[str, ...]) -> None:
    """Write the site's texts back to content/ and data/."""
    require_database()
    try:
        written = files.export(current_app.config["SETTINGS"].root, overwrite)
    except ContentError as error:
        _fail(error.problems)
        return
    click.echo(f"{len(written)} files written.")
