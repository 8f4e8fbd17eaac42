"""Forms that are sent twice at the same time, and editors at once, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.accounts.models import EDITOR
from careers_site.content.tables import rows as table_rows
from careers_site.content.tables.salary_bands import SALARIES
from careers_site.courses.models import Course
from careers_site.editor.drafts.drafts import Draft
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from careers_site.serving import prepare
from tests.conftest import make_app
from tests.editor.conftest import Browser, add_account, sign_in
from tests.editor.tables.forms import fields

LEEDS = "/editor/tables/salaries/rows/leeds-2025-26"
SAVE = {"do": "save", "checked": today().isoformat()}
DURHAM = "/editor/tables/salaries/rows/durham-2025"


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site of the test's own, on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    address = request.getfixturevalue("new_postgresql")
    address = address.replace("postgresql://", "postgresql+psycopg://", 1)
    app = make_app(tmp_path / "instance", database_url=address)
    with app.app_context():
        prepare()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browsers(either: Flask) -> list[Browser]:
    """Four windows of one editor."""
    account = add_account("editor@example.org", EDITOR)
    return [sign_in(either, account) for _ in range(4)]


def at_once(browsers: list[Browser], sent: list[tuple[str, dict[str, str]]]) -> list[Any]:
    with ThreadPoolExecutor(len(browsers)) as pool:
        pairs = zip(browsers, sent, strict=True)
        posts = [pool.submit(browser.post, url, data=data) for browser, (url, data) in pairs]
        return [post.result() for post in posts]


def drafts() -> list[Draft]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Draft)))


def test_one_form_sent_four_times_at_once_makes_one_draft(browsers: list[Browser]) -> None:
    sent = [
        (LEEDS, {**fields(browser.get(LEEDS).text), "minimum": "29000", **SAVE})
        for browser in browsers
    ]
    answers = at_once(browsers, sent)

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(drafts()) == 1


def test_changes_put_into_one_draft_at_once_are_all_in_it(browsers: list[Browser]) -> None:
    first = browsers[0]
    first.post(LEEDS, data={**fields(first.get(LEEDS).text), "hours": "36", "do": "save"})
    [draft] = drafts()
    into = str(draft.id)
    sent = []
    for number, browser in enumerate(browsers):
        url = f"{DURHAM if number % 2 else LEEDS}?draft={into}"
        form = fields(browser.get(url).text)
        sent.append((url, {**form, "minimum": "30001" if number % 2 else "29001", **SAVE}))
    answers = at_once(browsers, sent)

    assert {answer.status_code for answer in answers} == {303}
    [draft] = drafts()
    rows = table_rows.rows(draft.texts()[SALARIES.path] or "", SALARIES)
    pay = {row["id"]: (row["minimum"], row["hours"]) for row in rows}
    assert (pay["leeds-2025-26"], pay["durham-2025"]) == (("29001", "36"), ("30001", ""))


def test_courses_are_found_changed_and_put_back(browsers: list[Browser]) -> None:
    editor = browsers[0]
    for query in ("q=PLYMOUTH+foundation", "wants=unchecked&state=any", "wants=started", "q=%25"):
        assert editor.get(f"/editor/courses?{query}").status_code == 200
    assert "Early Childhood Studies with" in editor.get("/editor/courses?q=PLYMOUTH+found").text
    course = db.session.scalars(select(Course).order_by(Course.id).limit(1)).one()
    url, title = f"/editor/courses/{course.id}", course.title
    sent = {**fields(editor.get(url).text), "title": "Other", "do": "save"}
    forms = [{**sent, "csrf_token": fields(one.get(url).text)["csrf_token"]} for one in browsers]
    answers = at_once(browsers, [(url, form) for form in forms])
    assert {answer.status_code for answer in answers} == {303}
    db.session.expire_all()
    assert (course.title, title != "Other") == ("Other", True)
    undo = {"csrf_token": sent["csrf_token"], "do": "undo", "change": str(course.change_id)}
    assert editor.post(url, data=undo).status_code == 303
    db.session.rollback()
    db.session.expire_all()
    assert course.title == title
