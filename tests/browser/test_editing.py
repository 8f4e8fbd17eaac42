"""What editors do most, in a real browser; with the pictures of docs/editing.md."""

from __future__ import annotations

import csv
import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from careers_site.accounts.models import ADMIN, Account
from careers_site.accounts.sign_in import passwords
from careers_site.courses.importing.course_row import COLUMNS
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from tests.browser.editing import EMAILS, EditingSite
from tests.browser.watching import Watched
from tests.conftest import ROOT

PICTURES = ROOT / "docs" / "images" / "editing"
# A new picture of everything: `make pictures` sets this.
IS_DRAWING = "DRAW_PICTURES" in os.environ
PASSWORD = "granite otter sings on mondays"

Draw = Callable[[Page, str], None]


@pytest.fixture
def site(editing: EditingSite) -> EditingSite:
    return editing


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def editor(site: EditingSite, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A window in which an editor is signed in; whatever goes wrong in it fails the test."""
    window = site.window(javascript=request.param, viewport={"width": 1280, "height": 900})
    yield window
    problems = window.take_problems()
    window.context.close()
    assert problems == []


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draw a picture of the page as it is."""
    folder = PICTURES if IS_DRAWING else tmp_path
    folder.mkdir(parents=True, exist_ok=True)

    def one(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", full_page=False)

    return one


def publish(editor: Watched, why: str) -> None:
    page = editor.page
    page.get_by_label("Why are you making this change?").fill(why)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Published as revision")


def test_an_admin_signs_in_with_a_password_and_a_code(site: EditingSite, draw: Draw) -> None:
    with site.app.app_context():
        account = db.session.query(Account).filter_by(email=EMAILS[ADMIN]).one()
        account.password_hash = passwords.hashed(PASSWORD)
        secret = account.totp_secret
        db.session.commit()
    assert secret
    window = site.window(signed_in=False, viewport={"width": 1280, "height": 900})
    page = window.page
    window.visit("/editor/people")
    draw(page, "sign-in")
    page.get_by_label("Email address").fill(EMAILS[ADMIN])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("[autocomplete=one-time-code]").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("People")
    page.get_by_role("button", name="Sign out").click()
    window.visit("/editor")
    expect(page.locator("h1")).to_have_text("Sign in")
    window.context.close()


def test_a_salary_is_changed(editor: Watched, draw: Draw) -> None:
    page = editor.page
    editor.visit("/editor")
    draw(page, "overview")
    page.get_by_role("link", name="Change a salary").click()
    page.get_by_role("link", name="Durham County Council").first.click()
    lower = 32_000 if editor.javascript else 32_100
    page.get_by_label("Minimum pay").fill(f"{lower}")
    page.get_by_label("Checked on").fill(str(today()))
    draw(page, "salary")
    page.get_by_role("button", name="Save and see what changes").click()
    editor.check()
    draw(page, "review")
    publish(editor, "The council corrected its advert.")
    editor.visit("/salary")
    expect(page.locator("main")).to_contain_text(f"£{lower:,}")


def test_a_workshop_is_added(editor: Watched, draw: Draw) -> None:
    page = editor.page
    name = f"Portage workshop {'one' if editor.javascript else 'two'}"
    editor.visit("/editor/tables/workshops/new")
    page.get_by_role("textbox", name="Title", exact=True).fill(name)
    page.get_by_label("First day").fill(str(today() + timedelta(days=120)))
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Place").fill("Leeds")
    page.get_by_label("Host").fill("A Portage service")
    page.get_by_label("Source", exact=True).select_option(index=1)
    draw(page, "workshop")
    page.get_by_role("button", name="Save and see what changes").click()
    publish(editor, "A new workshop.")
    editor.visit("/workshops")
    expect(page.locator("main")).to_contain_text(name)
    _visit_until("/courses?q=portage+workshop", name, editor)


def _visit_until(path: str, words: str, editor: Watched) -> None:
    """Visit a page whose index catches up in the background until it shows the words."""
    give_up = time.monotonic() + 60
    editor.visit(path)
    while words not in editor.page.inner_text("main") and time.monotonic() < give_up:
        editor.page.wait_for_timeout(250)
        editor.visit(path)
    expect(editor.page.locator("main")).to_contain_text(words)


def test_a_page_is_changed_with_its_preview_beside_it(editor: Watched, draw: Draw) -> None:
    page = editor.page
    words = f"Words of a test, {'live' if editor.javascript else 'pressed'}."
    editor.visit("/editor/documents/content/pages/about.md")
    text = page.get_by_label("Text")
    text.fill(f"{text.input_value().rstrip()}\n\n{words}\n")
    if not editor.javascript:
        page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator("iframe[name=preview]")
    expect(preview.locator("main")).to_contain_text(words)
    expect(preview.locator("h1")).to_have_text("About this site")
    editor.check()
    if editor.javascript:
        page.evaluate("scrollTo(0, 0)")
        draw(page, "page")
    page.get_by_role("button", name="Check and save").click()
    expect(page.locator("main ins", has_text=words)).to_be_visible()
    publish(editor, "A few words more.")
    editor.visit("/about")
    expect(page.locator("main")).to_contain_text(words)


def test_a_rule_is_changed_after_seeing_who_gets_another_result(
    editor: Watched, site: EditingSite, draw: Draw
) -> None:
    page = editor.page
    editor.visit("/editor/documents/content/portage-home-visitor/routes.toml")
    text = page.get_by_label("Text")
    before = text.input_value()
    old = '"level-2-occupational-certificate", "level-3-diploma-adults", "level-3-diploma"'
    new = '"level-2-occupational-certificate", "level-3-diploma-adults"'
    if not editor.javascript:
        old, new = new, old
    assert old in before
    text.fill(before.replace(old, new, 1))
    page.get_by_role("button", name="Check and save").click()
    expect(page.locator("main")).to_contain_text("Who gets another result")
    editor.check()
    page.locator("#what-changes").scroll_into_view_if_needed()
    draw(page, "what-changes")
    colleague = site.window(ADMIN)
    colleague.visit(page.url.removeprefix(site.address).partition("#")[0])
    colleague.page.get_by_role("button", name="I have looked: this is right").click()
    colleague.context.close()
    page.get_by_label("These changes are right").check()
    publish(editor, "Employers ask for this.")


def test_a_rule_says_that_it_is_being_saved(site: EditingSite) -> None:
    window = site.window()
    window.visit("/editor/rules/steps/edit/apprenticeship-level-3")
    page = window.page
    # An answer without a page leaves this one as it is while it waits.
    page.route("**", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Save and see").click()
    expect(page.locator("[data-saving]")).to_have_text("Saving…")
    window.context.close()


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """A file of 40 courses, three of them with a slip."""
    file = tmp_path / "autumn-term.csv"
    slips = {7: ("level", "level three"), 19: ("cost", "about £90"), 33: ("url", "newtown")}
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, COLUMNS, restval="")
        writer.writeheader()
        for number in range(1, 41):
            row = {
                "run_id": f"autumn-{number}",
                "provider": "Newtown College",
                "title": f"Early years practice, group {number}",
                "level": "3",
                "national": "false",
                "checked": "2026-11-01",
            }
            if number in slips:
                column, slip = slips[number]
                row[column] = slip
            writer.writerow(row)
    return file


def test_a_file_of_courses_is_loaded_and_undone(editor: Watched, courses: Path, draw: Draw) -> None:
    page = editor.page
    source = f"newtown-{'js' if editor.javascript else 'plain'}"
    editor.visit("/editor/imports/new")
    page.get_by_label("File of courses").set_input_files(courses)
    page.get_by_label("A new source", exact=True).check()
    page.get_by_label("Name of the new source").fill(source)
    draw(page, "upload")
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("button", name="Publish the good rows")).to_be_visible(timeout=30_000)
    expect(page.locator("main")).to_contain_text("row 8: level")
    editor.check()
    draw(page, "found")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the bad rows").first.click()
    assert Path(download.value.path()).read_text(encoding="utf-8-sig").count("\n") == 4
    page.get_by_role("button", name="Publish the good rows").click()
    expect(page.locator("main")).to_contain_text("37 added", timeout=30_000)
    draw(page, "loaded")
    page.get_by_role("link", name="Every course that was changed, and undo").click()
    draw(page, "undo")
    page.get_by_role("button", name="Undo this change").click()
    expect(page.locator("main")).to_contain_text("Undone by", timeout=30_000)
    editor.check()
    editor.visit(f"/editor/courses?source={source}&state=withdrawn")
    expect(page.locator("main")).to_contain_text("37 courses")


def test_the_history_shows_a_change_and_takes_it_back(editor: Watched, draw: Draw) -> None:
    page = editor.page
    editor.visit("/editor/history")
    draw(page, "history")
    page.locator("main table a, main li a").first.click()
    editor.check()
    draw(page, "revision")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("main")).to_contain_text("What you changed")


def test_the_page_for_editors_shows_every_picture_and_no_other() -> None:
    text = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\(images/editing/([a-z-]+)\.png\)", text))
    drawn = set(
        re.findall(r'draw\(page, "([a-z-]+)"\)', Path(__file__).read_text(encoding="utf-8"))
    )
    assert shown == drawn == {file.stem for file in PICTURES.glob("*.png")}
