"""Whoever uses a keyboard sees where they are, on every control of a page of each kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Open
from tests.browser.states import STATES, Look
from tests.browser.watching import Watched

KINDS = ("home", "profile", "salary with errors", "question with an error", "certificates")
KINDS += (
    "check",
    "result",
    "plan",
    "courses with filters",
    "courses, unknown place",
    "course",
    "advisers",
    "comparison",
)

# Compares how each control looks with and without focus. A radio or a tick box is drawn by its
# label, and a summary by a part of it, so what stands around a control is looked at too.
UNSEEN = """() => {
    const LOOK = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor"];
    const drawn = element => ["", "::before", "::after"].flatMap(part => {
        const style = getComputedStyle(element, part);
        const visible = part === "" || style.content !== "none";
        return visible ? LOOK.map(name => style[name]) : [];
    });
    const around = element => [element, ...element.children, element.nextElementSibling]
        .filter(Boolean).flatMap(drawn).join();
    const controls = [...document.querySelectorAll("a[href], button, input, select, summary")]
        .filter(element => element.type !== "hidden" && element.checkVisibility());
    return controls.filter(element => {
        document.activeElement.blur();
        const before = around(element);
        element.focus({focusVisible: true});
        return document.activeElement !== element || around(element) === before;
    }).map(element => element.outerHTML.slice(0, 160));
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_focus_is_visible_on_every_control(windows: Callable[[bool], Watched], kind: str) -> None:
    reader = windows(True)
    state = next(state for state in STATES if state.name == kind)
    reader.visit(state.path, state.status)
    for is_forced in (False, True):
        reader.look(Look(1280, dark=False, reduced_motion=True, forced_colours=is_forced))
        assert reader.page.evaluate(UNSEEN) == []


def test_a_control_that_hides_its_focus_is_seen(open_browser: Open) -> None:
    reader = open_browser()
    reader.page.set_content("<style>a { outline: none }</style><a href=/>a</a><button>b</button>")
    assert reader.page.evaluate(UNSEEN) == ['<a href="/">a</a>']


CALCULATOR = "/salary?full_time_hours=37&hours=20&salary=26000&weeks=39#your-pay"
ERRORS = "/salary?full_time_hours=37&hours=many&salary=&weeks=39#your-pay"


@pytest.mark.parametrize(
    ("path", "focused"),
    [(CALCULATOR, "your-pay"), ("/salary?point=12#your-point", "your-point")],
)
def test_after_a_calculation_the_focus_is_on_what_came_out(
    open_browser: Open, path: str, focused: str
) -> None:
    reader = open_browser()
    reader.visit(path)
    assert reader.page.evaluate("document.activeElement.id") == focused


def test_after_a_search_for_courses_the_focus_is_on_what_was_found(open_browser: Open) -> None:
    reader = open_browser()
    reader.visit("/courses")
    reader.page.get_by_label("Where?").fill("Leeds")
    reader.page.get_by_role("button", name="Search", exact=True).last.click()
    reader.page.wait_for_url("**/courses?*near=Leeds*#results")
    assert reader.page.evaluate("document.activeElement.id") == "results"


@pytest.mark.parametrize("path", [ERRORS, "/courses?near=Nowheresville#results"])
def test_after_an_error_the_focus_is_on_the_summary(open_browser: Open, path: str) -> None:
    reader = open_browser()
    reader.visit(path)
    assert reader.page.title().startswith("Error: ")
    assert "govuk-error-summary" in reader.page.evaluate("document.activeElement.className")
