"""What a page says about itself stands in fields; what no field shows stays as it was written."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask

from careers_site.editor.drafts import drafts, text_forms
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser
from tests.editor.documents.conftest import ABOUT, Change, draft_of, hidden, published

COLLEGE = "content/portage-home-visitor/routes/college.md"


def fields(browser: Browser, path: str, **more: str) -> dict[str, str]:
    """What a browser sends of the form of a page in fields."""
    html = browser.get(f"/editor/documents/{path}").text
    shown = re.findall(r'<input class="govuk-input[^>]*? name="(\w+)"[^>]*?value="([^"]*)"', html)
    texts = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<', html)
    sent = {name: unescape(value) for name, value in [*shown, *texts]}
    named = [unescape(one) for one in re.findall(r' name="sources"[^>]*value="([^"]+)"', html)]
    return {**hidden(html), **sent, "sources": "\n".join(named[:1]), "into": "new", **more}


def text_in(draft: str) -> str:
    db.session.rollback()
    found = drafts.read(int(draft.rpartition("/")[2]))
    assert found
    return str(found.documents[0].text)


def test_the_page_shows_fields_and_no_file(editor: Browser) -> None:
    html = editor.get(f"/editor/documents/{COLLEGE}").text
    for label in ("Title", "Summary", "Checked", "Sources", "Shortest, in months", "Best if"):
        assert re.search(rf">\s*{label}\s*</(label|legend)>", html), label
    assert "25 November 2026" in html
    assert "+++" not in re.sub(r'name="matter" value="[^"]*"', "", html)
    assert "Shortest, in months" not in editor.get(f"/editor/documents/{ABOUT}").text


def test_a_form_in_which_nothing_changed_is_the_text_as_it_was(app: Flask) -> None:
    for path in [ABOUT, COLLEGE, "content/portage-home-visitor/profile.md"]:
        text = published(path)
        with app.test_request_context():
            assert text_forms.opened(path, text).document() == text


def test_a_field_changes_its_own_line_and_nothing_else(editor: Browser, change: Change) -> None:
    before = published(COLLEGE)
    typed = fields(editor, COLLEGE, title="A course at a “college”", checked="1/12/2026")
    typed |= {"compared_longest": "24", "sources": ""}
    typed["matter"] = typed["matter"].replace("\n[compared]", '\nodd = "kept"\n[compared]')
    answer = editor.post(f"/editor/documents/{COLLEGE}", data=typed)
    after = text_in(draft_of(answer))
    wanted = before.replace('"A college course"', '"A course at a “college”"')
    wanted = wanted.replace("2026-11-25", "2026-12-01").replace("[3, 22]", "[3, 24]")
    wanted = wanted.replace('["ncs-profile", "dfe-qualifications"]', "[]")
    assert after == wanted.replace("\n[compared]", '\nodd = "kept"\n[compared]')


def test_each_problem_stands_at_its_field_and_what_was_typed_stays(editor: Browser) -> None:
    wrong = {"title": "", "checked": "soon", "compared_shortest": "few", "body": "My words."}
    typed = fields(editor, COLLEGE, **wrong) | {"sources": "no such words anywhere"}
    answer = editor.post(f"/editor/documents/{COLLEGE}", data=typed)
    assert answer.status_code == 400
    for name, said in (
        ("title", "Enter a title."),
        ("checked", "Enter a day, such as 25 November 2026."),
        ("compared_shortest", "Enter a whole number of months, such as 6."),
        ("sources", "No source has the words “no such words anywhere”"),
    ):
        assert re.search(rf'href="#{name}">\s*{said}', answer.text), name
    for words in ('value="soon"', 'value="few"', "My words.", 'value="no such words anywhere"'):
        assert words in answer.text


def test_the_front_matter_opens_as_text_and_as_fields_again(editor: Browser) -> None:
    address = f"/editor/documents/{ABOUT}"
    typed = fields(editor, ABOUT, title="About us", body="My words.\n")
    page = editor.post(address, data={**typed, "do": "text"}).text
    assert "title = &#34;About us&#34;" in page
    text = unescape(re.findall(r'<textarea[^>]* name="text"[^>]*>([^<]*)<', page)[0])
    back = editor.post(address, data={**hidden(page), "text": text, "do": "fields"}).text
    assert 'value="About us"' in back
    assert "My words." in back
    broken = {**hidden(page), "text": text.replace('"', "", 1), "do": "fields"}
    assert (
        "Put the lines between the 2 lines +++ right first."
        in editor.post(address, data=broken).text
    )


def test_the_preview_shows_what_the_fields_say(editor: Browser) -> None:
    typed = fields(editor, ABOUT, title="About us and you")
    shown = editor.post("/editor/documents/preview", data={**typed, "path": ABOUT, "address": ""})
    assert "About us and you" in shown.text


def test_any_front_matter_that_is_sent_is_answered(editor: Browser) -> None:
    for matter in ["a = [", "title = 3", "compared = 4", "a.b.c = 1\na = 2", "\x00"]:
        typed = fields(editor, COLLEGE) | {"matter": matter}
        assert editor.post(f"/editor/documents/{COLLEGE}", data=typed).status_code in {303, 400}
