"""The small tables as rows: lists, and a row added, changed, checked and removed as a draft."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.content.store import documents
from careers_site.content.tables import rows as table_rows
from careers_site.content.tables.listings import WORKSHOPS
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.questions import questions
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser, Post
from tests.editor.tables.forms import fields

KEY = ("leeds-2025-26",)
LEEDS = "/editor/tables/salaries/rows/leeds-2025-26"
NEW_WORKSHOP = "/editor/tables/workshops/new"
WORKSHOP = {
    "title": "Portage workshop",
    "starts": "1 March 2099",
    "ends": "3/3/2099",
    "online": "false",
    "place": "Leeds",
    "postcode": "ls28dd",
    "host": "Leeds Portage",
    "price": "£450",
    "booking_url": "www.example.org/book",
    "source": "leeds-advert",
    "checked": "21 November 2026",
    "into": "new",
    "do": "save",
}


def change(editor: Browser, url: str, /, **changes: str) -> Any:
    opened = fields(editor.get(url).text)
    # Whoever changes a figure says when it was compared with its source.
    day = (
        {"checked": today().isoformat()} if {"minimum", "maximum", "annual"} & set(changes) else {}
    )
    return editor.post(url, data={**opened, **day, "do": "save", **changes})


def all_drafts() -> list[Draft]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Draft).order_by(Draft.id)))


def published(path: str) -> str:
    return documents.published()[path]


def draft_rows(table: Any, draft: Draft) -> list[dict[str, str]]:
    return table_rows.rows(draft.texts()[table.path] or "", table)


def leeds(draft: Draft) -> dict[str, str]:
    """The salary of Leeds in a draft."""
    return table_rows.find(draft.texts()[SALARIES.path] or "", SALARIES, KEY)


def test_every_row_of_every_table_opens(app: Flask, editor: Browser) -> None:
    for name in ("salaries", "pay_points", "workshops", "services"):
        assert f"/editor/tables/{name}" in editor.get("/editor/tables").text
        assert editor.get(f"/editor/tables/{name}/new").status_code == 200
        page, urls = 1, set[str]()
        while (answer := editor.get(f"/editor/tables/{name}?page={page}")).status_code == 200:
            urls |= set(re.findall(rf'"(/editor/tables/{name}/rows/[^"]+)"', answer.text))
            page += 1
        assert len(urls) == published(f"data/{name}.csv").count("\n") - 1
    assert editor.get(LEEDS).status_code == 200
    assert editor.get("/editor/tables/pay_points/rows/NJC/12/2025-26").status_code == 200


def test_rows_are_found_by_their_words(editor: Browser) -> None:
    page = editor.get("/editor/tables/salaries?q=durham county").text

    assert "Durham County Council" in page
    assert "Leeds City Council" not in page


def test_an_address_that_is_not_there_says_so(editor: Browser) -> None:
    for url, status in [
        ("/editor/tables/courses", 404),
        ("/editor/tables/salaries/rows/nobody", 404),
        ("/editor/tables/pay_points/rows/NJC/12", 404),
        ("/editor/tables/salaries?page=99999999", 400),
        ("/editor/tables/salaries?draft=1", 404),
        ("/editor/tables/salaries?colour=red", 400),
    ]:
        assert editor.get(url).status_code == status, url


def test_a_changed_salary_becomes_a_draft_and_leads_to_its_review(
    app: Flask, editor: Browser
) -> None:
    before = published(SALARIES.path)
    answer = change(editor, LEEDS, minimum="£29,000", as_of="1 April 2026")

    [draft] = all_drafts()
    assert answer.headers["Location"] == f"/editor/drafts/{draft.id}"
    assert draft.title == (
        "Salary: Leeds City Council, Early Years SEND Home Visiting Officer, 1 April 2026"
    )
    assert draft.author == "editor@example.org"
    assert published(SALARIES.path) == before
    text = draft.texts()[SALARIES.path] or ""
    assert text.splitlines()[5:] == before.splitlines()[5:]
    assert "leeds-2025-26" in text.splitlines()[4]
    row = table_rows.find(text, SALARIES, KEY)
    assert (row["minimum"], row["as_of"]) == ("29000", "2026-04-01")
    assert draft.questions == []


def test_a_draft_tells_rows_and_fields_in_the_words_of_the_form(
    editor: Browser, post: Post
) -> None:
    changed = change(editor, LEEDS, minimum="29000", kind="advert").headers["Location"]
    page = editor.get(changed).text
    assert "Leeds City Council, Early Years SEND Home Visiting Officer, April 2025</th>" in page
    assert 'Minimum pay</td>\n      <td class="govuk-table__cell"><del>£28,598</del></td>' in page
    assert "<ins>Advert</ins>" in page
    assert "/editor/tables/salaries?draft=" in page

    page = editor.get(post(editor, NEW_WORKSHOP, **WORKSHOP).headers["Location"]).text
    assert "<strong>Added.</strong> Title: <ins>Portage workshop</ins>; First day: " in page
    assert "Is it online? <ins>No</ins>" in page
    assert "Source: <ins>Early Years SEND Home Visiting Officer: job advert</ins>" in page


def test_a_workshop_is_added_in_one_form(app: Flask, editor: Browser, post: Post) -> None:
    answer = post(editor, NEW_WORKSHOP, **WORKSHOP)

    [draft] = all_drafts()
    assert answer.headers["Location"] == f"/editor/drafts/{draft.id}"
    assert draft.title == "Workshop added: Portage workshop, Leeds, 1 March 2099"
    assert draft_rows(WORKSHOPS, draft) == [
        {
            "id": "leeds-2099-03-01",
            "title": "Portage workshop",
            "starts": "2099-03-01",
            "ends": "2099-03-03",
            "online": "false",
            "place": "Leeds",
            "postcode": "LS2 8DD",
            "host": "Leeds Portage",
            "price": "450",
            "booking_url": "https://www.example.org/book",
            "source": "leeds-advert",
            "checked": "2026-11-21",
        }
    ]


def test_a_new_source_is_added_with_the_row(app: Flask, editor: Browser, post: Post) -> None:
    source = {
        "new_source_title": "Portage workshops 2099",
        "new_source_publisher": "Leeds Portage",
        "new_source_url": "https://example.org/x",
        "new_source_dated": "",
    }
    wrong = post(editor, NEW_WORKSHOP, **{**WORKSHOP, "source": "", **source})
    assert wrong.status_code == 400
    assert "Enter the date of the source" in wrong.text
    post(editor, NEW_WORKSHOP, **{**WORKSHOP, "source": "", **source, "new_source_dated": "2099"})

    [draft] = all_drafts()
    assert "[leeds-portage-portage-workshops-2099]" in (
        draft.texts()["content/sources/added.toml"] or ""
    )
    assert draft_rows(WORKSHOPS, draft)[0]["source"] == "leeds-portage-portage-workshops-2099"


def test_what_was_typed_stays_beside_what_is_wrong_with_it(editor: Browser, post: Post) -> None:
    changes = {
        "title": "",
        "starts": "31/2/2099",
        "online": "",
        "postcode": "nowhere",
        "price": "free, or £5",
        "source": "",
        "checked": "1 January 2098",
    }
    answer = post(editor, NEW_WORKSHOP, **{**WORKSHOP, **changes})

    assert answer.status_code == 400
    page = unescape(answer.text)
    for said in (
        "Enter the title",
        "First day: “31/2/2099” is not a date such as 21 November 2026",
        "Is it online? Choose one",
        "“nowhere” is not a postcode such as CV1 or CV1 5RR",
        "Price: “free, or £5” is not a whole number of pounds",
        "Choose a source, or add a new one below",
        "Checked on: “1 January 2098” is in the future",
    ):
        assert said in page, said
    for typed in ("31/2/2099", "nowhere", "free, or £5", "1 January 2098", "Leeds Portage"):
        assert f'value="{typed}"' in page, typed


def test_a_salary_says_in_its_own_words_what_is_wrong(editor: Browser) -> None:
    for typed, said in [
        ({"as_of": "31/12/2072"}, "As of: “31/12/2072” is in the future. Enter the day you saw"),
        ({"as_of": "31/11/2026"}, "As of: “31/11/2026” is not a date such as 29 June 2025"),
        ({"as_of": ""}, "Enter how old the figure is"),
        ({"checked": ""}, "Enter the day you compared it with its source"),
        (
            {"minimum": "£29,064 - £31,022"},
            "Minimum pay: “£29,064 - £31,022” is 2 figures. Put the lower figure in Minimum pay "
            "and the higher in Maximum pay",
        ),
    ]:
        answer = change(editor, LEEDS, **{"kind": "advert", **typed})
        assert answer.status_code == 400
        assert said in unescape(answer.text), said


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("SCP 13-17", "Pay points: there are no pay points of “SCP”"),
        ("NJC 13-99", "Pay points: NJC has points 2 to 43, and no point 99"),
    ],
)
def test_a_salary_names_only_pay_points_that_there_are(
    app: Flask, editor: Browser, points: str, said: str
) -> None:
    answer = change(editor, LEEDS, points=points)
    assert answer.status_code == 400
    assert said in answer.text
    assert all_drafts() == []


def test_an_age_that_is_not_exact_is_told_in_words(editor: Browser) -> None:
    listed = editor.get("/editor/tables/salaries").text
    assert "about 2013" in listed
    assert "2013~" not in listed


def test_what_may_be_a_slip_is_asked_about_on_the_review_page(app: Flask, editor: Browser) -> None:
    change(editor, LEEDS, minimum="18000")

    [draft] = all_drafts()
    first, second = questions(draft)
    assert "It may be below the minimum wage" in first
    assert "£28,598 to £18,000: 37% less" in second


def test_a_slip_that_was_corrected_is_not_asked_about_any_more(app: Flask, editor: Browser) -> None:
    into = change(editor, LEEDS, minimum="2859").location.rpartition("/")[2]
    change(editor, f"{LEEDS}?draft={into}", minimum="28599", into=into)

    [draft] = all_drafts()
    assert leeds(draft)["minimum"] == "28599"
    assert questions(draft) == []


def test_checked_today_changes_only_the_day(app: Flask, editor: Browser) -> None:
    before = published(SALARIES.path)
    token = fields(editor.get(LEEDS).text)["csrf_token"]
    editor.post(LEEDS, data={"csrf_token": token, "into": "new", "do": "checked"})

    [draft] = all_drafts()
    assert draft.title.startswith("Salary checked: Leeds City Council")
    now = leeds(draft)
    was = table_rows.find(before, SALARIES, KEY)
    assert {name for name in now if now[name] != was[name]} <= {"checked"}


@pytest.fixture
def _old_rows(app: Flask) -> None:
    """Two salaries that nobody checked for a year, and a workshop that is over."""
    text = published(SALARIES.path)
    for id in ("leeds-2025-26", "durham-2025"):
        cells = {**table_rows.find(text, SALARIES, (id,)), "checked": "2024-01-02"}
        text = table_rows.change(text, SALARIES, (id,), cells)
    over = "w,A workshop,2026-01-05,,Leeds,,false,A host,,,leeds-advert,2026-11-21\n"
    texts = {SALARIES.path: text, WORKSHOPS.path: published(WORKSHOPS.path) + over}
    documents.lock()
    documents.publish(texts, "editor@example.org", "Old", {})
    db.session.commit()


@pytest.mark.usefixtures("_old_rows")
def test_what_needs_attention_is_marked_and_listed_alone(editor: Browser) -> None:
    assert "2 need attention" in " ".join(editor.get("/editor/tables").text.split())
    page = editor.get("/editor/tables/salaries?show=attention").text
    assert page.count("Not checked for 12 months") == 2
    assert "2 rows that need attention" in page
    one = editor.get("/editor/tables/workshops?show=attention").text
    assert "1 row that needs attention" in one
    assert "Bristol" not in page
    assert ">Over</strong>" in editor.get("/editor/tables/workshops").text
    assert "This workshop is over" in editor.get("/editor/tables/workshops/rows/w").text


@pytest.mark.usefixtures("_old_rows")
def test_many_rows_are_checked_at_one_go(app: Flask, editor: Browser, csrf: Any) -> None:
    url = "/editor/tables/salaries/checked"
    token = csrf(editor, "/editor/tables/salaries?show=attention")
    rows = ["leeds-2025-26", "durham-2025"]
    none = editor.post(url, data={"csrf_token": token})
    gone = editor.post(url, data={"csrf_token": token, "row": [*rows, "nobody"]})
    answer = editor.post(url, data={"csrf_token": token, "row": rows})

    assert (none.status_code, gone.status_code, answer.status_code) == (303, 409, 303)
    [draft] = all_drafts()
    assert draft.title == "Salary checked: 2 rows"
    assert "2024-01-02" not in (draft.texts()[SALARIES.path] or "")


def test_a_row_is_removed_as_a_draft(app: Flask, editor: Browser) -> None:
    change(editor, LEEDS, do="remove")

    [draft] = all_drafts()
    assert draft.title.startswith("Salary removed: Leeds City Council")
    assert "leeds-2025-26" not in {row["id"] for row in draft_rows(SALARIES, draft)}


def test_two_changes_can_go_together_in_one_draft(app: Flask, editor: Browser) -> None:
    change(editor, LEEDS, minimum="29000")
    [draft] = all_drafts()
    other = "/editor/tables/salaries/rows/durham-2025"
    assert "A new draft" in editor.get(other).text
    answer = change(editor, other, minimum="32000", into=str(draft.id))

    assert answer.headers["Location"] == f"/editor/drafts/{draft.id}"
    [draft] = all_drafts()
    pay = {row["id"]: row["minimum"] for row in draft_rows(SALARIES, draft)}
    assert (pay["leeds-2025-26"], pay["durham-2025"]) == ("29000", "32000")
    page = editor.get(f"{LEEDS}?draft={draft.id}").text
    assert 'value="29000"' in page


def test_a_row_added_to_a_draft_twice_is_there_once(
    app: Flask, editor: Browser, post: Post
) -> None:
    post(editor, NEW_WORKSHOP, **WORKSHOP)
    [draft] = all_drafts()
    for _ in range(2):
        post(editor, NEW_WORKSHOP, **{**WORKSHOP, "place": "York", "into": str(draft.id)})

    assert [row["id"] for row in draft_rows(WORKSHOPS, all_drafts()[0])] == [
        "leeds-2099-03-01",
        "york-2099-03-01",
    ]


def test_a_draft_that_is_not_open_takes_nothing(editor: Browser) -> None:
    for into in ["7", "9" * 30]:
        answer = change(editor, LEEDS, minimum="29000", into=into)

        assert answer.status_code == 400
        assert "That draft is closed" in answer.text
        assert 'value="29000"' in answer.text


def test_a_row_that_was_removed_meanwhile_shows_what_was_typed(app: Flask, editor: Browser) -> None:
    change(editor, LEEDS, do="remove")
    [draft] = all_drafts()
    answer = change(editor, LEEDS, minimum="29123", into=str(draft.id))

    assert answer.status_code == 409
    assert "That row is gone" in answer.text
    assert "29123" in answer.text


def test_a_second_row_of_the_same_key_is_refused(editor: Browser, post: Post) -> None:
    point = {
        **{"spine": "NJC", "point": "12", "year": "2025/26", "annual": "28,598", "hours": "37"},
        **{"confidence": "seen", "source": "leeds-advert", "checked": "2026-11-21"},
    }
    answer = post(editor, "/editor/tables/pay_points/new", **point, into="new", do="save")

    assert answer.status_code == 400
    assert "There is already a row like this" in answer.text


def test_a_form_without_a_change_says_so(editor: Browser) -> None:
    answer = change(editor, LEEDS)

    assert answer.status_code == 400
    assert "You have not changed anything" in answer.text


def test_the_second_editor_is_shown_the_first_ones_change_and_keeps_the_words(
    app: Flask, editor: Browser
) -> None:
    opened = fields(editor.get(LEEDS).text)
    row = table_rows.find(published(SALARIES.path), SALARIES, KEY)
    newer = {**row, "minimum": "28600", "note": "Newer note"}
    text = table_rows.change(published(SALARIES.path), SALARIES, KEY, newer)
    documents.lock()
    documents.publish({SALARIES.path: text}, "other@example.org", "First", {})
    db.session.commit()
    mine = {"minimum": "28700", "hours": "36.5", "checked": today().isoformat()}
    answer = editor.post(LEEDS, data={**opened, "do": "save", **mine})

    assert answer.status_code == 409
    assert "This row was changed after you opened it" in answer.text
    form = fields(answer.text)
    assert (form["minimum"], form["hours"], form["note"]) == ("28700", "36.5", "Newer note")
    again = editor.post(LEEDS, data={**form, "do": "save"})
    assert again.status_code == 303
    row = leeds(all_drafts()[-1])
    assert (row["minimum"], row["hours"], row["note"]) == ("28700", "36.5", "Newer note")


@pytest.mark.parametrize(
    "note",
    ['=1+1, "quote"\r\n@sum', "+44 <b>&amp; naïve £", "'quoted'"],
)
def test_any_words_are_kept_as_they_were_typed(app: Flask, editor: Browser, note: str) -> None:
    change(editor, LEEDS, note=note)

    [draft] = all_drafts()
    row = leeds(draft)
    assert row["note"] == note.replace("\r", "")
    assert fields(editor.get(f"{LEEDS}?draft={draft.id}").text)["note"] == note.replace("\r", "")


def test_a_cell_that_cannot_be_kept_is_refused_beside_its_field(editor: Browser) -> None:
    for note, said in [
        ("a\x00b", "holds a character that cannot be shown"),
        ("x" * 2_001, "It is 2,001 characters long; at most 2,000"),
    ]:
        answer = change(editor, LEEDS, note=note)

        assert answer.status_code == 400
        assert said in answer.text


def test_a_tampered_form_gets_an_answer(editor: Browser) -> None:
    for was in ["", "[]", "[" * 5_000, '{"minimum": 3}']:
        assert change(editor, LEEDS, was=was, minimum="29000").status_code in {303, 409}
        assert change(editor, LEEDS, do="explode").status_code == 400


def test_a_draft_whose_table_is_broken_says_so(app: Flask, editor: Browser) -> None:
    draft = drafts.start("Broken", "editor@example.org")
    drafts.put(draft, SALARIES.path, "no,table\n")
    db.session.commit()

    answer = editor.get(f"/editor/tables/salaries?draft={draft.id}")
    assert answer.status_code == 409
    assert "the columns are other ones" in answer.text
    assert change(editor, LEEDS, minimum="29000", into=str(draft.id)).status_code == 409


def test_a_changed_figure_asks_when_it_was_compared_with_its_source(
    app: Flask, editor: Browser
) -> None:
    opened = fields(editor.get(LEEDS).text)
    answer = editor.post(LEEDS, data={**opened, "minimum": "29000", "do": "save"})
    assert answer.status_code == 400
    said = "The minimum pay changed. Enter the day you compared it with its source"
    assert said in unescape(answer.text)
    assert all_drafts() == []


def test_a_row_is_added_that_is_like_another(app: Flask, editor: Browser) -> None:
    page = editor.get(LEEDS).text
    like = "/editor/tables/salaries/new?like=leeds-2025-26"
    assert f'href="{like}"' in page
    opened = fields(editor.get(like).text)
    assert (opened["employer"], opened["id"]) == ("Leeds City Council", "")
    same = editor.post(like, data={**opened, "do": "save"})
    assert same.status_code == 400
    assert "There is already a row like this" in same.text
    assert f'<a href="{LEEDS}">Change the row' in same.text
    editor.post(like, data={**opened, "as_of": "2026", "do": "save"})
    [draft] = all_drafts()
    assert (
        len(draft_rows(SALARIES, draft))
        == len(table_rows.rows(published(SALARIES.path), SALARIES)) + 1
    )
    assert editor.get("/editor/tables/salaries/new?like=nobody").status_code == 404


def test_all_rows_that_a_search_finds_are_checked_at_once(app: Flask, editor: Browser) -> None:
    url = "/editor/tables/pay_points/checked?q=2026-27"
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', editor.get(LEEDS).text)
    assert csrf
    editor.post(url, data={"csrf_token": csrf[1], "all": "y"})
    [draft] = all_drafts()
    days = {row["year"]: row["checked"] for row in draft_rows(PAY_POINTS, draft)}
    assert days["2026-27"] == today().isoformat()
    assert days["2025-26"] != today().isoformat()
