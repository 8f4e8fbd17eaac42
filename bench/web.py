"""Pages a second: /courses with a filter and three facets, and a bare Flask page over FTS5.

Both are served by granian with one worker, and asked for the same searches by wrk, in turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.asking import Asked, searches

ROUNDS, SECONDS, CONNECTIONS = 3, 3, 8
OURS, BARE = "http://127.0.0.1:8761", "http://127.0.0.1:8762"
BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[1]
# wrk goes round these addresses.
LUA = """
local paths = {{ {paths} }}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""


@dataclass(frozen=True)
class Web:
    ours: float
    bare: float
    ready_seconds: float
    """From the start of the program to its first page of results, migrations and all."""
    memory_mb: float
    page_kb: float


def measure_web(instance: Path, fts5: Path) -> Web:
    asked = [one for one in searches(200) if one.filters and not one.town][:40]
    environ = {"INSTANCE_PATH": str(instance), "PORT": "8761", "WEB_CONCURRENCY": "1"}
    environ["RATE_LIMIT"] = "0"
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as name,
        served([BIN / "careers-site", "serve"], f"{OURS}/courses?q=early", environ) as ours,
    ):
        ready = time.monotonic() - began
        page = urllib.request.urlopen(f"{OURS}/courses?{asked[0].query}").read()
        bare = [BIN / "granian", "--interface", "wsgi", "--port", "8762", "--workers", "1"]
        bare += ["--blocking-threads", "8", "bench.bare:app"]
        with served(bare, f"{BARE}/courses?q=early", {"FTS5": str(fts5)}):
            script = _script(asked, Path(name))
            rates: dict[str, list[float]] = {OURS: [], BARE: []}
            for _ in range(ROUNDS):
                for base, found in rates.items():
                    found.append(rate(base, CONNECTIONS, SECONDS, "-s", str(script)))
        memory = _memory_mb(ours)
    return Web(
        statistics.median(rates[OURS]),
        statistics.median(rates[BARE]),
        ready,
        memory,
        len(page) / 1024,
    )


def _script(asked: list[Asked], folder: Path) -> Path:
    file = folder / "paths.lua"
    paths = ", ".join(f'"/courses?{one.query}"' for one in asked)
    file.write_text(LUA.format(paths=paths), encoding="utf-8")
    return file


def rate(url: str, connections: int, seconds: int, *options: str) -> float:
    """Requests a second, as wrk counts them."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *options, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"{url}: not every page was found\n{said}")
    return next(float(line.split()[1]) for line in said.splitlines() if "Requests/sec" in line)


@contextmanager
def served(command: list[object], url: str, environ: dict[str, str]) -> Iterator[int]:
    """A server of ours, waited for and ended by its own id, which is given."""
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(url)
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(url, timeout=30).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise SystemExit(f"no answer from {url}")


def _memory_mb(process: int) -> float:
    """The most memory of a process's children: of the web process that it started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    found = [resident_mb(int(child)) for child in children]
    return max(found, default=resident_mb(process))


def resident_mb(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
