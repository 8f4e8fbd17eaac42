"""Public pages against an empty Flask view and static nginx; the result page in the process.

`make bench` writes bench/results/pages.md. Servers run one after another on loopback, in rounds
that take turns, so that noise falls on all alike; what counts is the ratio of the medians.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.people import measure_many_steps, measure_result_page
from bench.web import BIN, ROOT, rate, served

RESULT = ROOT / "bench" / "results" / "pages.md"
ROUNDS, SECONDS, CONNECTIONS = 5, 2, 16
PATHS = ("/", "/portage-home-visitor", "/salary")
EMPTY = """
from flask import Flask
app = Flask(__name__)
@app.get("/")
def empty():
    return ""
"""
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{ access_log off; gzip_static on; default_type text/html;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""


class Target(NamedTuple):
    name: str
    url: str


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("make bench needs wrk, a load generator: apt-get install wrk")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        targets = [*stack.enter_context(_site(folder)), *stack.enter_context(_empty(folder))]
        if shutil.which("nginx"):
            targets += stack.enter_context(_nginx(folder))
        rates = _measure(targets)
    people = _people()
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(_report(targets, rates, people), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


@contextmanager
def _site(folder: Path) -> Iterator[list[Target]]:
    base = "http://127.0.0.1:8751"
    environ = {"PORT": "8751", "WEB_CONCURRENCY": "1", "INSTANCE_PATH": str(folder / "instance")}
    environ["RATE_LIMIT"] = "0"
    with served([BIN / "careers-site", "serve"], f"{base}/readyz", environ):
        yield [Target(f"our {path}", base + path) for path in PATHS]


@contextmanager
def _empty(folder: Path) -> Iterator[list[Target]]:
    (folder / "empty.py").write_text(EMPTY)
    command = [BIN / "granian", "--interface", "wsgi", "--port", "8752", "--workers", "1"]
    command += ["--blocking-threads", "8", "empty:app"]
    with served(command, "http://127.0.0.1:8752/", {"PYTHONPATH": str(folder)}):
        yield [Target("empty Flask view, granian", "http://127.0.0.1:8752/")]


@contextmanager
def _nginx(folder: Path) -> Iterator[list[Target]]:
    (folder / "www").mkdir()
    (folder / "www" / "index.html").write_text("x" * 9_000)
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=8753))
    with served(["nginx", "-c", config], "http://127.0.0.1:8753/", {}):
        yield [Target("nginx, a static page of 9 KB", "http://127.0.0.1:8753/")]


def _measure(targets: list[Target]) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = {target.name: [] for target in targets}
    for _ in range(ROUNDS):
        for target in targets:
            found = rate(target.url, CONNECTIONS, SECONDS, "-H", "Accept-Encoding: gzip")
            rates[target.name].append(found)
    return rates


class People(NamedTuple):
    """Milliseconds a request of the result page, for varied people: first time, and again."""

    count: int
    first: list[float]
    again: list[float]
    steps: int
    many_steps: list[float]


def _people() -> People:
    count, first, again = measure_result_page(random.Random(7))
    steps, many = measure_many_steps(random.Random(8))
    return People(count, first, again, steps, many)


def _report(targets: list[Target], rates: dict[str, list[float]], people: People) -> str:
    empty = statistics.median(rates["empty Flask view, granian"])
    lines = [
        "# Pages",
        "",
        f"{ROUNDS} rounds of {SECONDS} s, {CONNECTIONS} connections, one process each, the servers "
        f"taking turns. {os.cpu_count()} cores, shared with the load generator.",
        "",
        "| target | requests a second, median | of the empty view |",
        "|---|---|---|",
    ]
    for target in targets:
        rate = statistics.median(rates[target.name])
        lines.append(f"| {target.name} | {rate:,.0f} | {rate / empty:.2f} |")
    lines += [
        "",
        f"The result page with all plans, in the process, {people.count} varied people:",
        "",
        "| | p50 ms | p95 ms |",
        "|---|---|---|",
        f"| first time | {_two(people.first)} |",
        f"| again | {_two(people.again)} |",
        f"| plans alone, {people.steps} steps, first time | {_two(people.many_steps)} |",
        "",
    ]
    return "\n".join(lines)


def _two(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} | {ordered[int(len(ordered) * 0.95)]:.1f}"


if __name__ == "__main__":
    main()
