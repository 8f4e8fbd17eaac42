"""A real server and a real Chromium, one of each for all tests of this folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.states import Look
from tests.browser.watching import Watched

READY_WITHIN_SECONDS = 60
LONGEST_WAIT_MS = 45_000
PROGRAM = Path(sys.executable).parent / "careers-site"
Open = Callable[..., Watched]


@pytest.fixture(scope="session")
def base_url(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `careers-site serve`, running on data of its own until the tests end."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(prepared, folder / "instance")
    with serving(folder) as address:
        yield address


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`careers-site serve` on folder/instance; gives its address."""
    address = f"http://127.0.0.1:{(port := _free_port())}"
    environ = {
        **os.environ,
        "INSTANCE_PATH": str(folder / "instance"),
        "PORT": str(port),
        "SITE_URL": address,
        "WEB_CONCURRENCY": "1",
        "RATE_LIMIT": "0",
    }
    with (folder / "log").open("w+") as log:
        server = subprocess.Popen([PROGRAM, "serve"], env=environ, stdout=log, stderr=log)
        try:
            _wait_until_ready(address, server, folder / "log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"careers-site serve is not ready:\n{log.read_text()}", pytrace=False)


def required_chromium() -> str:
    """The path of a Chromium. Where there is none the tests fail: nothing is skipped silently."""
    path = chromium.find()
    if not path or not Path(path).exists():
        pytest.fail(f"No Chromium was found ({path}): `make browser` gets one.", pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = required_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


def open_window(
    browser: Browser,
    base_url: str,
    *,
    width: int = 1280,
    javascript: bool = True,
    cookies: tuple[str, ...] = (),
    **options: Any,
) -> Watched:
    """A window with nothing stored, as `width=320, javascript=False, forced_colors="active"`."""
    options.setdefault("viewport", {"width": width, "height": 800})
    context = browser.new_context(
        base_url=base_url, java_script_enabled=javascript, locale="en-GB", **options
    )
    context.set_default_timeout(LONGEST_WAIT_MS)
    return Watched(context, base_url, javascript=javascript, cookies=cookies)


@pytest.fixture
def open_browser(browser: Browser, base_url: str) -> Iterator[Open]:
    """Open a window of the test's own.

    A console error, a failed request, a request to another host and anything stored fail the test.
    """
    opened: list[Watched] = []

    def open_one(**options: Any) -> Watched:
        opened.append(open_window(browser, base_url, **options))
        return opened[-1]

    yield open_one
    problems = [problem for watched in opened for problem in watched.take_problems()]
    for watched in opened:
        watched.context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture(scope="session")
def windows(browser: Browser, base_url: str) -> Iterator[Callable[[Look], Watched]]:
    """A window for each look, kept open for all pages; who uses one calls `take_problems`."""
    yield (kept := cache(lambda look: open_window(browser, base_url, **look.options())))
    kept.cache_clear()
