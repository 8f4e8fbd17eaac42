"""The option `--source` of course commands: whose courses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")


def _source_name(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    if name is not None and not NAME.fullmatch(name):
        raise click.BadParameter("use small letters, digits and hyphens, at most 50")
    return name


def source_option(default: str | None, shown: str) -> Callable[[Any], Any]:
    """`shown` is what the help says is usual."""
    return click.option(
        "--source",
        default=default,
        show_default=shown,
        callback=_source_name,
        help="Whose courses.",
    )
