"""Changing a text: from the list to the draft to the page that readers see."""

from __future__ import annotations

from careers_site.editor.drafts import drafts
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser, add_account, sign_in
from tests.editor.documents.conftest import (
    ABOUT,
    CHECKS,
    Change,
    draft_of,
    hidden,
    publish,
    published,
    typed,
)


def test_the_list_shows_every_document_in_groups(editor: Browser) -> None:
    page = editor.get("/editor/documents").text
    for words in ("Job profile", "Ways in", "Pages", "Rules", "Sources", "Example people"):
        assert f">{words}</caption>" in page
    assert 'href="/editor/documents/content/pages/about.md"' in page
    assert 'href="/editor/tables/salaries"' in page


def test_the_list_is_narrowed_by_words_of_title_or_text(editor: Browser) -> None:
    page = editor.get("/editor/documents?q=rehabilitation+offenders").text
    assert "content/pages/checks.md" in page
    assert "content/pages/salary.md" not in page
    assert "0 found" in editor.get("/editor/documents?q=zebra").text


def test_a_text_goes_into_a_draft_and_then_to_the_readers(editor: Browser, change: Change) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nA quite new sentence.\n")
    assert "A quite new sentence." not in editor.get("/about").text
    review = editor.get(draft).text
    assert "<ins>A quite new sentence.</ins>" in review
    done = publish(editor, draft)
    assert done.location == "/editor/history/2"
    assert "A quite new sentence." in editor.get("/about").text
    shown = editor.get(done.location).text
    assert "editor@example.org" in shown
    assert "Because" in shown


def test_a_text_with_a_problem_is_kept_and_cannot_be_published(
    editor: Browser, change: Change
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nA fact.[^nobody]\n")
    page = editor.get(draft).text
    assert "1 problem to put right" in page
    assert f'href="/editor/documents/{ABOUT}?draft=' in page
    assert "<code>A fact.[^nobody]</code>" in page
    assert "Why are you making this change?" not in page
    line = f"/editor/documents/{ABOUT}?draft={draft.rpartition('/')[2]}&line=3"
    assert "Line 3:" in editor.get(line).text
    assert publish(editor, draft).status_code in {400, 409}


def test_a_draft_is_not_published_without_a_reason_of_fair_length(
    editor: Browser, change: Change
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    for comment, said in (("  ", "why you are making this change"), ("a" * 501, "at most 500")):
        answer = publish(editor, draft, comment=comment)
        assert answer.status_code == 400
        assert said in answer.text
    assert "More." not in published(ABOUT)


def test_questions_of_a_draft_are_answered_before_it_is_published(
    editor: Browser, change: Change
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    drafts.add_questions(drafts.read(int(draft.rpartition("/")[2])), ["The pay falls by half."])  # type: ignore[arg-type]
    db.session.commit()
    assert "The pay falls by half." in editor.get(draft).text
    refused = publish(editor, draft, agreed="")
    assert refused.status_code == 400
    assert "Tick the box if this is right" in refused.text
    assert ">Because</textarea>" in refused.text.replace("\n", "")
    assert publish(editor, draft).status_code == 303


def test_a_form_sent_twice_makes_one_draft_and_one_revision(editor: Browser) -> None:
    form = hidden(editor.get(f"/editor/documents/{ABOUT}").text)
    fields = {**form, "into": "new", "text": published(ABOUT) + "\nMore.\n"}
    first, second = (editor.post(f"/editor/documents/{ABOUT}", data=fields) for _ in range(2))
    assert first.location == second.location
    review = {**hidden(editor.get(first.location).text), "comment": "Because"}
    one, two = (editor.post(f"{first.location}/publish", data=review) for _ in range(2))
    assert one.location == two.location == "/editor/history/2"


def test_the_older_of_two_tabs_writes_nothing_over_and_keeps_its_text(
    editor: Browser, change: Change
) -> None:
    base = published(ABOUT)
    number = change(ABOUT, base + "\nFirst.\n").rpartition("/")[2]
    old = hidden(editor.get(f"/editor/documents/{ABOUT}?draft={number}").text)
    typed(editor, ABOUT, base + "\nNewer.\n", into=number)
    fields = {**old, "into": number, "text": base + "\nOlder tab.\n"}
    answer = editor.post(f"/editor/documents/{ABOUT}", data=fields)
    assert answer.status_code == 409
    assert "changed this draft after you opened it" in answer.text
    assert "\nOlder tab.\n</textarea>" in answer.text
    assert "Newer." in answer.text
    again = {**hidden(answer.text), "into": number, "text": base + "\nBoth.\n"}
    assert editor.post(f"/editor/documents/{ABOUT}", data=again).status_code == 303
    db.session.rollback()
    assert drafts.read(int(number)).texts() == {ABOUT: base + "\nBoth.\n"}  # type: ignore[union-attr]


def test_a_text_for_a_draft_that_was_closed_meanwhile_stays_in_the_form(
    editor: Browser, change: Change, post: object
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    number = draft.rpartition("/")[2]
    form = hidden(editor.get(f"/editor/documents/{ABOUT}?draft={number}").text)
    publish(editor, draft)
    fields = {**form, "into": number, "text": "What I typed."}
    answer = editor.post(f"/editor/documents/{ABOUT}", data=fields)
    assert answer.status_code == 409
    assert "What I typed.\n</textarea>" in answer.text
    assert "That draft is closed" in answer.text
    again = {**hidden(answer.text), "into": "new", "text": "What I typed."}
    assert editor.post(f"/editor/documents/{ABOUT}", data=again).status_code == 303


def test_a_text_that_cannot_be_kept_is_refused_and_stays_in_the_form(editor: Browser) -> None:
    for text, said in [
        ("long words " * 30_000, "A document holds at most 300,000"),
        ("a\x00b", "Line 1 holds"),
    ]:
        answer = typed(editor, ABOUT, text)
        assert answer.status_code == 400
        assert said in answer.text
        assert len(answer.text) > len(text)


def test_an_empty_text_is_kept_and_named_as_a_problem(editor: Browser, change: Change) -> None:
    draft = change(ABOUT, "")
    assert "front matter between two lines" in editor.get(draft).text


def test_line_ends_of_a_browser_are_no_change(editor: Browser, change: Change) -> None:
    draft = change(ABOUT, "\ufeff" + published(ABOUT).replace("\n", "\r\n"))
    assert "There is nothing to publish" in editor.get(draft).text


def test_a_path_that_is_no_document_is_not_found_and_never_cleaned(editor: Browser) -> None:
    form = hidden(editor.get(f"/editor/documents/{ABOUT}").text)
    for path in (
        "content/pages/../../etc/passwd",
        "content/pages/..%2f..%2fsite.db",
        "content/pages/no-such.md",
        "data/courses.csv",
        "content/pages/about.md/",
    ):
        assert editor.get(f"/editor/documents/{path}").status_code == 404
        answer = editor.post(f"/editor/documents/{path}", data={**form, "text": "a"})
        assert answer.status_code in {404, 405}


def test_two_documents_are_published_together(editor: Browser, change: Change) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    number = draft.rpartition("/")[2]
    assert editor.get(f"{draft}/documents").location == f"/editor/documents?draft={number}"
    page = editor.get(f"/editor/documents?draft={number}").text
    assert f'href="/editor/documents/{CHECKS}?draft={number}"' in page
    assert change(CHECKS, published(CHECKS) + "\nMore.\n", into=number) == draft
    publish(editor, draft)
    assert published(ABOUT).endswith("More.\n")
    assert published(CHECKS).endswith("More.\n")


def test_another_editor_may_go_on_with_a_draft_and_is_named(
    app: object, editor: Browser, change: Change
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    bo = sign_in(app, add_account("bo@example.org", "editor"))  # type: ignore[arg-type]
    assert "A draft of editor@example.org" in bo.get(draft).text
    assert "Drafts of others" in bo.get("/editor/drafts").text
    assert "a draft of editor@example.org" in bo.get(f"/editor/documents/{ABOUT}").text
    number = draft.rpartition("/")[2]
    assert typed(bo, ABOUT, published(ABOUT) + "\nMine.\n", into=number).location == draft
    page = publish(bo, draft)
    assert "bo@example.org" in bo.get(page.location).text


def test_an_unknown_draft_is_not_found(editor: Browser) -> None:
    for address in ("", "/discard", "/rename", "/preview/", f"/merge/{ABOUT}"):
        assert editor.get(f"/editor/drafts/999{address}").status_code == 404


def test_a_draft_is_renamed_and_a_document_taken_out(
    editor: Browser, change: Change, post: object
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    token = hidden(editor.get(f"{draft}/rename").text)
    script = "<script>alert(1)</script>"
    assert editor.post(f"{draft}/rename", data={**token, "title": script}).status_code == 303
    assert "&lt;script&gt;" in editor.get(draft).text
    assert "&lt;script&gt;" in editor.get("/editor/drafts").text
    assert editor.post(f"{draft}/rename", data={**token, "title": " "}).status_code == 400
    editor.post(f"{draft}/take-out", data={**token, "path": ABOUT})
    assert "There is nothing in this draft" in editor.get(draft).text


def test_a_draft_is_discarded_after_one_question_and_can_be_opened_again(
    editor: Browser, change: Change
) -> None:
    draft = change(ABOUT, published(ABOUT) + "\nMore.\n")
    asked = editor.get(f"{draft}/discard").text
    assert "Discard this draft?" in asked
    editor.post(f"{draft}/discard", data=hidden(asked))
    closed = editor.get(draft).text
    assert "was discarded" in closed
    assert "<ins>More.</ins>" in closed
    editor.post(f"{draft}/reopen", data=hidden(closed))
    assert 'name="comment"' in editor.get(draft).text


def test_stored_script_is_shown_as_it_was_written(editor: Browser, change: Change) -> None:
    script = "<script>alert(1)</script>"
    text = published(ABOUT).replace('title = "', f'title = "{script} ', 1) + f"\n{script}\n"
    draft = change(ABOUT, text)
    publish(editor, draft, comment=script)
    for address in (draft, "/editor/history", "/editor/history/2", "/editor/documents", "/about"):
        page = editor.get(address).text
        assert script not in page
        assert "&lt;script&gt;alert(1)" in page
    assert draft_of(typed(editor, ABOUT, text))
