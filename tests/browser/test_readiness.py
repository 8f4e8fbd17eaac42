"""The readiness check in a browser: what is written stays there until it is cleared."""

from __future__ import annotations

from tests.browser.conftest import Open

CHECK = "/person-specification/coventry?early_years=level-3"


def test_what_is_written_stays_in_the_browser_until_it_is_cleared(open_browser: Open) -> None:
    reader = open_browser(width=320)
    page = reader.page
    reader.visit(CHECK)
    clear = page.get_by_role("button", name="Clear all my marks and examples")
    assert not clear.is_visible()
    assert reader.take_problems() == []
    page.locator("#point-partnership summary").click()
    page.locator("#example-partnership").fill("I listened.")
    page.locator("#mark-equipment-not-yet").check()
    page.locator("#mark-qualification-or-experience-some").check()
    reader.visit(CHECK)
    assert page.locator("#example-partnership").input_value() == "I listened."
    assert page.locator("#mark-equipment-not-yet").is_checked()
    assert page.locator("#mark-qualification-or-experience-some").is_checked()
    page.get_by_role("button", name="Show my result and outline").last.click()
    assert "I listened." in page.locator("pre").inner_text()
    assert page.get_by_role("button", name="Copy the outline").is_visible()
    reader.check()
    clear.click()
    page.wait_for_function("!document.querySelector('pre')")
    assert page.locator("#example-partnership").input_value() == ""
    assert page.locator("#mark-qualification-or-experience-have").is_checked()
    assert reader.take_problems() == []


def test_without_javascript_the_button_answers_and_nothing_is_stored(open_browser: Open) -> None:
    reader = open_browser(javascript=False)
    page = reader.page
    reader.visit(CHECK)
    page.locator("#point-partnership summary").click()
    page.locator("#example-partnership").fill("I listened.")
    page.get_by_role("button", name="Show my result and outline").last.click()
    assert page.url.endswith("#result")
    assert "I listened." in page.locator("pre").inner_text()
    assert not page.get_by_role("button", name="Copy the outline").is_visible()
    reader.check()
