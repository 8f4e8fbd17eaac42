"""The batch on every processor at once, for the command: a web process has one for a reader."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from careers_site.advisers import batch
from careers_site.advisers.batch import RouteAnswer
from careers_site.advisers.clients import Client
from careers_site.eligibility.rules import Rules

# Fewer clients than this are answered before another process has started.
FEWEST = 500
# So many clients go to a process at a time, in the order of the file.
PART = 50
_given: dict[str, Rules] = {}


def answers(
    clients: Sequence[Client], rules: Rules, processes: int | None = None
) -> Iterator[RouteAnswer]:
    """The rows of all clients, in the order of the file."""
    number = processes or (os.cpu_count() if len(clients) >= FEWEST else None) or 1
    if number == 1:
        yield from batch.answers(clients, rules)
        return
    parts = [clients[at : at + PART] for at in range(0, len(clients), PART)]
    # A process of its own kind, not a copy of this one: that has threads and a database open.
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(number, spawn, initializer=_take, initargs=(rules,))
    try:
        for found in pool.map(_answer, parts):
            yield from found
    finally:
        # Whoever reads the answer may have gone.
        pool.shutdown(cancel_futures=True)


def _take(rules: Rules) -> None:
    _given["rules"] = rules
    # They stay until the end: no collection of what is let go need look through them.
    gc.freeze()


def _answer(clients: Sequence[Client]) -> list[RouteAnswer]:
    return list(batch.answers(clients, _given["rules"]))
