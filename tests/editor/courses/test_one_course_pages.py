"""One course at a time: found, added, changed, withdrawn, and put back."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from careers_site.courses.changes import edit
from careers_site.courses.models import WORKSHOPS, Course
from careers_site.editor.courses import forms
from careers_site.platform.extensions import db
from tests.editor.conftest import EDITOR_EMAIL, Browser
from tests.editor.tables.forms import fields

NEW = "/editor/courses/new"
A_COURSE = {"title": "A", "provider": "B", "evidence": "page read"}


def one(run_id: str = "plymouth-early-childhood-studies-ba") -> Course:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Course).where(Course.run_id == run_id)).one()


def added() -> list[Course]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Course).where(Course.source == "site")))


def send(editor: Browser, url: str, /, **changed: str) -> Any:
    opened = fields(editor.get(url).text)
    return editor.post(url, data={**opened, "do": "save", **changed})


def page_of(course: Course) -> str:
    return f"/editor/courses/{course.id}"


def test_courses_are_found_by_words_source_state_and_what_they_want(editor: Browser) -> None:
    for query, there, not_there in [
        ("", "Early Childhood Studies BA (Hons)", "More than"),
        (
            "?q=plymouth foundation",
            "Early Childhood Studies with Foundation",
            "London Metropolitan",
        ),
        ("?q=PLYMOUTH-early-childhood-studies-ba", "University of Plymouth", "London Metropolitan"),
        ("?q=100%25", "0 courses", "University of Plymouth"),
        ("?q=_", "0 courses", "University of Plymouth"),
        ("?source=shipped&wants=no-address", "No web address", "zzz"),
        ("?state=withdrawn", "0 courses", "University of Plymouth"),
        ("?state=any&wants=started", "Show every course", "zzz"),
        ("?q=%00", "Courses", "zzz"),
    ]:
        answer = editor.get(f"/editor/courses{query}")

        assert answer.status_code == 200
        assert there in answer.text
        assert not_there not in answer.text


def test_an_address_that_is_not_there_says_so(editor: Browser) -> None:
    for url, status in [
        ("/editor/courses?colour=red", 400),
        ("/editor/courses?source=nobody", 400),
        ("/editor/courses?page=99", 400),
        ("/editor/courses/0", 404),
        ("/editor/courses/99999999999", 404),
        ("/editor/courses/1?before=7", 404),
        ("/editor/courses/new?x=7", 400),
    ]:
        assert editor.get(url).status_code == status, url


def test_the_list_is_paged(editor: Browser) -> None:
    assert "/editor/courses?page=2" in editor.get("/editor/courses").text
    assert "89 courses" in editor.get("/editor/courses?page=4").text


def test_every_shipped_course_is_saved_unchanged_as_it_is(app: Flask, editor: Browser) -> None:
    """What the form shows of a course is read back as the same course."""
    for course in db.session.scalars(select(Course)).all()[::60]:
        version = course.version
        answer = send(editor, page_of(course))
        assert answer.status_code == 303, answer.text
        assert one(course.run_id).version == version


def test_a_changed_course_shows_at_once_and_in_its_history(app: Flask, editor: Browser) -> None:
    course = one()
    answer = send(
        editor,
        page_of(course),
        title="Early Childhood Studies BA, renamed",
        cost="£9,250",
        start_date="20 September 2027",
        comment="The college told us",
    )

    assert answer.headers["Location"] == page_of(course)
    now = one()
    assert (now.title, now.cost_pence) == ("Early Childhood Studies BA, renamed", 925_000)
    assert str(now.start_date) == "2027-09-20"
    assert "renamed" in editor.get(f"/courses/{course.id}").text
    page = editor.get(page_of(course)).text
    assert '<p class="govuk-notification-banner__heading">“Early' in page
    assert "was saved" in page
    assert f"By {EDITOR_EMAIL}. The college told us" in page
    assert re.search(r'scope="row"[^>]*>Cost</th>\s*<td[^>]*>blank</td>\s*<td[^>]*>9250</td>', page)


def test_a_change_is_undone_from_the_history(app: Flask, editor: Browser) -> None:
    course = one()
    title = course.title
    send(editor, page_of(course), title="Wrong")
    page = editor.get(page_of(course)).text
    number = re.search(r'name="change" value="(\d+)"', page)
    assert number
    token = fields(page)["csrf_token"]
    sent = {"csrf_token": token, "do": "undo", "change": number[1]}
    answer = editor.post(page_of(course), data=sent)

    assert answer.status_code == 303
    assert one().title == title
    assert "The change was undone." in editor.get(page_of(course)).text
    assert editor.post(page_of(course), data=sent).status_code == 400


def test_checked_today_changes_only_the_day(app: Flask, editor: Browser) -> None:
    course = one()
    before = forms.cells_of(course)
    token = {"csrf_token": fields(editor.get(page_of(course)).text)["csrf_token"], "do": "checked"}
    assert editor.post(page_of(course), data={**token, "version": "0"}).status_code == 409
    answer = editor.post(page_of(course), data={**token, "version": str(course.version)})
    assert answer.status_code == 303
    now = forms.cells_of(one())
    assert {name for name in now if now[name] != before[name]} <= {"checked"}
    assert "was checked today" in editor.get(page_of(course)).text


def test_the_form_can_be_filled_with_how_a_course_was(app: Flask, editor: Browser) -> None:
    course = one()
    title = course.title
    send(editor, page_of(course), title="Second")
    send(editor, page_of(course), title="Third")
    link = re.search(r'href="(/editor/courses/\d+\?before=\d+)"', editor.get(page_of(course)).text)
    assert link
    form = fields(editor.get(link[1]).text)
    assert form["title"] == title
    editor.post(page_of(course), data={**form, "do": "save"})
    assert one().title == title


def test_a_course_is_withdrawn_with_a_reason_and_listed_again(app: Flask, editor: Browser) -> None:
    course = one()
    refused = send(editor, page_of(course), do="withdraw")
    assert refused.status_code == 400
    assert "Enter why it is withdrawn" in refused.text
    send(editor, page_of(course), do="withdraw", comment="It no longer runs")

    assert one().withdrawn
    assert editor.get(f"/courses/{course.id}").status_code == 410
    assert "Plymouth" in editor.get("/editor/courses?state=withdrawn").text
    page = editor.get(f"/editor/courses?q={course.run_id}").text
    assert "1 withdrawn course matches</a>" in page
    assert f'href="/editor/courses?q={course.run_id}&amp;state=withdrawn"' in page
    assert "It no longer runs" in editor.get(page_of(course)).text
    send(editor, page_of(course), do="relist")
    assert not one().withdrawn
    assert editor.get(f"/courses/{course.id}").status_code == 200


def test_a_course_that_is_listed_already_is_not_added_again(app: Flask, editor: Browser) -> None:
    new = {"title": "Play", "provider": "Newtown College", "start_date": "6 September 2027"}
    new |= {"evidence": "page read", "town": "Leeds", "do": "save"}
    first = editor.post(NEW, data={**fields(editor.get(NEW).text), **new})
    again = {**fields(editor.get(NEW).text), **new, "title": "play"}
    refused = editor.post(NEW, data=again)
    assert refused.status_code == 400
    assert "This course is listed already" in refused.text
    assert f'href="{first.location}"' in refused.text
    assert editor.post(NEW, data={**again, "start_date": "7 September 2027"}).status_code == 303
    assert len(added()) == 2


def test_a_course_is_added_once_however_often_it_is_sent(app: Flask, editor: Browser) -> None:
    opened = fields(editor.get(NEW).text)
    new = {
        **opened,
        "title": "Working with families",
        "provider": "Newtown College",
        "postcode": "ls28dd",
        "url": "www.example.org/families",
        "evidence": "page read",
        "do": "save",
    }
    first, second = (editor.post(NEW, data=new) for _ in range(2))

    [course] = added()
    assert first.headers["Location"] == second.headers["Location"] == page_of(course)
    assert (course.postcode, course.url) == ("LS2 8DD", "https://www.example.org/families")
    assert course.latitude == pytest.approx(53.8, abs=0.05)
    assert course.longitude == pytest.approx(-1.55, abs=0.05)
    assert course.nation == "England"
    assert "Working with families" in editor.get("/courses?q=working+with+families").text


@pytest.mark.parametrize(
    ("typed", "nation"),
    [("EH1 1AA", "Scotland"), ("TD15", "England")],
)
def test_the_nation_is_looked_up_with_the_position(
    app: Flask, editor: Browser, typed: str, nation: str
) -> None:
    send(editor, NEW, **A_COURSE, postcode=typed)

    [course] = added()
    assert (course.nation, course.latitude is None) == (nation, False)


def test_a_place_that_nobody_knows_is_said_and_the_course_kept(app: Flask, editor: Browser) -> None:
    send(editor, NEW, **A_COURSE, postcode="BT1 5GS")

    [course] = added()
    assert course.latitude is None
    assert "The course has no position" in editor.get(page_of(course)).text


def test_a_course_for_the_whole_nation_has_no_position(app: Flask, editor: Browser) -> None:
    send(editor, NEW, **A_COURSE, town="Leeds", national="true")

    assert added()[0].latitude is None


def test_what_was_typed_stays_beside_what_is_wrong_with_it(app: Flask, editor: Browser) -> None:
    course = one()
    wrong = {
        "title": "",
        "start_date": "30 February 2027",
        "cost": "a lot",
        "url": "not an address",
        "latitude": "12",
        "level": "9",
        "step": "level-3-diplom",
        "comment": "x" * 501,
    }
    answer = send(editor, page_of(course), **wrong)

    assert answer.status_code == 400
    page = unescape(answer.text)
    for said in (
        "Enter the title",
        "Start date: “30 February 2027” is not a date such as 21 November 2026",
        "Cost: “a lot” is not a number of pounds",
        "Web address: “not an address” is not a web address",
        "outside the UK",
        "Level: “9” is not one of",
        "Step of a plan: there is no step “level-3-diplom” (did you mean “level-3-diploma”?)",
        "The reason is 501 characters long; at most 500",
    ):
        assert said.lower() in page.lower(), said
    for name in ("start_date", "cost", "url", "latitude"):
        assert f'value="{wrong[name]}"' in page
    assert one().title == course.title


def test_a_slip_in_a_day_a_cost_or_a_postcode_does_not_go_live(app: Flask, editor: Browser) -> None:
    course = one()
    wrong = {
        "start_date": "6/9/2072",
        "cost": "£125,000",
        "checked": "1 May 2072",
        "postcode": "B63 XX",
    }
    answer = send(editor, page_of(course), **wrong)
    assert answer.status_code == 400
    page = unescape(answer.text)
    for said in (
        "Start date: “6/9/2072” is more than 5 years ahead",
        "Cost: “£125,000” is not between 0 and 60,000 pounds",
        "Checked: “1 May 2072” is in the future",
        "Postcode: “B63 XX” is not a postcode such as LS2 8DD, or LS2",
    ):
        assert said in page, said
    assert one().version == course.version
    send(editor, page_of(course), postcode="b633xx")
    assert one().postcode == "B63 3XX"


def test_a_workshop_is_changed_in_the_list_of_workshops(app: Flask, editor: Browser) -> None:
    opened = fields(editor.get(page_of(one())).text)
    db.session.execute(update(Course).where(Course.id == one().id).values(source=WORKSHOPS))
    db.session.commit()
    course = one()
    title, version = course.title, course.version
    page = editor.get(page_of(course)).text
    assert "This course comes from the list of workshops." in page
    assert f'href="/editor/tables/workshops/rows/{course.run_id}"' in page
    assert 'name="do"' not in page
    for do in ("save", "checked", "withdraw"):
        sent = {**opened, "title": "Mine", "comment": "x", "version": str(version), "do": do}
        assert editor.post(page_of(course), data=sent).status_code == 409
    assert (one().title, one().version) == (title, version)
    at_once = editor.get(f"/editor/courses/at-once?do=checked&course={course.id}").text
    assert "It comes from the list of workshops" in at_once
    forged = {"csrf_token": opened["csrf_token"], "courses": f"{course.id}:{version}"}
    editor.post("/editor/courses/at-once?do=checked", data={**forged, "comment": "x"})
    assert one().version == version


@pytest.mark.parametrize("text", ['=1+1, "quote"\r\n@sum', "+44 <b>&amp; naïve £"])
def test_any_words_are_kept_as_they_were_typed(app: Flask, editor: Browser, text: str) -> None:
    course = one()
    send(editor, page_of(course), description=text)

    assert one().description == text.replace("\r", "")
    assert fields(editor.get(page_of(course)).text)["description"] == text.replace("\r", "")


def test_bad_input_changes_nothing_and_gets_an_answer(app: Flask, editor: Browser) -> None:
    for changed in [
        {"title": "a\x00b"},
        {"description": "a\uffffb"},
        {"description": "x" * 5_001},
        {"title": "x" * 256},
        {"hours": "1e9"},
        {"do": "explode"},
        {"do": "undo", "change": "x" * 50},
    ]:
        version = one().version

        assert send(editor, page_of(one()), **changed).status_code == 400
        assert one().version == version


def test_how_a_new_course_was_confirmed_is_asked(app: Flask, editor: Browser) -> None:
    assert fields(editor.get(NEW).text)["evidence"] == ""
    answer = send(editor, NEW, title="A", provider="B")
    assert answer.status_code == 400
    assert "Choose what you read to confirm the course" in answer.text
    assert added() == []


def test_a_new_course_needs_the_forms_own_token(app: Flask, editor: Browser) -> None:
    for token in ["", "A" * 24]:
        assert send(editor, NEW, **A_COURSE, token=token).status_code == 400
        assert added() == []


def test_the_second_editor_is_shown_the_first_ones_change_and_keeps_the_words(
    app: Flask, editor: Browser
) -> None:
    opened = fields(editor.get(page_of(one())).text)
    course = one()
    cells = {**forms.cells_of(course), "duration": "4 years", "venue": "New campus"}
    row, _ = forms.read_row(cells)
    assert row
    edit.edit(course.id, row, course.version, "other@example.org", "")
    mine = {**opened, "do": "save", "duration": "5 years", "town": "Exeter"}
    answer = editor.post(page_of(course), data=mine)

    assert answer.status_code == 409
    assert "This course was changed after you opened it" in answer.text
    form = fields(answer.text)
    assert (form["duration"], form["venue"], form["town"]) == ("5 years", "New campus", "Exeter")
    assert one().duration == "4 years"
    assert editor.post(page_of(course), data={**form, "do": "save"}).status_code == 303
    now = one()
    assert (now.duration, now.venue, now.town) == ("5 years", "New campus", "Exeter")


def test_a_course_withdrawn_meanwhile_is_not_written_over(app: Flask, editor: Browser) -> None:
    opened = fields(editor.get(page_of(one())).text)
    course = one()
    edit.withdraw(course.id, course.version, "other@example.org", "Gone")
    answer = editor.post(page_of(course), data={**opened, "do": "save", "title": "Mine"})

    assert answer.status_code == 409
    assert "Somebody changed this course after you opened it" in answer.text
    assert 'value="Mine"' in answer.text


def test_a_tampered_version_shows_the_course_as_it_is(app: Flask, editor: Browser) -> None:
    for version in ["²", "9" * 40]:
        before = one().version
        answer = send(editor, page_of(one()), version=version, was="[", title="New")

        assert answer.status_code == 409
        assert one().version == before
