"""`careers-site courses import FILE`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from careers_site.courses.catalogue.catalogue import catch_up, course_index
from careers_site.courses.importing.catalogue_merge import KEPT
from careers_site.courses.importing.format_choice import (
    NATIVE,
    SOURCE_NAME,
    SOURCES,
    format_of,
    is_other_format,
)
from careers_site.courses.importing.load import Imported, Options, import_courses
from careers_site.courses.importing.problems import ImportProblemsError
from careers_site.courses.importing.progress import progress
from careers_site.courses.importing.reference_names import read_joins
from careers_site.platform.extensions import require_database
from careers_site.platform.text.formatting import count_of

existing = click.Path(path_type=Path, exists=True, dir_okay=False)


def _source_name(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    if name is not None and not SOURCE_NAME.fullmatch(name):
        raise click.BadParameter("use small letters, digits and hyphens, at most 50")
    return name


def source_option(default: str | None, shown: str) -> Callable[[Any], Any]:
    """The option `--source`. `shown` is what the help says is usual."""
    return click.option(
        "--source",
        default=default,
        show_default=shown,
        callback=_source_name,
        help="Whose courses.",
    )


@click.command("import")
@with_appcontext
@click.argument("file", type=existing)
@click.option(
    "--format",
    "form",
    type=click.Choice(["native", "dfe"]),
    default="native",
    show_default=True,
    help="dfe: the open data of the Course Directory.",
)
@source_option(None, "shipped, or dfe for that format")
@click.option("--providers", type=existing, help="Names of providers by UKPRN, for dfe.")
@click.option("--lars", type=existing, help="LearningDelivery.csv: levels and titles, for dfe.")
@click.option("--all", "everything", is_flag=True, help="Keep courses that serve no step, for dfe.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--skip-bad-rows", is_flag=True, help="Load the rest. Their courses stay as they are."
)
@click.option("--errors", type=click.Path(path_type=Path, dir_okay=False), help="Bad rows to FILE.")
@click.option("--allow-withdrawals", is_flag=True, help="Even if more than a tenth disappear.")
@click.option(
    "--partial", "is_partial", is_flag=True, help="FILE has only some rows: nothing is withdrawn."
)
@click.option(
    "--replace-edited", is_flag=True, help="Even what was edited on the site, where FILE differs."
)
@click.option("--rows", is_flag=True, help="Say of every row what becomes of it.")
def import_command(
    file: Path,
    form: str,
    source: str | None,
    *,
    providers: Path | None,
    lars: Path | None,
    everything: bool,
    rows: bool,
    **options: Any,
) -> None:
    """Make the courses of a source those of FILE, or change nothing and say why."""
    if form != "dfe" and (providers or lars or everything):
        raise click.UsageError("--providers, --lars and --all go with --format dfe")
    require_database()
    source = source or SOURCES[form]
    with ExitStack() as stack:
        asked = Options(
            **options,
            tell=_tell if rows else None,
            # From the change until it can be searched, no web process begins to catch up.
            before_swap=lambda: stack.enter_context(course_index().writing()),
        )
        with _problems_said(file), progress("Reading", file.stat().st_size) as read:
            reader = format_of(form, source, read_joins(providers, lars), everything=everything)
            done = import_courses(file, source, reader, replace(asked, progress=read))
        if not (asked.dry_run or done.report.changes_nothing):
            with progress("Indexing", done.report.touched) as indexed:
                catch_up(indexed)
    _say(done, dry_run=asked.dry_run)
    if done.problems:
        sys.exit(1)


@contextmanager
def _problems_said(file: Path) -> Iterator[None]:
    """Why nothing was imported is said, and ends the program."""
    try:
        yield
    except ImportProblemsError as error:
        _say_problems(error.problems, "nothing was changed")
        if is_other_format(NATIVE, error.problems):
            click.echo("These are headings of the open data: --format dfe reads it.", err=True)
        sys.exit(1)
    except OSError as error:
        raise click.UsageError(f"{error.filename or file}: {error.strerror or error}") from error


def _tell(row: int, what: str) -> None:
    click.echo(f"row {row}: {what}")


def _say(done: Imported, *, dry_run: bool) -> None:
    click.echo(f"{'Would be: ' if dry_run else ''}{done.report}.")
    for run_id in done.kept:
        click.echo(f"{run_id}: {KEPT}")
    for reason, count in done.left_out.items():
        click.echo(f"{count:,} left out: {reason}.")
    for note in done.notes:
        click.echo(f"{note}.")
    if done.problems:
        _say_problems(done.problems, "their rows were left out")


def _say_problems(problems: list[str], what_came_of_it: str) -> None:
    for problem in problems:
        click.echo(problem, err=True)
    count = len(problems)
    click.echo(f"{count_of(count, 'problem')}; {what_came_of_it}.", err=True)
