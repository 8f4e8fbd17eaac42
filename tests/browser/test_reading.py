"""Pages to read: short at a glance, with headings that mark the place and parts that open."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.budgets import BUDGETS
from tests.browser.conftest import Open
from tests.browser.states import JOB, READING

TALLEST = BUDGETS["height"]["reading_page_at_1280"]


def test_every_page_to_read_is_at_most_3500_px_high_at_1280(open_browser: Open) -> None:
    reader = open_browser()
    heights = {}
    for state in READING:
        reader.visit(state.path)
        heights[state.path] = reader.page.evaluate("document.documentElement.scrollHeight")
    assert {path: high for path, high in heights.items() if high > TALLEST} == {}


def test_the_list_of_headings_marks_where_the_reader_is(open_browser: Open) -> None:
    reader = open_browser()
    reader.visit(JOB)
    marked = reader.page.locator(".pc-rail__contents a[aria-current]")
    expect(marked).to_have_text("What you'll do")
    reader.page.evaluate("document.getElementById('how-to-get-in').scrollIntoView()")
    expect(marked).to_have_text("How to get in")


def test_on_a_phone_the_list_of_headings_is_folded(open_browser: Open) -> None:
    reader = open_browser(width=360)
    reader.visit(JOB)
    expect(reader.page.locator(".pc-rail__contents")).to_be_hidden()
    reader.page.get_by_text("On this page").filter(visible=True).click()
    expect(reader.page.get_by_role("link", name="How to get in")).to_be_visible()


def test_a_number_opens_the_sources_at_its_note_and_has_the_name_of_the_source(
    open_browser: Open,
) -> None:
    reader = open_browser()
    reader.visit(JOB)
    expect(reader.page.locator("#notes ~ details")).not_to_have_attribute("open", "")
    number = reader.page.locator(".footnote-ref").first
    expect(number).to_have_accessible_name("Source 1: Portage home visitor: job profile")
    number.click()
    expect(reader.page.locator("li:target")).to_be_in_viewport()


def test_header_and_menu_are_one_row_on_a_phone(open_browser: Open) -> None:
    reader = open_browser(width=360)
    reader.visit("/")
    box = reader.page.locator(".pc-header").bounding_box()
    assert box is not None
    assert box["height"] < 70
    reader.page.locator(".pc-header summary").click()
    reader.page.get_by_role("link", name="Courses", exact=True).click()
    expect(reader.page).to_have_url(f"{reader.base_url}/courses")


def test_the_header_searches_without_a_script(open_browser: Open) -> None:
    for width in (360, 1280):
        reader = open_browser(width=width, javascript=False)
        reader.visit("/")
        box = reader.page.locator(".pc-header").bounding_box()
        assert box is not None
        assert box["height"] < 70
        if width == 360:
            reader.page.locator(".pc-header summary").click()
        field = reader.page.get_by_role("searchbox", name="Search this site")
        field.fill("do I need to drive")
        field.press("Enter")
        reader.page.get_by_role("link", name="Driving", exact=True).click()
        expect(reader.page).to_have_url(f"{reader.base_url}/checks#driving")
