"""Every page of the editors' area in every state: axe, narrow windows, no JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from careers_site.accounts.models import ADMIN, EDITOR
from tests.browser.editing import EditingSite, editing_site
from tests.browser.editor_states import ADMIN_STATES, EDITOR_STATES, OPEN_STATES
from tests.browser.lived_in import live_in
from tests.browser.states import State, looks
from tests.browser.watching import Watched

ALL = [
    *((state, EDITOR) for state in EDITOR_STATES),
    *((state, ADMIN) for state in ADMIN_STATES),
    *((state, "") for state in OPEN_STATES),
]
# Files, and what leads elsewhere at once.
NO_PAGES = {
    "audit.download",
    "import_decisions.bad_rows",
    "imports.template",
    "sign_in.code",
    "table_files.download",
}


@pytest.fixture(scope="module")
def site(
    browser: Browser,
    changeable: Path,
    few_files: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[EditingSite]:
    folder = tmp_path_factory.mktemp("lived-in")
    with editing_site(browser, changeable, few_files, folder) as site:
        yield site


@pytest.fixture(scope="module")
def numbers(site: EditingSite) -> dict[str, int]:
    return live_in(site.app)


@pytest.fixture(scope="module")
def seen_by(site: EditingSite) -> Callable[[str, bool], Watched]:
    """A window for each role, with scripts and without, kept open for all pages."""

    @cache
    def window(role: str, scripts: bool) -> Watched:
        if not role:
            return site.window(signed_in=False, javascript=scripts)
        return site.window(role, javascript=scripts)

    return window


@pytest.mark.parametrize(
    ("state", "role"), ALL, ids=lambda one: getattr(one, "name", one or "open")
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    seen_by: Callable[[str, bool], Watched], numbers: dict[str, int], state: State, role: str
) -> None:
    for scripts, seen in looks(ALL.index((state, role))).items():
        window = seen_by(role, scripts)
        window.visit(state.path.format(**numbers), state.status)
        for look in seen:
            window.look(look)
        assert window.take_problems() == []


def test_every_page_of_the_editors_area_is_among_the_states(
    site: EditingSite, numbers: dict[str, int]
) -> None:
    app: Flask = site.app
    addresses = app.url_map.bind("localhost")
    paths = [state.path.format(**numbers).partition("?")[0] for state, _ in ALL]
    seen = {addresses.match(path)[0] for path in paths if path != "/editor/nowhere"}
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.rule.startswith(("/editor", "/sign", "/check-draft"))
    }
    missing = pages - seen - NO_PAGES
    assert not missing, f"tests/browser/editor_states.py has no state for {missing}"
