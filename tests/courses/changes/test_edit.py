"""Every change of a course is written down and can be undone, one course or many."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from careers_site.audit import AuditEntry
from careers_site.courses.catalogue.catalogue import course_index
from careers_site.courses.changes import edit as changes
from careers_site.courses.changes import recording
from careers_site.courses.changes.models import BEFORE, CatalogueChange
from careers_site.courses.changes.undo import CannotUndoError, would_undo
from careers_site.courses.importing.course_row import CourseRow, read_row
from careers_site.courses.importing.load import Options, import_courses, import_file
from careers_site.courses.importing.native_format import Native
from careers_site.courses.models import Course, catalogue_state
from careers_site.platform.extensions import db
from tests.courses.conftest import Load, Make, Row, Write, course_of

WHO = "editor@example.org"


def is_edited(course: Course) -> bool:
    """Whether it stands otherwise than the file that was last loaded says."""
    return course.site_hash != course.content_hash


def values(row: Row) -> CourseRow:
    course, problems = read_row(row)
    assert course, problems
    return course


def newest() -> CatalogueChange:
    return db.session.scalars(select(CatalogueChange).order_by(CatalogueChange.id.desc())).first()


def searchable(word: str) -> int:
    return len(course_index().matches(word)[0])


def edit(run_id: str, row: Row, **more: object) -> Course:
    course = course_of(run_id)
    return changes.edit(course.id, values(row), course.version, WHO, "Because")


def test_an_edited_course_is_found_at_once_and_undone_at_once(load: Load, row: Make) -> None:
    load(row("a", title="Zebra"))
    edited = edit("a", row("a", title="Okapi"))
    assert (edited.title, searchable("okapi"), searchable("zebra")) == ("Okapi", 1, 0)
    change = newest()
    assert (change.kind, change.who, change.changed, change.comment) == ("edit", WHO, 1, "Because")
    done = changes.undo(change.id, WHO)
    assert (done.restored, done.left) == (1, [])
    assert (course_of("a").title, searchable("okapi"), searchable("zebra")) == ("Zebra", 0, 1)
    assert not is_edited(course_of("a"))


def test_undoing_an_undo_brings_the_change_back(load: Load, row: Make) -> None:
    load(row("a", title="Zebra"))
    edit("a", row("a", title="Okapi"))
    first = newest().id
    changes.undo(first, WHO)
    changes.undo(newest().id, WHO)
    assert course_of("a").title == "Okapi"
    assert db.session.get(CatalogueChange, first).can_be_undone
    assert changes.undo(first, WHO).restored == 1
    assert course_of("a").title == "Zebra"


def test_an_undo_asked_for_twice_is_done_once(load: Load, row: Make) -> None:
    load(row("a", title="Zebra"))
    edit("a", row("a", title="Okapi"))
    change = newest().id
    once, count = changes.undo(change, WHO), newest().id
    assert changes.undo(change, WHO) == once
    assert newest().id == count


def test_two_editors_of_one_course_the_second_is_shown_the_newer_one(load: Load, row: Make) -> None:
    load(row("a"))
    course = course_of("a")
    seen = course.version
    changes.edit(course.id, values(row("a", title="Mine")), seen, WHO)
    with pytest.raises(changes.CourseMovedError) as caught:
        changes.edit(course.id, values(row("a", title="Yours")), seen, WHO)
    assert caught.value.course.title == "Mine"
    # The same form twice is no conflict, and nothing is written down for it.
    before = catalogue_state(), newest().id
    changes.edit(course.id, values(row("a", title="Mine")), seen, WHO)
    assert (catalogue_state(), newest().id) == before


def test_a_course_is_added_once_however_often_its_form_is_sent(app: Flask, row: Make) -> None:
    added = changes.add(values(row("x", title="Okapi")), "token-1", WHO)
    assert (added.source, added.run_id, searchable("okapi")) == ("site", "token-1", 1)
    assert changes.add(values(row("x", title="Okapi")), "token-1", WHO).id == added.id
    assert newest().added == 1
    changes.undo(newest().id, WHO)
    assert course_of("token-1", "site").withdrawn
    assert searchable("okapi") == 0
    changes.undo(newest().id, WHO)
    assert searchable("okapi") == 1


def test_a_course_is_withdrawn_and_listed_again(load: Load, row: Make) -> None:
    load(row("a", title="Okapi"))
    course = course_of("a")
    gone = changes.withdraw(course.id, course.version, WHO, "Full")
    assert (gone.withdrawn, is_edited(gone), searchable("okapi")) == (True, True, 0)
    assert changes.withdraw(course.id, course.version, WHO).version == gone.version
    back = changes.relist(course.id, gone.version, WHO)
    assert (back.withdrawn, is_edited(back), searchable("okapi")) == (False, False, 1)
    with pytest.raises(changes.NoCourseError):
        changes.withdraw(10**9, 1, WHO)


def test_the_history_of_a_course_tells_each_change_field_by_field(load: Load, row: Make) -> None:
    load(row("a", title="Zebra"))
    edit("a", row("a", title="Okapi", cost="450"))
    edit("a", row("a", title="Okapi", cost="500"))
    changes.undo(newest().id, WHO)
    told = [
        (one.change.kind, [(d.column, d.old, d.new) for d in one.differences])
        for one in changes.history(course_of("a").id)
    ]
    assert told[:3] == [
        ("undo", [("cost", "500", "450")]),
        ("edit", [("cost", "450", "500")]),
        ("edit", [("title", "Zebra", "Okapi"), ("cost", "", "450")]),
    ]
    assert told[3][0] == "import"
    assert ("title", "", "Zebra") in told[3][1]


def test_an_import_is_undone_but_for_what_was_changed_since(load: Load, row: Make) -> None:
    load(row("a"), row("b"), row("c"), row("d"))
    load(row("a", title="New a"), row("b", title="New b"), row("d"), row("e"))
    second = newest()
    assert (second.added, second.changed, second.withdrawn) == (1, 2, 1)
    edit("b", row("b", title="Edited since"))
    assert would_undo(second).restored == 3
    done = changes.undo(second.id, WHO)
    assert (done.restored, done.left_count, [one.run_id for one in done.left]) == (3, 1, ["b"])
    titles = {name: course_of(name).title for name in "abcd"}
    assert titles == {"a": "A course", "b": "Edited since", "c": "A course", "d": "A course"}
    assert [course_of(name).withdrawn for name in "abcde"] == [False] * 4 + [True]


def test_two_imports_are_undone_one_after_the_other(load: Load, row: Make) -> None:
    load(row("a", title="First"))
    load(row("a", title="Second"))
    second = newest().id
    load(row("a", title="Third"))
    changes.undo(newest().id, WHO)
    assert course_of("a").title == "Second"
    assert changes.undo(second, WHO).restored == 1
    assert course_of("a").title == "First"


def test_an_import_that_was_undone_can_be_loaded_again(
    app: Flask, row: Make, course_file: Write
) -> None:
    file = course_file(row("a"), row("b"))
    import_file(file, "test")
    changes.undo(newest().id, WHO)
    assert course_of("a").withdrawn
    assert import_file(file, "test").touched == 2
    assert not course_of("a").withdrawn


def test_only_of_the_newest_imports_is_it_known_how_courses_were(
    load: Load, row: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "REMEMBERED", 2)
    numbers = []
    for word in ("One", "Two", "Three"):
        load(row("a", title=word), row("b", title=word))
        numbers.append(newest().id)
    edit("a", row("a", title="By hand"))
    with pytest.raises(CannotUndoError):
        changes.undo(numbers[0], WHO)
    kept = select(func.count()).where(BEFORE.c.of_change == numbers[0])
    assert db.session.scalar(kept) == 0
    assert changes.undo(numbers[2], WHO).restored == 1


def test_a_change_before_a_forgotten_import_does_not_tell_the_import_as_its_own(
    load: Load, row: Make, course_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "REMEMBERED", 1)
    load(row("a", title="Zebra"), row("b"))
    edit("a", row("a", title="Okapi", cost="450"))
    by_hand = newest().id
    # Both sides changed it: the file is told to win.
    file = course_file(row("a", title="Lion"), row("b", title="Other"))
    import_courses(file, "test", Native(None), Options(replace_edited=True))
    assert told_of("a")[by_hand] == [("title", "Zebra", "Okapi"), ("cost", "", "450")]
    load(row("a", title="Lynx"), row("b", title="Another"))
    edit("a", row("a", title="Lynx", cost="500"))
    told = told_of("a")
    assert told[by_hand] is None
    assert told[newest().id] == [("cost", "", "500")]
    happened = {one.change.id: one for one in changes.history(course_of("a").id)}[by_hand]
    assert (happened.word, happened.differences) == ("Changed", [])
    assert happened.before is not None
    assert happened.before["title"] == "Zebra"
    assert happened.shown["title"] == "Lynx"


def test_what_was_undone_and_changed_again_is_still_told_field_by_field(
    load: Load, row: Make
) -> None:
    load(row("a", title="Zebra"))
    edit("a", row("a", title="Okapi"))
    changes.undo(newest().id, WHO)
    changes.undo(newest().id, WHO)
    edit("a", row("a", title="Lion"))
    told = [one.after is not None for one in changes.history(course_of("a").id)]
    assert told == [True] * 5


def told_of(run_id: str) -> dict[int, list[tuple[str, str, str]] | None]:
    """Change -> what the history tells of it; None where that is no longer known."""
    return {
        one.change.id: None
        if one.after is None
        else [(each.column, each.old, each.new) for each in one.differences]
        for one in changes.history(course_of(run_id).id)
    }


def test_every_change_is_audited(load: Load, row: Make) -> None:
    load(row("a"))
    edit("a", row("a", title="New"))
    changes.undo(newest().id, WHO)
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(3))
    assert [(entry.who, entry.action) for entry in entries] == [
        (WHO, "undid a change of courses"),
        (WHO, "changed a course"),
        ("command line", "imported courses"),
    ]
