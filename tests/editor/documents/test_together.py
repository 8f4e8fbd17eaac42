"""Two editors, two machines, two versions: put together, and nothing that anybody wrote is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.platform.extensions import db
from careers_site.publishing import load_files
from tests.conftest import make_app
from tests.editor.conftest import Browser, add_account, sign_in
from tests.editor.documents.conftest import (
    ABOUT,
    Change,
    draft_of,
    hidden,
    publish,
    published,
    typed,
)

SALARIES = "data/salaries.csv"


def first(bo: Browser, path: str, text: str) -> None:
    """Bo publishes a text."""
    assert publish(bo, draft_of(typed(bo, path, text)), comment="Bo was here").status_code == 303


def settle(browser: Browser, draft: str, path: str, **fields: str) -> str:
    page = f"{draft}/merge/{path}"
    answer = browser.post(page, data={**hidden(browser.get(page).text), **fields})
    return str(answer.location or answer.text)


def texts(draft: str) -> dict[str, str | None]:
    db.session.rollback()
    found = drafts.read(int(draft.rpartition("/")[2]))
    assert found
    return found.texts()


def test_the_second_editor_sees_the_change_of_the_first_and_keeps_both(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(ABOUT)
    mine = base.replace('summary = "', 'summary = "Now: ', 1)
    draft = change(ABOUT, mine)
    first(bo, ABOUT, base + "\nTheirs, at the end.\n")
    review = editor.get(draft).text
    assert "A change to About this site was published by bo@example.org" in review
    assert "Why are you making this change?" not in review
    page = editor.get(f"{draft}/merge/{ABOUT}").text
    for words in ("bo@example.org", "Bo was here", "<ins>Theirs, at the end.</ins>"):
        assert words in page
    merged = mine + "\nTheirs, at the end.\n"
    assert texts(draft) == {ABOUT: mine}
    settle(editor, draft, ABOUT, do="text", text=merged)
    assert publish(editor, draft).status_code == 303
    assert published(ABOUT) == merged


def test_lines_that_both_changed_are_chosen_part_by_part_and_can_still_be_changed(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(ABOUT)
    draft = change(ABOUT, base + "Mine.\n")
    first(bo, ABOUT, base + "Theirs.\n")
    assert "Part 1 of 1" in editor.get(f"{draft}/merge/{ABOUT}").text
    chosen = {"mine": "Mine.\n", "theirs": "Theirs.\n", "both": "Theirs.\nMine.\n"}
    for choice, expected in chosen.items():
        shown = settle(editor, draft, ABOUT, **{"do": "choose", "part-0": choice})
        assert f"{base.splitlines()[-1]}" in shown
        assert f"{expected}</textarea>" in shown
    assert texts(draft) == {ABOUT: base + "Mine.\n"}


def test_keeping_theirs_takes_it_out_and_keeping_mine_writes_over_with_open_eyes(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(ABOUT)
    draft = change(ABOUT, base + "Mine.\n")
    first(bo, ABOUT, base + "Theirs.\n")
    settle(editor, draft, ABOUT, do="mine")
    publish(editor, draft)
    assert published(ABOUT) == base + "Mine.\n"
    other = change(ABOUT, base + "Mine again.\n")
    first(bo, ABOUT, base + "Theirs again.\n")
    settle(editor, other, ABOUT, do="theirs")
    assert texts(other) == {}
    assert published(ABOUT) == base + "Theirs again.\n"


def test_if_they_publish_once_more_while_i_decide_i_am_asked_again(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(ABOUT)
    draft = change(ABOUT, base + "Mine.\n")
    first(bo, ABOUT, base + "Theirs.\n")
    page = f"{draft}/merge/{ABOUT}"
    form = hidden(editor.get(page).text)
    first(bo, ABOUT, base + "Theirs, better.\n")
    answer = editor.post(page, data={**form, "do": "text", "text": base + "Both.\n"})
    assert answer.status_code == 409
    assert "has published again" in answer.text
    assert "Both.\n</textarea>" in answer.text
    assert published(ABOUT) == base + "Theirs, better.\n"


@pytest.mark.parametrize("decision", ["text", "theirs"])
def test_a_third_editor_who_publishes_just_before_the_lock_is_not_reverted_unseen(
    decision: str,
    editor: Browser,
    bo: Browser,
    change: Change,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = published(ABOUT)
    draft = change(ABOUT, base + "Mine.\n")
    first(bo, ABOUT, base + "Theirs.\n")
    page = f"{draft}/merge/{ABOUT}"
    form = hidden(editor.get(page).text)
    cy = sign_in(app, add_account("cy@example.org", "editor"))
    lock, waiting = documents.lock, [base + "Of a third.\n"]

    def lock_late() -> None:
        if waiting:
            first(cy, ABOUT, waiting.pop())
        lock()

    monkeypatch.setattr(documents, "lock", lock_late)
    answer = editor.post(page, data={**form, "do": decision, "text": base + "Both.\n"})
    assert answer.status_code == 409
    assert "has published again" in answer.text
    assert texts(draft) == {ABOUT: base + "Mine.\n"}
    assert " was published by " in editor.get(draft).text


def test_an_old_version_does_not_revert_what_came_while_its_page_was_open(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(ABOUT)
    publish(editor, change(ABOUT, base + "\nA slip.\n"))
    for page in ("/editor/history/1?document=" + ABOUT, f"/editor/history/documents/{ABOUT}"):
        form = hidden(editor.get(page).text)
        first(bo, ABOUT, published(ABOUT) + "\nOf a third.\n")
        draft = draft_of(editor.post("/editor/history/1/restore", data={**form, "path": ABOUT}))
        assert " was published by " in editor.get(draft).text


def new_page(browser: Browser, slug: str = "leaflet", **fields: str) -> str:
    """Write and publish a page of its own; its path."""
    form = hidden(browser.get("/editor/documents/new").text)
    told = {"title": "A leaflet", "slug": slug, "summary": "What it is.", "sources": "ncs-profile"}
    answer = browser.post("/editor/documents/new", data={**form, **told, **fields})
    assert answer.status_code == 303, answer.text
    number = answer.location.rpartition("=")[2]
    assert publish(browser, f"/editor/drafts/{number}").status_code == 303
    return f"content/pages/{slug}.md"


def test_a_new_page_is_begun_with_its_front_matter_and_is_in_the_site_map(editor: Browser) -> None:
    path = new_page(editor, title='Say "hello" \\ <b>')
    assert 'sources = ["ncs-profile"]' in published(path)
    assert "Say &#34;hello&#34; \\ &lt;b&gt;" in editor.get("/leaflet").text
    assert "/leaflet</loc>" in editor.get("/sitemap.xml").text


def test_a_new_page_without_a_good_address_is_not_begun(editor: Browser) -> None:
    form = hidden(editor.get("/editor/documents/new").text)
    told = {**form, "title": "A", "slug": "a-page", "summary": "What I typed."}
    for field, value, said in (
        ("slug", "about", "There is already a page at /about"),
        ("slug", "quiz", "There is already a page at /quiz"),
        ("slug", "Über uns", "Use small letters, digits and single hyphens"),
        ("slug", "", "Enter an address."),
        ("title", " ", "Enter a title."),
    ):
        answer = editor.post("/editor/documents/new", data={**told, field: value})
        assert answer.status_code == 400
        assert said in answer.text
        assert "What I typed." in answer.text


def test_a_retired_page_leads_on_and_undo_brings_it_back(editor: Browser) -> None:
    path = new_page(editor)
    page = f"/editor/documents/{path}/retire"
    form = {**hidden(editor.get(page).text), "to": "/checks"}
    draft = draft_of(editor.post(page, data=form))
    assert draft_of(editor.post(page, data=form)) == draft
    publish(editor, draft)
    answer = editor.get("/leaflet")
    assert (answer.status_code, answer.location) == (301, "/checks")
    assert "/leaflet</loc>" not in editor.get("/sitemap.xml").text
    assert editor.get(f"/editor/documents/{path}").status_code == 404
    assert "retired" in editor.get(f"/editor/history/documents/{path}").text
    newest = documents.current_revision()
    undone = editor.post(
        f"/editor/history/{newest}/undo", data=hidden(editor.get(f"/editor/history/{newest}").text)
    )
    publish(editor, draft_of(undone))
    assert editor.get("/leaflet").status_code == 200


def test_a_renamed_page_is_at_its_new_address_and_the_old_one_leads_there(editor: Browser) -> None:
    path = new_page(editor)
    page = f"/editor/documents/{path}/rename"
    form = {**hidden(editor.get(page).text), "slug": "flyer"}
    publish(editor, draft_of(editor.post(page, data=form)))
    assert editor.get("/leaflet").location == "/flyer"
    assert editor.get("/flyer").status_code == 200
    again = f"/editor/documents/{path.replace('leaflet', 'flyer')}/rename"
    form = {**hidden(editor.get(again).text), "slug": "leaflet"}
    publish(editor, draft_of(editor.post(again, data=form)))
    assert editor.get("/flyer").location == "/leaflet"
    assert editor.get("/leaflet").status_code == 200


def test_a_page_that_the_job_profile_names_is_renamed_there_too(editor: Browser) -> None:
    page = "/editor/documents/content/pages/finding-jobs.md/rename"
    draft = draft_of(editor.post(page, data={**hidden(editor.get(page).text), "slug": "vacancies"}))
    review = editor.get(draft).text
    assert 'Its text goes to <span class="pe-path">content/pages/vacancies.md</span>' in review
    assert "<ins>vacancies</ins>" in review
    publish(editor, draft)
    assert editor.get("/finding-jobs").location == "/vacancies"


def test_what_is_changing_links_to_a_page_at_its_new_address(editor: Browser) -> None:
    page = "/editor/documents/content/pages/study-costs.md/rename"
    publish(
        editor, draft_of(editor.post(page, data={**hidden(editor.get(page).text), "slug": "costs"}))
    )
    assert 'href="/costs"' in editor.get("/changes").text


def test_a_page_that_the_site_needs_can_be_neither_retired_nor_renamed(editor: Browser) -> None:
    for what in ("retire", "rename"):
        answer = editor.get(f"/editor/documents/content/pages/privacy.md/{what}")
        assert answer.status_code == 409
        assert "every page links to it" in answer.text
        assert editor.get(f"/editor/documents/content/sources/core.toml/{what}").status_code == 404


def test_a_draft_of_a_page_that_was_retired_meanwhile_loses_nothing(
    editor: Browser, bo: Browser, change: Change
) -> None:
    path = new_page(editor)
    draft = change(path, published(path) + "\nMine.\n")
    page = f"/editor/documents/{path}/retire"
    gone = bo.post(page, data={**hidden(bo.get(page).text), "to": "/checks"})
    publish(bo, draft_of(gone))
    review = editor.get(draft).text
    assert " was published by " in review
    assert "The document was retired." in editor.get(f"{draft}/merge/{path}").text
    assert "Mine." in (texts(draft)[path] or "")
    number = draft.rpartition("/")[2]
    saved = typed(editor, path, (texts(draft)[path] or "") + "Still here.\n", into=number)
    assert saved.location == draft
    settle(editor, draft, path, do="theirs")
    assert texts(draft) == {}


def test_an_old_version_is_published_again_through_a_draft(editor: Browser, change: Change) -> None:
    base = published(ABOUT)
    publish(editor, change(ABOUT, base + "\nA slip.\n"))
    history = editor.get(f"/editor/history/documents/{ABOUT}").text
    assert "Revision 2" in history
    again = editor.post("/editor/history/1/restore", data={**hidden(history), "path": ABOUT})
    publish(editor, draft_of(again))
    assert published(ABOUT) == base
    assert documents.current_revision() == 3


def test_undoing_a_revision_puts_all_its_documents_back(editor: Browser, change: Change) -> None:
    base = documents.published()
    draft = change(ABOUT, published(ABOUT) + "\nOne.\n")
    change(SALARIES, published(SALARIES).replace(",32000,", ",32001,", 1), into=draft[-1])
    publish(editor, draft)
    form = hidden(editor.get("/editor/history/2").text)
    undone = draft_of(editor.post("/editor/history/2/undo", data=form))
    assert "<del>One.</del>" in editor.get(undone).text
    publish(editor, undone)
    db.session.rollback()
    assert documents.published() == base
    nothing = editor.post("/editor/history/2/undo", data={**form, "key": "another"})
    assert nothing.location == "/editor/history"


def test_a_revision_that_never_was_is_not_found(editor: Browser) -> None:
    token = hidden(editor.get("/editor/history/1").text)
    for address in ("999", "1?document=nothing", "documents/content/pages/no.md"):
        assert editor.get(f"/editor/history/{address}").status_code == 404
    assert editor.post("/editor/history/999/undo", data=token).status_code == 404


def test_the_history_is_paged(editor: Browser) -> None:
    for number in range(30):
        text = f"{published(ABOUT)}{number}\n"
        documents.lock()
        documents.publish({ABOUT: text}, "ada", f"Change {number}", {})
        db.session.commit()
    newest, older = (editor.get(f"/editor/history?page={n}").text for n in (1, 2))
    assert "Change 29" in newest
    assert "Change 29" not in older
    assert "Change 1<" in older
    assert editor.get("/editor/history?page=99").status_code == 400
    found = editor.get("/editor/history?who=ada&q=change+29&from=2026-01-01").text
    assert "1 revision<" in found
    assert "Change 29<" in found
    for unknown in ("whom=ada", "from=x", "who=%00"):
        assert editor.get(f"/editor/history?{unknown}").status_code == 400
    assert editor.get("/editor/history?page=many").status_code == 400


def test_a_file_that_changed_on_both_sides_is_put_together_in_a_draft(
    app: Flask, folder: Path, tmp_path: Path
) -> None:
    own = make_app(tmp_path / "instance", root=folder)
    editor = sign_in(own, add_account("ada@example.org", "editor"))
    base = published(ABOUT)
    first(editor, ABOUT, base.replace('summary = "', 'summary = "Now: ', 1))
    file = folder / ABOUT
    file.write_text(base + "\nOn disk.\n", encoding="utf-8")
    page = editor.get("/editor/files").text
    assert "changed on both sides" in page
    answer = editor.post("/editor/files/take", data=hidden(page))
    assert f"/merge/{ABOUT}" in answer.location
    merged = editor.get(answer.location).text
    assert "On disk.\n</textarea>" in merged
    assert "Now: " in merged
    draft = answer.location.partition("/merge")[0]
    both = published(ABOUT) + "\nOn disk.\n"
    settle(editor, draft, ABOUT, do="text", text=both)
    publish(editor, draft)
    assert published(ABOUT) == both
    assert load_files.load(folder).published == ()
    assert "Files and site agree" in editor.get("/editor/files").text


def test_the_site_s_text_is_kept_over_a_file_once_somebody_says_so(
    app: Flask, folder: Path, tmp_path: Path
) -> None:
    own = make_app(tmp_path / "instance", root=folder)
    editor = sign_in(own, add_account("ada@example.org", "editor"))
    (folder / ABOUT).write_text(published(ABOUT) + "\nOn disk.\n", encoding="utf-8")
    page = editor.get("/editor/files").text
    assert editor.post("/editor/files/keep", data=hidden(page)).status_code == 303
    assert "Files and site agree" in editor.get("/editor/files").text
    assert load_files.load(folder).published == ()
