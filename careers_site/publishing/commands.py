"""`careers-site content check|load|export|links|hash-sources`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from careers_site.content.pages import copied_text
from careers_site.content.pages.advice import advice, page_age
from careers_site.content.problems import ContentError, Problems
from careers_site.content.rules.examples.coverage import uncovered
from careers_site.content.sources import parse_sources
from careers_site.content.store import files
from careers_site.courses.importing.load import check_shipped
from careers_site.platform.extensions import require_database
from careers_site.platform.text.formatting import count_of
from careers_site.publishing import course_refresh, load_files, publish, qualification_command
from careers_site.publishing.link_command import links_command

group = AppGroup("content", help="Check, load and write back the site's texts and tables.")
group.add_command(links_command)


def register_commands(app: Flask) -> None:
    app.cli.add_command(group)
    app.cli.add_command(qualification_command.group)


def _fail(problems: list[str]) -> NoReturn:
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
    """Name every problem in content/ and data/, and every wording to mend, with its place.

    Wording, and rules that decide nothing for any example person, never stop a publication: a
    price that changes may leave a step without one, and that is no reason to show the old price.
    """
    root = current_app.config["SETTINGS"].root
    problems: list[str] = []
    texts: dict[str, str] = {}
    try:
        texts = files.read(root)
        library = publish.read(texts, revision=0)
        problems += uncovered(library.examples, library.rules)
        problems += check_shipped(root, known_steps=set(library.rules.steps))
    except ContentError as error:
        problems += error.problems
    problems += _wording(root, texts)
    if problems:
        _fail(problems)
    click.echo("The content has no problems.")


def _wording(root: Path, texts: dict[str, str]) -> list[str]:
    """Print the reading age of each page; what to mend in the words of all of them."""
    # Problems of the sources themselves are in the list already.
    sources = parse_sources(texts, Problems())
    runs = copied_text.read(root)
    found: list[str] = []
    for path in sorted(path for path in texts if path.endswith(".md")):
        click.echo(f"reading age {page_age(texts[path]):4.1f}  {path}")
        found += advice(path, texts[path], sources, runs)
    return found


@group.command("hash-sources")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def hash_sources(folder: Path) -> None:
    """Keep hashes of the texts in FOLDER (*.txt), so that `check` finds copied sentences."""
    documents = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))]
    if not documents:
        raise click.UsageError(f"there is no .txt file in {folder}")
    number = copied_text.write(current_app.config["SETTINGS"].root, documents)
    click.echo(f"{number} runs of {copied_text.RUN} words kept in {copied_text.FILE}.")


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
    course_refresh.refresh_courses(done.revision)
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
    click.echo(f"{len(written)} files written.")
