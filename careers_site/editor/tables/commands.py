"""`careers-site tables export|load NAME FILE`: the small tables as spreadsheets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from careers_site.content.store import documents
from careers_site.content.tables import sheets
from careers_site.content.tables.labels import TABLES, fields_of
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts import draft_texts
from careers_site.editor.drafts.review.row_labels import WORDS, shown_cell
from careers_site.editor.tables.uploaded_rows import (
    CHANGED,
    UNCHANGED,
    Comparison,
    Judged,
    read_file,
)
from careers_site.platform.extensions import db, require_database
from careers_site.platform.sheets.columns import SheetError

tables = AppGroup("tables", help="The small tables as spreadsheets.")
one_of_them = click.argument("name", type=click.Choice(list(TABLES)))


def register_commands(app: Flask) -> None:
    app.cli.add_command(tables)


@tables.command("export")
@one_of_them
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_command(name: str, file: Path) -> None:
    """Write a table as it is published to FILE, a spreadsheet (.xlsx)."""
    require_database()
    try:
        file.write_bytes(sheets.workbook(TABLES[name], draft_texts.text_of(TABLES[name].path)))
    except OSError as error:
        raise click.UsageError(f"{file}: cannot be written: {error.strerror}") from error


@tables.command("load")
@one_of_them
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--whole", is_flag=True, help="Rows that are not in FILE are removed.")
@click.option("--set", "given", multiple=True, metavar="COLUMN=CELL", help="The same in every row.")
@click.option("--skip-bad-rows", is_flag=True, help="Load the rest.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and keep nothing.")
def load_command(
    name: str,
    file: Path,
    *,
    whole: bool,
    given: tuple[str, ...],
    skip_bad_rows: bool,
    dry_run: bool,
) -> None:
    """Put the rows of FILE into a draft, which an editor publishes, and say what each changes."""
    require_database()
    table = TABLES[name]
    with documents.exclusive():
        found = _compared(table, file, given)
        for one in found.judged:
            _say(table, one)
        text = found.merged(is_whole=whole)
        refused = bool(found.bad) and not skip_bad_rows
        if refused or dry_run or text == draft_texts.text_of(table.path):
            click.echo("Nothing was kept.", err=True)
            sys.exit(int(bool(found.bad)))
        title = f"{WORDS[name].title} from {file.name}"
        number = draft_texts.keep(None, title, {table.path: text})
        db.session.commit()
    click.echo(f"Draft {number} waits for an editor: /editor/drafts/{number}")


def _compared(table: Table[Any], file: Path, given: tuple[str, ...]) -> Comparison:
    sources, notes = draft_texts.sources_of(None), list[str]()
    pairs = {column: cell for column, _, cell in (one.partition("=") for one in given)}
    if unknown := sorted(set(pairs) - set(table.columns)):
        raise click.BadParameter(f"--set: there is no column {', '.join(unknown)}")
    try:
        with file.open("rb") as raw:
            rows = read_file(raw, table, sources, notes)
    except SheetError as error:
        click.echo(f"{file}: {f'row {error.row}: ' if error.row else ''}{error.words}", err=True)
        sys.exit(1)
    for note in notes:
        click.echo(f"{note}.")
    text = draft_texts.text_of(table.path)
    return Comparison(table, text, sources, rows, sheets.typed(table, pairs, sources))


def _say(table: Table[Any], one: Judged) -> None:
    """What becomes of a row, with each problem and each change; nothing for a row as it was."""
    for problem in one.problems:
        click.echo(f"row {one.number}: {problem}", err=True)
    if one.problems or one.fate == UNCHANGED:
        return
    click.echo(f"row {one.number}: {one.fate}: {WORDS[table.name].name(one.cells)}")
    before = one.before or {}
    for name, field in fields_of(table).items() if one.fate == CHANGED else ():
        if before[name] != one.cells[name]:
            was, now = shown_cell(field, before[name]), shown_cell(field, one.cells[name])
            click.echo(f"  {field.label}: {was or 'blank'} -> {now or 'blank'}")
