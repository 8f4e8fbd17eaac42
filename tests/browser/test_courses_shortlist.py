"""The pages of the finder in a browser, and the shortlist with and without JavaScript."""

from __future__ import annotations

from tests.browser.conftest import Open


def test_a_shortlist_is_kept_in_the_browser_and_forgotten_when_asked(open_browser: Open) -> None:
    reader = open_browser()
    page = reader.page
    reader.visit("/courses?level=6")
    assert reader.take_problems() == []
    page.locator("input[name=shortlist]").first.check()
    assert page.get_by_role("link", name="Your shortlist: 1").is_visible()
    reader.visit("/courses?level=6")
    assert page.locator("input[name=shortlist]").first.is_checked()
    reader.visit("/courses/20")
    page.get_by_role("link", name="Put it on your shortlist").click()
    page.wait_for_url("**/courses/shortlist?id=*&id=20")
    reader.visit("/courses/shortlist")
    page.wait_for_url("**/courses/shortlist?id=*&id=20")
    reader.check()
    page.get_by_role("link", name="Remove").first.click()
    page.wait_for_url("**/courses/shortlist?id=20")
    assert page.locator(".pc-course").count() == 1
    page.get_by_role("button", name="Forget it").click()
    assert reader.take_problems() == []
    reader.visit("/courses/shortlist")
    assert page.get_by_text("Your shortlist is empty").is_visible()


def test_without_javascript_the_shortlist_is_in_the_address(open_browser: Open) -> None:
    reader = open_browser(javascript=False)
    page = reader.page
    reader.visit("/courses?level=6&near=London&within=75")
    boxes = page.locator("input[name=shortlist]")
    boxes.nth(0).check()
    boxes.nth(2).check()
    page.get_by_role("button", name="Save shortlist").click()
    assert page.url.count("shortlist=") == 2
    assert "level=6" in page.url
    page.get_by_role("link", name="Compare").click()
    assert page.get_by_role("columnheader").count() == 2


def test_a_pin_of_the_map_leads_to_its_course(open_browser: Open) -> None:
    reader = open_browser()
    reader.visit("/courses?near=Coventry&within=75")
    pin = reader.page.locator(".pc-map").get_by_role("link").last
    place = pin.get_attribute("href") or ""
    pin.click()
    assert reader.page.url.endswith(place)
    assert reader.page.locator(place).is_visible()
