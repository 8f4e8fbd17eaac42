"""`make soak`: readers, an editor who publishes, an import, kills and attacks, all at once.

One server on loopback, with data of its own. Each sender has an address of its own (127.0.0.x), as
strangers have. The attacks take turns, each for its share of SECONDS (600 unless the environment
says otherwise), while one reader goes on; what that reader waits is what counts. Ends with status
1 where a page was a 5xx that is no stated refusal, or something was lost.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.web import ROOT, resident_mb

SECONDS = float(os.environ.get("SECONDS", "600"))
# KILLS=0 shows what the attacks do by themselves, ONLY names the one that is wanted.
KILLS, ONLY = os.environ.get("KILLS") != "0", os.environ.get("ONLY")
PORT = 8981
COMMAND = [sys.executable, "-c", "from careers_site.cli import main; main()"]
PATHS = (
    *("/", "/portage-home-visitor", "/quiz", "/courses?q=early+years", "/courses?near=Leeds"),
    *("/routes?gcse_maths=4&age=16-18", "/quiz/age?age=16-18", "/api/v1/routes?age=16-18"),
    *("/salary", "/healthz"),
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FILE = {"Content-Type": "multipart/form-data; boundary=b"}


@dataclass
class Seen:
    """What one sender was answered: seconds by request, and statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def p(self, part: float) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * part)] if self.seconds else 0.0


def ask(
    seen: Seen,
    sender: str,
    path: str,
    body: bytes | None = None,
    head: dict[str, str] | None = None,
) -> None:
    began = time.monotonic()
    there = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60, source_address=(sender, 0))
    try:
        there.request("POST" if body is not None else "GET", path, body, head or {})
        answer = there.getresponse()
        answer.read()
        is_stated = answer.status == 503 and answer.headers["Retry-After"]
        seen.statuses[f"{answer.status}{' (stated)' if is_stated else ''}"] += 1
        seen.seconds.append(time.monotonic() - began)
    except (OSError, http.client.HTTPException):
        # The process was killed under it, or is being started again.
        seen.statuses["broken off"] += 1
    finally:
        there.close()


def multipart(text: str) -> bytes:
    name = b'Content-Disposition: form-data; name="clients"; filename="c.csv"\r\n\r\n'
    return b"--b\r\n" + name + text.encode() + b"\r\n--b--\r\n"


def many_words(seen: Seen, sender: str, _instance: Path) -> None:
    """Words that no course has: what broke the stemmer, and filled the memory."""
    ask(seen, sender, f"/courses?q=w{random.randrange(10**12)}ing")


def many_people(seen: Seen, sender: str, _instance: Path) -> None:
    """Results of different people."""
    grades = "&".join(f"gcse_{name}={random.randrange(1, 10)}" for name in ("maths", "english"))
    experience = random.choice(("none", "some", "1-year"))
    ask(seen, sender, f"/routes?{grades}&experience_0_to_4={experience}")


def many_headings(seen: Seen, sender: str, _instance: Path) -> None:
    ask(seen, sender, "/advisers/batch", multipart(",".join(map(str, range(80_000)))), FILE)


def many_clients(seen: Seen, sender: str, _instance: Path) -> None:
    rows = (f"c{n},{random.randrange(1, 10)},{random.randrange(1, 10)}\n" for n in range(10_000))
    text = "reference,gcse_maths,gcse_english\n" + "".join(rows)
    ask(seen, sender, "/advisers/batch", multipart(text), FILE)


def silence(seen: Seen, sender: str, _instance: Path) -> None:
    """Says that something comes, and sends nothing."""
    try:
        with socket.create_connection(("127.0.0.1", PORT), 5, source_address=(sender, 0)) as there:
            there.sendall(
                b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            )
            there.settimeout(5)
            seen.statuses[there.recv(12)[-3:].decode() or "broken off"] += 1
    except OSError:
        seen.statuses["held"] += 1


def locked(seen: Seen, sender: str, instance: Path) -> None:
    """Guesses at passwords while somebody else writes for long."""
    other = sqlite3.connect(instance / "site.db", isolation_level=None, timeout=1)
    token, cookie = sign_in_form(sender)
    body = f"csrf_token={token}&email=a%40example.org&password=x".encode()
    try:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            ask(seen, sender, "/sign-in", body, {**FORM, "Cookie": cookie})
    except sqlite3.OperationalError:
        time.sleep(0.1)
    finally:
        other.close()


def sign_in_form(sender: str) -> tuple[str, str]:
    """The token and the cookie of the form."""
    there = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30, source_address=(sender, 0))
    try:
        there.request("GET", "/sign-in")
        answer = there.getresponse()
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', answer.read().decode())
        return found[1] if found else "", (answer.headers["Set-Cookie"] or "").partition(";")[0]
    except (OSError, http.client.HTTPException):
        return "", ""
    finally:
        there.close()


ATTACKS: tuple[Callable[[Seen, str, Path], None], ...] = (
    *(many_words, many_people, many_headings, many_clients, silence, locked),
)


class Site:
    """A server with its files, an editor and an import at work on it, and whoever kills."""

    def __init__(self, folder: Path) -> None:
        self.instance, self.files = folder / "instance", folder / "files"
        for name in ("content", "data"):
            shutil.copytree(ROOT / name, self.files / name)
        self.environ = {
            **os.environ,
            **{"INSTANCE_PATH": str(self.instance), "FILES_PATH": str(self.files)},
            **{"PORT": str(PORT), "WEB_CONCURRENCY": "2", "PYTHONPATH": str(ROOT)},
        }
        self.published = self.imported = self.kills = 0
        self.over = threading.Event()
        self.log = (folder / "log").open("wb")
        self.server = self.run("serve")

    def run(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*COMMAND, *arguments], cwd=ROOT, env=self.environ, stdout=self.log, stderr=self.log
        )

    def web(self) -> list[int]:
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text()
        others = (b"work\0--parent", b"resource_tracker")
        return [
            pid
            for pid in map(int, children.split())
            if not any(other in _command(pid) for other in others)
        ]

    def memory(self) -> float:
        found = [0.0]
        for pid in self.web():
            try:
                found.append(resident_mb(pid))
            except (FileNotFoundError, StopIteration):
                continue
        return max(found)

    def edit(self) -> None:
        """Publish a text again and again, and import the courses."""
        page = next((self.files / "content").rglob("*.md"))
        original, number = page.read_text(encoding="utf-8"), 0
        while not self.over.wait(1):
            number += 1
            page.write_text(f"{original.rstrip()}\n\nSoak {number}.\n", encoding="utf-8")
            self.published += self.run("content", "load").wait(120) == 0
            if number % 3 == 0:
                courses = str(self.files / "data/courses.csv")
                self.imported += self.run("courses", "import", courses).wait(120) == 0

    def kill(self) -> None:
        """Kill a web process, or an import at any moment of it."""
        while not self.over.wait(random.uniform(4, 8) if KILLS else None):
            victims = self.web()
            if victims and random.random() < 0.5:
                os.kill(random.choice(victims), signal.SIGKILL)
            else:
                victim = self.run("courses", "import", str(self.files / "data/courses.csv"))
                time.sleep(random.uniform(0.2, 3))
                victim.kill()
                victim.wait()
            self.kills += 1

    def lost(self, before: tuple[int, ...]) -> str:
        with sqlite3.connect(self.instance / "site.db") as database:
            check = database.execute("PRAGMA integrity_check").fetchone()[0]
        revisions, courses = self.counts()
        missing = before[0] + self.published - revisions
        return (
            f"integrity {check}, {max(0, missing)} publications and {before[1] - courses} courses"
        )

    def counts(self) -> tuple[int, ...]:
        asked = ("SELECT count(*) FROM revision", "SELECT count(*) FROM course WHERE NOT withdrawn")
        with sqlite3.connect(self.instance / "site.db") as database:
            return tuple(database.execute(one).fetchone()[0] for one in asked)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def phase(site: Site, attack: Callable[[Seen, str, Path], None] | None, seconds: float) -> Seen:
    """One attack by 8 connections from one address; what the reader saw meanwhile."""
    over, reader, attacker = threading.Event(), Seen(), Seen()

    def go_on(step: Callable[[], None], pause: float) -> threading.Thread:
        def run() -> None:
            while not over.is_set():
                step()
                over.wait(pause)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    threads = [go_on(lambda: ask(reader, "127.0.0.2", random.choice(PATHS)), 0.2)]
    if attack:
        step = attack
        sender = f"127.0.1.{1 + ATTACKS.index(attack)}"
        threads += [go_on(lambda: step(attacker, sender, site.instance), 0) for _ in range(8)]
    time.sleep(seconds)
    over.set()
    for thread in threads:
        thread.join(70)
    name = attack.__name__.replace("_", " ") if attack else "nothing else"
    print(
        f"{name:14} reader p50 {reader.p(0.5) * 1000:6.0f} ms  p99 {reader.p(0.99) * 1000:6.0f} ms "
        f"{dict(reader.statuses)}  attacker {dict(attacker.statuses)}  "
        f"memory {site.memory():.0f} MB",
        flush=True,
    )
    reader.statuses.update(attacker.statuses)
    return reader


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        site = Site(Path(name))
        try:
            first = Seen()
            give_up = time.monotonic() + 120
            while not first.statuses["200"] and time.monotonic() < give_up:
                ask(first, "127.0.0.2", "/readyz")
                time.sleep(0.5)
            before = site.counts()
            others = [threading.Thread(target=act) for act in (site.edit, site.kill)]
            for other in others:
                other.start()
            wanted = [one for one in ATTACKS if ONLY in {None, one.__name__}]
            share = SECONDS / (len(wanted) + 1)
            seen = [phase(site, attack, share) for attack in (None, *wanted)]
            site.over.set()
            for other in others:
                other.join(180)
            lost = site.lost(before)
        finally:
            site.over.set()
            site.server.terminate()
            try:
                site.server.wait(60)
            except subprocess.TimeoutExpired:
                site.server.kill()
        statuses = sum((one.statuses for one in seen), Counter[str]())
        print(
            f"{site.kills} kills, {site.published} publications, {site.imported} imports; "
            f"lost: {lost}"
        )
        bad = [one for one in statuses if one.startswith("5") and "stated" not in one]
        # A silent sender reads no more than the status.
        bad = [one for one in bad if one != "503"]
        if bad or lost != "integrity ok, 0 publications and 0 courses":
            print((Path(name) / "log").read_text(errors="replace")[-4000:], file=sys.stderr)
            sys.exit(f"not as it should be: {bad or lost}")


if __name__ == "__main__":
    main()
