"""Many courses withdrawn, checked or moved to another step together, and put back together."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select, update

from careers_site.audit import AuditEntry
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.models import Course
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser
from tests.editor.tables.forms import fields

AT_ONCE = "/editor/courses/at-once"


def of_plymouth() -> list[Course]:
    db.session.rollback()
    db.session.expire_all()
    wanted = select(Course).where(Course.provider == "University of Plymouth")
    return list(db.session.scalars(wanted.order_by(Course.id)))


def address(do: str, courses: list[Course]) -> str:
    return f"{AT_ONCE}?do={do}&" + "&".join(f"course={course.id}" for course in courses)


def send(editor: Browser, url: str, /, **typed: str) -> Any:
    return editor.post(url, data={**fields(editor.get(url).text), **typed})


def newest() -> CatalogueChange:
    return db.session.scalars(select(CatalogueChange).order_by(CatalogueChange.id.desc())).first()


def test_what_has_ended_of_a_search_is_withdrawn_and_put_back_together(
    editor: Browser, work: Any, csrf: Any
) -> None:
    courses = of_plymouth()
    ids = [course.id for course in courses[:2]]
    over = update(Course).where(Course.id.in_(ids)).values(start_date=today().replace(year=2020))
    db.session.execute(over)
    db.session.commit()
    url = f"{AT_ONCE}?do=ended&all=y&q=plymouth"

    page = editor.get(url).text
    assert "Withdraw 2 courses that have ended" in page
    assert "It has not ended" in page

    answer = send(editor, url)
    assert all(course.withdrawn for course in of_plymouth())
    done = editor.get(answer.location).text
    assert "Withdrawn: 2 courses that had ended" in done
    wanted = select(AuditEntry).where(AuditEntry.action == "withdrew a course")
    assert len(list(db.session.scalars(wanted))) == 2
    assert "See all 2 courses of this change" in editor.get(f"/editor/courses/{ids[0]}").text

    editor.post(f"{answer.location}/undo", data={"csrf_token": csrf(editor, answer.location)})
    work()
    assert not any(course.withdrawn for course in of_plymouth())


def test_a_course_that_somebody_changed_since_is_left_out_and_named(
    editor: Browser,
) -> None:
    url = address("checked", of_plymouth()[:2])
    opened = fields(editor.get(url).text)
    late = of_plymouth()[1]
    send(editor, f"/editor/courses/{late.id}", town="Exeter", do="save")

    answer = editor.post(url, data=opened)

    first, second = of_plymouth()[:2]
    assert answer.status_code == 409
    assert "1 course was changed by somebody after you opened the page" in answer.text
    assert f"{second.title}, University of Plymouth" in answer.text
    assert (first.checked, second.town) == (today(), "Exeter")
    assert second.checked != today()
    again = editor.post(url, data=fields(answer.text))
    assert again.status_code == 303
    assert of_plymouth()[1].checked == today()


def test_courses_move_to_another_step_and_what_was_typed_stays_if_none_is_chosen(
    editor: Browser,
) -> None:
    url = address("step", of_plymouth()[:2])

    missing = send(editor, url, comment="A degree in teaching")
    assert missing.status_code == 400
    assert "Choose the step that the courses lead to" in missing.text
    assert "A degree in teaching" in missing.text

    steps = re.findall(r'<option value="([^"]+)"', missing.text)
    other = next(step for step in steps if step != of_plymouth()[0].step)
    answer = send(editor, url, step=other)
    assert answer.status_code == 303
    assert [course.step for course in of_plymouth()[:2]] == [other, other]
    assert (newest().kind, newest().changed) == ("move", 2)
    assert send(editor, url, step=other).location == "/editor/courses"


def test_what_cannot_be_done_at_once_is_refused_in_words(editor: Browser) -> None:
    for query, status in [
        *[("", 400), ("do=burn&all=y", 400), ("do=checked&all=y&state=x", 400)],
        *[("do=ended", 303), ("do=ended&course=x", 303), ("do=checked&course=999999", 303)],
    ]:
        assert editor.get(f"{AT_ONCE}?{query}").status_code == status, query


def test_a_form_that_names_no_courses_changes_nothing(editor: Browser, csrf: Any) -> None:
    for courses in ["", "x", "1", "1:2:3", "1:x"]:
        url = f"{AT_ONCE}?do=checked&all=y"
        data = {"csrf_token": csrf(editor, url), "courses": courses}
        assert editor.post(url, data=data).status_code == 400
