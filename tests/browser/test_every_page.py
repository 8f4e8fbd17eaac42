"""Every page in every state: axe, narrow windows, zoom, no JavaScript, motion and colours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from flask import Flask

from tests.browser.conftest import Open
from tests.browser.states import STATES, TURNS, WIDTHS, State, looks
from tests.browser.watching import Watched


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """What each page that was opened is called -> its address."""
    return {}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_axe_finds_nothing_nothing_is_too_wide_and_the_title_is_its_own(
    windows: Callable[[bool], Watched], titles: dict[str, str], state: State
) -> None:
    for scripts, seen in looks(STATES.index(state)).items():
        reader = windows(scripts)
        reader.visit(state.path, state.status)
        for look in seen:
            reader.look(look)
        reader.check_large_text()
        assert reader.take_problems() == []
        path = state.path.partition("?")[0] if state.status == 200 else state.path
        title = reader.page.title()
        other = titles.setdefault(title, path)
        assert other == path, f"{path} and {other} are both called “{title}”"


# Answers for machines: no page to look at.
MACHINES = (
    "quiz.files.",
    *("api.", "health.", "courses.calendar", "courses.feed", "batch.template"),
    *(
        "services.calendar",
        "services.feed",
    ),
)
# Seen in test_editor_pages.py.
EDITORS = ("/editor", "/sign-in", "/sign-out", "/check-draft")


def test_every_public_page_is_among_the_states(site: Flask) -> None:
    addresses = site.url_map.bind("localhost")
    seen = {addresses.match(state.path.partition("?")[0])[0] for state in STATES}
    pages = {
        rule.endpoint
        for rule in site.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith(EDITORS)
    }
    missing = {page for page in pages - seen if not page.startswith(MACHINES)}
    assert not missing, f"tests/browser/states.py has no state for {missing}"


def test_axe_is_used_at_each_width_in_each_scheme_with_scripts_and_without() -> None:
    used = [
        (scripts, look)
        for turn in range(TURNS)
        for scripts, seen in looks(turn).items()
        for look in seen
        if look.with_axe
    ]
    values = product((True, False), WIDTHS, (False, True))
    assert {(scripts, look.width, look.dark) for scripts, look in used} == set(values)
    assert not any(look.forced_colours for _, look in used)
    assert all(look.with_frame for _, look in used)
    assert len(used) == TURNS < len(STATES)


def test_a_result_prints_without_navigation_and_with_all_its_reasons(open_browser: Open) -> None:
    reader = open_browser()
    page = reader.page
    reader.visit(next(state.path for state in STATES if state.name == "result"))
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for gone in (".pc-menu", ".govuk-skip-link", ".govuk-breadcrumbs", "footer a", "button"):
        visible = page.locator(gone).filter(visible=True)
        assert visible.count() == 0, f"{gone} is printed"
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator("details:not([open])").count() == 0, "a reason stays closed on paper"
    assert page.locator("details .pc-verdict").first.is_visible()


PLANTED = {
    "a field without a label": ("<input name='planted'>", "label:"),
    "words too pale to read": ("<p style='color:#bbb'>Planted</p>", "-enhanced:"),
    "words that are not dark enough": ("<p style='color:#666'>Planted</p>", "-enhanced:"),
    "targets too small and too near": (
        "<button style='all:unset;display:inline-block;width:9px;height:9px'>a</button>" * 2,
        "target-size:",
    ),
}


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_axe_sees_what_is_planted(open_browser: Open, planted: str, javascript: bool) -> None:
    html, rule = PLANTED[planted]
    reader = open_browser(javascript=javascript)
    reader.page.set_content(f"<html lang=en><title>t</title><main><h1>t</h1>{html}</main></html>")
    with pytest.raises(AssertionError, match=rule):
        reader.check()


def test_a_page_that_is_too_wide_is_seen(open_browser: Open) -> None:
    reader = open_browser(width=320)
    reader.page.set_content(
        "<html lang=en><title>t</title><main><h1>t</h1><p style='width:400px'>w</p></main></html>"
    )
    with pytest.raises(AssertionError, match="px wide"):
        reader.check()


def test_what_should_not_happen_in_a_window_is_seen(open_browser: Open) -> None:
    reader = open_browser()
    reader.visit("/")
    assert reader.take_problems() == []
    reader.page.evaluate("document.cookie = 'planted=1'")
    reader.page.evaluate("localStorage.setItem('planted', '1')")
    reader.page.evaluate("console.error('planted')")
    reader.page.evaluate("fetch('https://example.invalid/planted').catch(() => 0)")
    reader.page.evaluate("fetch('/planted.css')")
    found = "\n".join(reader.take_problems())
    for part in ("cookie planted", "something stored", "console error", "answered 404"):
        assert part in found, part
    assert "example.invalid" in found
    reader.context.clear_cookies()
    reader.page.evaluate("localStorage.clear()")
    reader.take_problems()
