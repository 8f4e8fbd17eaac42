"""A preview is the real page with the text of the form, and nobody else ever sees it."""

from __future__ import annotations

import re
from threading import Thread

import pytest
from flask import Flask

from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.platform.web.security import PREVIEW
from tests.checking import CheckingClient
from tests.editor.conftest import Browser
from tests.editor.documents.conftest import ABOUT, CHECKS, Change, hidden, published

JOB = "content/portage-home-visitor"
SHOWS = [
    (ABOUT, "/about"),
    (f"{JOB}/routes/college.md", "/portage-home-visitor/routes/college"),
    (f"{JOB}/scales.toml", "/quiz"),
    ("content/examples/social-worker.toml", "/routes?"),
    ("data/salaries.csv", "/salary"),
]


def preview(browser: Browser, path: str, text: str, address: str = "") -> str:
    form = hidden(browser.get(f"/editor/documents/{path}").text)
    fields = {**form, "path": path, "text": text, "address": address, "into": "new"}
    answer = browser.post("/editor/documents/preview", data=fields)
    assert answer.headers["Content-Security-Policy"] == PREVIEW
    assert answer.headers["Cache-Control"] == "private, no-store"
    return str(answer.text)


@pytest.mark.parametrize(("path", "address"), SHOWS)
def test_each_document_is_shown_in_a_real_page_of_the_site(
    editor: Browser, path: str, address: str
) -> None:
    page = editor.get(f"/editor/documents/{path}").text
    assert f'<option value="{address}' in page
    shown = preview(editor, path, published(path))
    assert '<base target="_blank">' in shown
    assert "Portage Careers</title>" in shown


def test_a_preview_says_that_the_session_is_over(editor: Browser, browser: Browser) -> None:
    form = hidden(editor.get(f"/editor/documents/{ABOUT}").text)
    in_frame = {"Sec-Fetch-Dest": "iframe"}
    for answer in (
        browser.post("/editor/documents/preview", data=form, headers=in_frame),
        browser.get("/editor/drafts/1/preview/about", headers=in_frame),
    ):
        assert answer.status_code == 401
        assert answer.headers["Content-Security-Policy"] == PREVIEW
        assert "What you typed is still in the form" in answer.text


def test_who_is_signed_out_gets_back_what_was_typed_and_nothing_else(browser: Browser) -> None:
    form = {"path": ABOUT, "seen": "1", "was": "{}", "text": "Mine.", "as_of": "June 2026"}
    page = browser.post(f"/editor/documents/{ABOUT}", data=form).text
    assert "Mine.</textarea>" in page
    assert re.findall(r'for="kept-.">([^<]+)', page) == ["Text", "As of"]


def test_what_was_typed_is_in_the_page_and_nowhere_else(app: Flask, editor: Browser) -> None:
    before = documents.published(), library()
    shown = preview(editor, ABOUT, published(ABOUT) + "\nOnly in the preview.\n")
    assert "Only in the preview." in shown
    assert "Only in the preview." not in editor.get("/about").text
    assert "Only in the preview." not in app.test_client().get("/about").text
    assert (documents.published(), library()) == before


def test_a_salary_in_the_form_is_in_the_chart_of_the_page(editor: Browser) -> None:
    path = "data/salaries.csv"
    shown = preview(editor, path, published(path).replace(",19000,32000,", ",19000,33330,", 1))
    assert "£33,330" in shown


def test_a_rule_in_the_form_changes_the_result_of_an_example_person(editor: Browser) -> None:
    path = f"{JOB}/routes.toml"
    page = editor.get(f"/editor/documents/{path}").text
    options = [part.split('"')[0] for part in page.split('<option value="')[1:]]
    graduate = next(a for a in options if a.startswith("/routes?") and "level-6" in a)
    address = graduate.replace("&amp;", "&")
    harder = published(path).replace(
        'experience_0_to_4 = "some"', 'experience_0_to_4 = "6-months"', 1
    )
    assert preview(editor, path, published(path), address) != preview(editor, path, harder, address)


def test_a_text_that_cannot_be_shown_says_what_to_put_right(editor: Browser) -> None:
    shown = preview(editor, ABOUT, "no front matter")
    assert "No preview yet" in shown
    assert "front matter between two lines" in shown
    assert "U+0000" in preview(editor, ABOUT, "a\x00")


def test_an_address_that_does_not_show_the_document_is_not_asked(editor: Browser) -> None:
    shown = preview(editor, ABOUT, published(ABOUT), "/editor/people")
    assert "<title>About" in shown


def test_a_whole_draft_is_previewed_at_any_public_address(editor: Browser, change: Change) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nIn the draft.\n")
    number = draft.rpartition("/")[2]
    change(CHECKS, published(CHECKS) + "\nIn it too.\n", into=number)
    assert "In the draft." in editor.get(f"{draft}/preview/about").text
    assert "In it too." in editor.get(f"{draft}/preview/checks").text
    assert "Portage" in editor.get(f"{draft}/preview/").text
    assert editor.get(f"{draft}/preview/routes?gcse_maths=4").status_code == 200
    assert editor.get(f"{draft}/preview/no-such-page").status_code == 404


def test_a_preview_never_opens_what_is_not_public(editor: Browser, change: Change) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    for address in ("editor", "editor/people", "sign-in", "static/x", "%2feditor"):
        assert editor.get(f"{draft}/preview/{address}").status_code in {404, 308}


def test_while_previews_are_made_readers_see_what_is_published(app: Flask, editor: Browser) -> None:
    text = published(ABOUT) + "\nOnly in the preview.\n"
    seen: list[str] = []

    def read() -> None:
        client = CheckingClient(app, app.response_class)
        seen.extend(client.get("/about", base_url="http://127.0.0.1").text for _ in range(15))

    reader = Thread(target=read)
    reader.start()
    for _ in range(3):
        assert "Only in the preview." in preview(editor, ABOUT, text)
    reader.join()
    assert len(seen) == 15
    assert not any("Only in the preview." in page for page in seen)


def test_a_draft_is_shown_first_where_its_change_stands(editor: Browser, change: Change) -> None:
    sources, salaries, steps = "content/sources/core.toml", "data/salaries.csv", f"{JOB}/steps.toml"
    draft = change(sources, f"{published(sources)}\n# Checked.\n")
    assert f'src="{draft}/preview/sources"' in editor.get(draft).text
    rows = published(salaries).replace(",19000,32000,", ",19000,33330,", 1)
    change(salaries, rows, into=draft.rpartition("/")[2])
    assert f'src="{draft}/preview/salary"' in editor.get(draft).text
    diploma = 'id = "level-3-diploma"\ntitle = "'
    draft = change(steps, published(steps).replace(diploma, f"{diploma}The ", 1))
    assert f'src="{draft}/preview/portage-home-visitor/routes/college"' in editor.get(draft).text
