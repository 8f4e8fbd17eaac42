"""bench/results/search.md: the tables of `make bench-search`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.search import Measured

RESULT = Path(__file__).parent / "results" / "search.md"


def write(found: list[Measured]) -> None:
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text("\n".join(lines(found)) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def lines(found: Iterable[Measured]) -> Iterator[str]:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield "# Course search, measured"
    yield ""
    yield (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}; load of the machine at the end {load}. Made by "
        "`make bench-search`. The same made-up courses and searches for all, taking turns: one "
        "word, two words, a phrase, a misspelt word and a prefix, with up to two filters, a place, "
        "three facets and the first twenty by score. Times are milliseconds, warm, in the process; "
        "PostgreSQL is asked over a socket. CPU is the time of the asking thread alone, without "
        "that of other programs on the machine."
    )
    for one in found:
        yield from _size(one)


def _size(one: Measured) -> Iterator[str]:
    yield ""
    yield f"## {one.loaded.size:,} courses"
    yield ""
    yield "| engine | p50 | p95 | p99 | CPU p50 | CPU p95 | searches | build, s | disk, MB |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for engine in one.engines:
        p50, p95, p99 = (f"{engine.at(share):.2f}" for share in (50, 95, 99))
        cpu = f"{engine.cpu_at(50):.2f} | {engine.cpu_at(95):.2f}"
        if engine.name == "PostgreSQL":
            cpu = "|"
        built = f"{engine.build_seconds:.0f} | {engine.disk_mb:.0f}" if engine.disk_mb else "|"
        asked = len(engine.times)
        yield f"| {engine.name} | {p50} | {p95} | {p99} | {cpu} | {asked} | {built} |"
    loaded = one.loaded
    yield ""
    yield (
        f"- Import with our command, index and all: {loaded.seconds:.0f} s, of which "
        f"{loaded.cpu:.0f} s of one core; at most {loaded.peak_mb:.0f} MB of memory; database "
        f"{loaded.database_mb:.0f} MB. It said: {_said(loaded.report)}"
    )
    yield (
        f"- The same file again: {loaded.again_seconds:.0f} s. It said: "
        f"{_said(loaded.again_report)}"
    )
    if one.differing is not None:
        yield f"- Searches whose ids are not Whoosh’s own: {one.differing}."
    yield (
        f"- FTS5 has the same total in {one.same_total_as_fts5} of {one.searches} searches; the "
        "others differ by stemmer, or since words must stand in one text for a phrase."
    )
    if one.web:
        yield from _web(one)


def _web(one: Measured) -> Iterator[str]:
    web = one.web
    if web is None:
        return
    yield (
        f"- Pages a second, a filter and three facets: ours {web.ours:.0f}, a bare Flask page over "
        f"FTS5 {web.bare:.0f}. Ours is {web.page_kb:.0f} KB of HTML."
    )
    yield (
        f"- From start to the first page of results: {web.ready_seconds:.1f} s. "
        f"The web process holds {web.memory_mb:.0f} MB after the searches."
    )


def _said(text: str) -> str:
    return " ".join(text.split())
