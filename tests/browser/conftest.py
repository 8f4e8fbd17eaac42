"""A real server and a real Chromium, one of each for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.editing import EditingSite, editing_site
from tests.browser.watching import Watched, open_window
from tests.servers import serving

Open = Callable[..., Watched]


@pytest.fixture(scope="session")
def base_url(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `careers-site serve`, running on data of its own until the tests end."""
    folder = tmp_path_factory.mktemp("read")
    shutil.copytree(prepared, folder / "instance")
    with serving(folder, RATE_LIMIT="0") as server:
        yield server.address


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
def windows(browser: Browser, base_url: str) -> Iterator[Callable[[bool], Watched]]:
    """A window with scripts and one without, kept open for all pages.

    Who uses one calls `take_problems`.
    """
    yield (kept := cache(lambda scripts: open_window(browser, base_url, javascript=scripts)))
    kept.cache_clear()


@pytest.fixture(scope="session")
def editing(
    browser: Browser,
    changeable: Path,
    few_files: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[EditingSite]:
    """A served site on which tests of the editors' area work, each on documents of its own."""
    with editing_site(browser, changeable, few_files, tmp_path_factory.mktemp("editing")) as site:
        yield site
