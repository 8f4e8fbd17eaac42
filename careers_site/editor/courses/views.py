"""`/editor/courses`: courses found, added, changed, withdrawn, and what happened to each."""

from __future__ import annotations

import re
import secrets
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from careers_site.accounts.sessions import guard
from careers_site.courses.changes import edit
from careers_site.courses.changes.edit import CourseMovedError
from careers_site.courses.changes.undo import CannotUndoError
from careers_site.courses.models import Course
from careers_site.editor.courses import find
from careers_site.editor.courses.editing import CourseEditing, can_be_undone
from careers_site.editor.courses.find import STATES, WANTS, CourseQuery
from careers_site.editor.drafts import form_problems
from careers_site.platform.extensions import db
from careers_site.platform.web.errors import refuse_unknown

bp = Blueprint("course_editing", __name__, url_prefix="/editor/courses")

TOKEN = re.compile("[0-9a-f]{24}")
COURSE = "/<int:course_id>"


@bp.get("")
def search() -> ResponseReturnValue:
    sources = find.sources()
    asked = CourseQuery.read(request.args, sources)
    found = find.find(asked)
    return render_template(
        "editor/courses.html",
        asked=asked,
        found=found,
        withdrawn=0 if found.courses or asked.state else find.count_withdrawn(asked),
        sources=sources,
        states=STATES,
        wants=WANTS,
        wants_of=find.wants_of(found.courses),
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    _refuse_query()
    return _show(CourseEditing(None, token=secrets.token_hex(12)))


@bp.post("/new")
def add() -> ResponseReturnValue:
    token = request.form.get("token", "")
    if not TOKEN.fullmatch(token):
        raise BadRequest("The form is not complete. Open it again.")
    editing = CourseEditing(None, request.form, token)
    row = editing.read()
    if row is None or editing.refuse_twin(row):
        return _show(editing)
    course = edit.add(row, token, guard.who(), editing.comment)
    return _done(course, f"“{course.title}” was added. Readers can find it now.", editing)


@bp.get(COURSE)
def course(course_id: int) -> ResponseReturnValue:
    _refuse_query("before")
    editing = CourseEditing(_course(course_id))
    if "before" in request.args and not editing.fill_from_before(request.args["before"]):
        abort(404)
    return _show(editing)


@bp.post(COURSE)
def change(course_id: int) -> ResponseReturnValue:
    editing = CourseEditing(_course(course_id), request.form)
    do = {
        "save": _save,
        "checked": _check_today,
        "withdraw": _withdraw,
        "relist": _relist,
        "undo": _undo,
    }
    doing = do.get(request.form.get("do", "save"))
    if editing.is_workshop:
        return _show(editing, 409)
    if doing is None:
        raise BadRequest("This page cannot do that. Open it again.")
    try:
        return doing(editing)
    except CourseMovedError as error:
        editing.show_conflict(error.course)
        return _show(editing)


def _save(editing: CourseEditing) -> ResponseReturnValue:
    row = editing.read()
    if row is None:
        return _show(editing)
    course = edit.edit(editing.id, row, editing.version, guard.who(), editing.comment)
    return _done(course, f"“{course.title}” was saved. Readers can see it now.", editing)


def _check_today(editing: CourseEditing) -> ResponseReturnValue:
    row = editing.checked_today()
    if row is None:
        return _show(editing)
    course = edit.edit(editing.id, row, editing.version, guard.who(), "Checked: nothing changed")
    return _done(course, f"“{course.title}” was checked today.")


def _withdraw(editing: CourseEditing) -> ResponseReturnValue:
    if not editing.comment:
        form_problems.add_problem(editing.form, "comment", "Enter why it is withdrawn")
        return _show(editing)
    course = edit.withdraw(editing.id, editing.version, guard.who(), editing.comment)
    return _done(course, f"“{course.title}” was withdrawn. Its page now says so.")


def _relist(editing: CourseEditing) -> ResponseReturnValue:
    course = edit.relist(editing.id, editing.version, guard.who(), editing.comment)
    return _done(course, f"“{course.title}” is listed again.")


def _undo(editing: CourseEditing) -> ResponseReturnValue:
    number = request.form.get("change", "")
    wanted = [one for one in edit.history(editing.id) if str(one.change.id) == number]
    if not wanted or not can_be_undone(_course(editing.id), wanted[0]):
        raise BadRequest("That change cannot be undone here. Open the course again.")
    try:
        undone = edit.undo(wanted[0].change.id, guard.who())
    except CannotUndoError:
        abort(404)
    stays = "It has changed since then, so it stays as it is."
    return _done(_course(editing.id), "The change was undone." if undone.restored else stays)


def _done(course: Course, said: str, editing: CourseEditing | None = None) -> ResponseReturnValue:
    flash(said)
    if editing and editing.note:
        flash(editing.note)
    return redirect(url_for(".course", course_id=course.id), 303)


def _show(editing: CourseEditing, otherwise: int = 200) -> ResponseReturnValue:
    form_problems.make_printable(editing.form)
    has_problems = form_problems.has_problems(editing.form)
    status = 409 if editing.is_behind else 400 if has_problems else otherwise
    return render_template("editor/course.html", **editing.shown()), status


def _course(course_id: int) -> Any:
    return db.get_or_404(Course, course_id)


def _refuse_query(*known: str) -> None:
    for key in request.args:
        if key not in known:
            raise refuse_unknown("part of this address", key, list(known))
