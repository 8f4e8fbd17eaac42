"""`careers-site mcp`: an assistant starts it and asks over standard input and output."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from careers_site.content.store import documents
from careers_site.platform.extensions import db, require_database


def register_commands(app: Flask) -> None:
    app.cli.add_command(mcp)


@click.command("mcp")
@with_appcontext
def mcp() -> None:
    """Answer AI assistants (Model Context Protocol) on standard input and output."""
    require_database()
    if documents.current_revision() == 0:
        raise click.ClickException("There is no content yet. Start `careers-site serve` once.")
    db.session.remove()
    # Only this command needs them; a web process does not load them.
    import anyio
    from mcp.server.stdio import stdio_server

    from careers_site.assistants.server import make_server

    server = make_server(current_app._get_current_object())  # type: ignore[attr-defined]

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)
