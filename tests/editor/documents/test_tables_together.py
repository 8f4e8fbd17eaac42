"""Two editors in one table: their changes are combined row by row and field by field."""

from __future__ import annotations

import re
from html import unescape

from tests.editor.conftest import Browser
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
LEEDS = "Leeds City Council, Early Years SEND Home Visiting Officer"


def test_a_review_shows_the_whole_of_a_value_with_a_colon(editor: Browser, change: Change) -> None:
    text = published(SALARIES).replace("Grade 8. Two", "Grade 8: two temporary posts. Two", 1)
    review = editor.get(change(SALARIES, text)).text
    assert "<ins>Grade 8: two temporary posts. Two" in review


def as_text(browser: Browser, draft: str) -> str:
    """A page without its tags, every run of space as one."""
    return " ".join(re.sub("<[^>]+>", " ", unescape(browser.get(draft).text)).split())


def by_bo(bo: Browser, path: str, old: str, new: str) -> None:
    """Bo changes some words of what is published and publishes it."""
    text = published(path)
    assert old in text
    draft = draft_of(typed(bo, path, text.replace(old, new, 1)))
    assert publish(bo, draft, comment="Bo was here").status_code == 303


def test_changes_of_neighbouring_rows_go_together_without_a_question(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(SALARIES)
    draft = change(SALARIES, base.replace(",31586,35235,", ",31587,35235,", 1))
    by_bo(bo, SALARIES, ",27711,30060,", ",27712,30060,")
    page = f"{draft}/merge/{SALARIES}"
    assert "that both changed" not in editor.get(page).text
    assert "<textarea" not in editor.get(page).text
    answer = editor.post(page, data={**hidden(editor.get(page).text), "do": "rows"})
    assert answer.location == draft
    assert 'name="agreed"' not in editor.get(draft).text
    assert publish(editor, draft).status_code == 303
    both = base.replace(",31586,35235,", ",31587,35235,").replace(",27711,", ",27712,")
    assert published(SALARIES) == both


def test_one_field_that_both_changed_is_chosen_and_what_is_undone_is_ticked(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(SALARIES)
    draft = change(SALARIES, base.replace(",27711,30060,", ",27713,30061,", 1))
    by_bo(bo, SALARIES, ",27711,30060,", ",27712,30060,")
    page = f"{draft}/merge/{SALARIES}"
    theirs, mine = "Published by bo@example.org: £27,712", "In this draft: £27,713"
    for words in ("Minimum pay", theirs, mine, "It was: £27,711"):
        assert words in editor.get(page).text
    form = {**hidden(editor.get(page).text), "do": "rows"}
    undecided = editor.post(page, data=form)
    assert undecided.status_code == 400
    assert "Choose what to keep in each part" in undecided.text
    chosen = editor.post(page, data={**form, "part-0": "mine"}).location
    # The choice was the yes, of this person and as long as nothing changes.
    assert re.search(r'name="agreed"[^>]* checked', editor.get(chosen).text)
    assert not re.search(r'name="agreed"[^>]* checked', bo.get(chosen).text)
    asked = as_text(editor, draft)
    assert "Salaries: this undoes what bo@example.org published" in asked
    assert f"{LEEDS}, 2024: Minimum pay from £27,712 to £27,713" in asked
    assert publish(editor, draft, agreed="").status_code == 400
    assert publish(editor, draft).status_code == 303
    assert ",27713,30061," in published(SALARIES)


def test_their_field_is_kept_without_a_tick(editor: Browser, bo: Browser, change: Change) -> None:
    text = published(SALARIES).replace(",27711,30060,", ",27713,30061,", 1)
    draft = change(SALARIES, text)
    by_bo(bo, SALARIES, ",27711,30060,", ",27712,30060,")
    page = f"{draft}/merge/{SALARIES}"
    form = {**hidden(editor.get(page).text), "do": "rows", "part-0": "theirs"}
    editor.post(page, data=form)
    assert 'name="agreed"' not in editor.get(draft).text
    assert publish(editor, draft).status_code == 303
    assert ",27712,30061," in published(SALARIES)


def test_whoever_keeps_only_theirs_is_told_that_nothing_of_the_draft_is_left(
    editor: Browser, bo: Browser, change: Change
) -> None:
    draft = change(SALARIES, published(SALARIES).replace(",27711,", ",27713,", 1))
    by_bo(bo, SALARIES, ",27711,", ",27712,")
    page = f"{draft}/merge/{SALARIES}"
    form = {**hidden(editor.get(page).text), "do": "rows", "part-0": "theirs"}
    said = editor.post(page, data=form, follow_redirects=True).text
    assert "What is published stays." in said
    assert "both changes" not in said


def test_keeping_only_mine_says_whose_changes_it_undoes(
    editor: Browser, bo: Browser, change: Change
) -> None:
    draft = change(SALARIES, published(SALARIES).replace(",31586,", ",31587,", 1))
    by_bo(bo, SALARIES, ",27711,30060,", ",27712,30060,")
    page = f"{draft}/merge/{SALARIES}"
    editor.post(page, data={**hidden(editor.get(page).text), "do": "mine"})
    assert "Minimum pay from £27,712 to £27,711" in as_text(editor, draft)


def test_a_column_is_decided_for_all_rows_at_once_against_ones_own_other_draft(
    editor: Browser, change: Change
) -> None:
    base = published(SALARIES)
    draft = change(SALARIES, base.replace(",27711,", ",27713,").replace(",31586,", ",31588,"))
    other = change(SALARIES, base.replace(",27711,", ",27712,").replace(",31586,", ",31587,"))
    publish(editor, other)
    assert "was published by you, in another draft" in editor.get(draft).text
    page = f"{draft}/merge/{SALARIES}"
    form = hidden(editor.get(page).text)
    assert "Minimum pay: all 2 rows at once" in editor.get(page).text
    chosen = {"do": "rows", "all-minimum": "mine", "part-1": "theirs"}
    said = editor.post(page, data={**form, **chosen}, follow_redirects=True).text
    assert "both changes" not in said
    publish(editor, draft)
    assert published(SALARIES) == base.replace(",27711,", ",27713,").replace(",31586,", ",31587,")


def test_a_row_that_one_removed_and_the_other_changed_is_decided_as_a_row(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(SALARIES)
    rows = base.splitlines(keepends=True)
    draft = change(SALARIES, "".join(row for row in rows if not row.startswith("leeds-2024-25")))
    by_bo(bo, SALARIES, ",27711,30060,", ",27712,30060,")
    page = f"{draft}/merge/{SALARIES}"
    shown = editor.get(page).text
    assert "In this draft: removed" in shown
    assert "Published by bo@example.org: Minimum pay from £27,711 to £27,712" in shown
    editor.post(page, data={**hidden(shown), "do": "rows", "part-0": "mine"})
    assert f"{LEEDS}, 2024: removed" in as_text(editor, draft)
    publish(editor, draft)
    assert "leeds-2024-25" not in published(SALARIES)


def test_undo_takes_back_one_field_and_names_what_was_changed_again(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(SALARIES)
    publish(editor, change(SALARIES, base.replace(",27711,30060,", ",28000,31000,", 1)))
    form = hidden(editor.get("/editor/history/2").text)
    by_bo(bo, SALARIES, ",28000,31000,", ",28001,31000,")
    by_bo(bo, SALARIES, ",31586,35235,", ",31587,35235,")
    draft = draft_of(editor.post("/editor/history/2/undo", data=form))
    stays = f"{LEEDS}, 2024: Minimum pay stays as it is (£28,001): it was changed again later."
    assert stays in as_text(editor, draft)
    publish(editor, draft)
    expected = base.replace(",27711,30060,", ",28001,30060,").replace(",31586,", ",31587,")
    assert published(SALARIES) == expected


def test_undo_takes_back_its_own_lines_beside_later_ones(
    editor: Browser, bo: Browser, change: Change
) -> None:
    base = published(ABOUT)
    publish(editor, change(ABOUT, base + "A slip.\n"))
    by_bo(bo, ABOUT, "A slip.\n", "A slip.\nOf a third.\n")
    form = hidden(editor.get("/editor/history/2").text)
    draft = draft_of(editor.post("/editor/history/2/undo", data=form))
    # Nothing has changed for readers, so that nothing is called done.
    assert "Notice" in (said := as_text(editor, draft))
    assert "Done Nothing has changed yet" not in said
    publish(editor, draft)
    assert published(ABOUT) == base + "Of a third.\n"


def test_an_old_version_says_whose_later_changes_it_undoes(editor: Browser, bo: Browser) -> None:
    by_bo(bo, SALARIES, ",27711,30060,", ",27712,30060,")
    history = hidden(editor.get(f"/editor/history/documents/{SALARIES}").text)
    answer = editor.post("/editor/history/1/restore", data={**history, "path": SALARIES})
    assert "this undoes what bo@example.org published" in as_text(editor, draft_of(answer))


def test_a_row_has_its_own_history(editor: Browser, bo: Browser) -> None:
    by_bo(bo, SALARIES, ",27711,30060,", ",27712,30060,")
    by_bo(bo, SALARIES, ",31586,35235,", ",31587,35235,")
    row = "/editor/tables/salaries/rows/leeds-2024-25"
    address = "/editor/history/rows/salaries/leeds-2024-25"
    assert f'href="{address}"' in editor.get(row).text
    history = as_text(editor, address)
    assert "Revision 2 When" in history
    assert "Revision 3" not in history
    assert "Minimum pay £27,711 £27,712" in history
    assert "The row was added." in history
    for never in ("salaries/nobody", "nothing/leeds-2024-25", "pay_points/1/2"):
        assert editor.get(f"/editor/history/rows/{never}").status_code == 404
