"""An editor writes for hours: the draft is kept, and the session ends without anything lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from careers_site.accounts.models import EDITOR, Account, SignedIn
from careers_site.accounts.sign_in import passwords
from careers_site.platform.extensions import db
from tests.browser.editing import EMAILS, EditingSite

PASSWORD = "granite otter sings on mondays"


@pytest.fixture
def site(editing: EditingSite) -> EditingSite:
    return editing


def test_what_is_typed_outlives_the_session(site: EditingSite) -> None:
    with site.app.app_context():
        account = Account.query.filter_by(email=EMAILS[EDITOR]).one()
        account.password_hash = passwords.hashed(PASSWORD)
        db.session.commit()
    window = site.window(viewport={"width": 1280, "height": 900})
    page = window.page
    page.clock.install()
    window.visit("/editor/documents/content/pages/about.md")

    text = page.get_by_label("Text")
    text.focus()
    page.keyboard.press("Control+End")
    page.get_by_label("Link to a page").fill("[Pay](/salary)")
    page.get_by_role("button", name="Put it in the text: link to a page").click()
    expect(text).to_have_value(re.compile(r"\[Pay\]\(/salary\)$"))
    page.clock.fast_forward(10_000)
    expect(page.get_by_text("Saved to your draft at")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?draft=\d+$"))

    page.clock.fast_forward("01:56:00")
    expect(page.get_by_text("You will be signed out at")).to_be_visible()
    window.check()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_text("You will stay signed in.")).to_be_visible()

    text.press_sequentially(" Typed as the session ended.")
    with site.app.app_context():
        SignedIn.query.delete()
        db.session.commit()
    page.clock.fast_forward("02:00:00")
    expect(page.get_by_role("dialog", name="You are signed out")).to_be_visible()
    window.check()
    with window.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    tab = opened.value
    tab.get_by_label("Email address").fill(EMAILS[EDITOR])
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.locator("h1")).to_have_text("You are signed in")
    # The new tab tells the others so: closed at once, as nobody closes it, it might not.
    expect(page.get_by_role("dialog")).to_be_hidden()
    tab.close()
    expect(page.get_by_text(f"You are signed in as {EMAILS[EDITOR]}")).to_be_visible()
    page.get_by_role("button", name="Check and save").click()
    expect(page.locator("main ins", has_text="Typed as the session ended.")).to_be_visible()
    assert [one for one in window.take_problems() if "answered 401" not in one] == []
