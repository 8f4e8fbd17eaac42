"""How far long work is: a bar on a terminal, plain lines now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

# Where there is no terminal, a line is written at most so often.
LINE_EVERY_SECONDS = 5.0


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Gives what is to be called with how much of `length` is done. Writes to standard error."""
    if sys.stderr.isatty():
        with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
            yield lambda done: bar.update(min(done, length) - bar.pos)
            bar.update(length - bar.pos)
        return
    yield _lines(label, length)


def _lines(label: str, length: int) -> Callable[[int], None]:
    last = time.monotonic()

    def show(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY_SECONDS:
            last = time.monotonic()
            click.echo(f"{label}: {100 * done // max(length, 1)}%", err=True)

    return show
