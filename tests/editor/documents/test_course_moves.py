"""A step that a draft renames or removes: the courses that serve it move with it, or it stays."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select

from careers_site.content.problems import ContentError
from careers_site.content.store import documents, files
from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.changes import edit
from careers_site.courses.changes.models import CatalogueChange
from careers_site.courses.models import Course
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.publish_draft import publish as publish_draft
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.platform.extensions import db
from careers_site.publishing import load_files
from tests.conftest import ROOT
from tests.editor.conftest import Browser, send
from tests.editor.documents.conftest import hidden, publish

NEW = "a-newly-named-step"
WHO = "ada@site.example"


def listed(step: str) -> int:
    db.session.rollback()
    wanted = select(func.count()).where(Course.step == step, Course.withdrawn.is_(False))
    return db.session.scalar(wanted) or 0


@pytest.fixture
def old(app: Flask) -> str:
    """The step that most courses serve."""
    wanted = select(Course.step).where(Course.step != "", Course.withdrawn.is_(False))
    most = wanted.group_by(Course.step).order_by(func.count().desc())
    return str(db.session.scalars(most).first())


@pytest.fixture
def draft(old: str) -> str:
    """The address of a draft that names the step otherwise wherever it is named."""
    draft = drafts.start("Another name", WHO)
    for path, text in documents.published().items():
        renamed = text.replace(f'"{old}"', f'"{NEW}"')
        if renamed != text and path.endswith(".toml"):
            drafts.put(draft, path, renamed)
    db.session.commit()
    return f"/editor/drafts/{draft.id}"


def move(editor: Browser, draft: str, step: str, to: str) -> int:
    return send(editor, f"{draft}/move-courses", form=draft, step=step, to=to).status_code


def test_a_step_that_courses_serve_is_not_taken_away_unseen(
    editor: Browser, draft: str, old: str
) -> None:
    count = listed(old)
    page = editor.get(draft).text
    assert f"Move {count} courses to another step" in page
    assert 'id="publish"' not in page
    number = int(draft.rpartition("/")[2])
    found = drafts.read(number)
    assert found is not None
    with pytest.raises(ContentError, match=f'step "{old}": {count} courses serve it'):
        publish_draft(number, WHO, "why", fingerprint(found), "")
    assert documents.current_revision() == 1


def test_its_courses_move_to_another_step_in_the_same_revision_and_can_be_moved_back(
    editor: Browser, app: Flask, draft: str, old: str
) -> None:
    count = listed(old)
    first = re.search(r'<option value="([^"]+)">', editor.get(draft).text)
    assert first
    assert first[1] == NEW, "a step that the draft adds is offered first"
    assert move(editor, draft, old, NEW) == 303
    assert publish(editor, draft).status_code == 303
    assert (listed(old), listed(NEW)) == (0, count)
    change = db.session.scalars(select(CatalogueChange).order_by(CatalogueChange.id.desc())).first()
    assert change is not None
    assert (change.kind, change.changed, change.comment) == ("move", count, "Because")
    told = edit.history(db.session.scalars(select(Course.id).where(Course.step == NEW)).first())
    assert [(d.column, d.old, d.new) for d in told[0].differences] == [("step", old, NEW)]
    assert edit.undo(change.id, WHO).restored == count


def test_a_move_that_was_chosen_can_be_taken_back(editor: Browser, draft: str, old: str) -> None:
    move(editor, draft, old, NEW)
    seen = hidden(editor.get(draft).text)["reviewed"]
    assert move(editor, draft, old, "") == 303
    assert 'id="publish"' not in editor.get(draft).text
    move(editor, draft, old, NEW)
    assert hidden(editor.get(draft).text)["reviewed"] == seen


def test_courses_move_only_from_a_step_that_goes_to_one_that_is(
    editor: Browser, draft: str, old: str
) -> None:
    assert move(editor, draft, old, "nowhere") == 404
    assert move(editor, draft, "nowhere", NEW) == 404


def test_the_search_offers_no_step_that_it_refuses(app: Flask, old: str) -> None:
    """Whatever the catalogue holds: an import may have been undone after a step went."""
    db.session.execute(Course.__table__.update().where(Course.step == old).values(step="long-gone"))
    db.session.execute(documents.db.text("UPDATE catalogue SET version = version + 1"))
    db.session.commit()
    catch_up()
    reader = app.test_client()
    offered: set[tuple[str, str]] = set()
    for page in ("/courses", "/courses?step=not-known"):
        text = reader.get(page).text.partition("</main>")[0]
        offered |= set(re.findall(r'name="(\w+)" value="([^"]+)"', text))
        for key, options in re.findall(
            r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', text, re.S
        ):
            offered |= {(key, value) for value in re.findall(r'value="([^"]+)"', options)}
        assert any(key == "step" for key, _ in offered)
    for key, value in offered:
        query = {key: unescape(value)}
        assert reader.get("/courses", query_string=query).status_code == 200, query


def test_files_that_take_a_step_away_say_where_its_courses_go(
    app: Flask, old: str, tmp_path: object
) -> None:
    other = files.read(ROOT)
    for path, text in other.items():
        if path.endswith(".toml"):
            other[path] = text.replace(f'"{old}"', f'"{NEW}"')
    course = db.session.scalars(select(Course).where(Course.step == old)).first()
    assert course is not None
    course.source = "college"
    db.session.commit()
    folder = app.config["SETTINGS"].instance / "files"
    for path, text in other.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=f'step "{old}": 1 course serves it'):
        load_files.load(folder)
    with pytest.raises(ContentError, match='no step "nowhere"'):
        load_files.load(folder, moves={old: "nowhere"})
    load_files.load(folder, moves={old: NEW})
    db.session.refresh(course)
    assert course.step == NEW
