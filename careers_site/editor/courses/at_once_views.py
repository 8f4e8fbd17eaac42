"""`/editor/courses/at-once`: many courses withdrawn, checked or moved to another step together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from careers_site.accounts.sessions import guard
from careers_site.courses.changes.many import Outcome, change_many
from careers_site.courses.models import Course
from careers_site.editor.courses import at_once, find
from careers_site.editor.courses.at_once import WISHES, AtOnceForm
from careers_site.editor.courses.find import CourseQuery
from careers_site.editor.drafts import form_problems
from careers_site.platform.errors import refuse_unknown
from careers_site.platform.extensions import db
from careers_site.platform.formatting import count_of, noun
from careers_site.platform.numbers import whole_number

bp = Blueprint("courses_at_once", __name__, url_prefix="/editor/courses")

OWN = ("do", "course", "all")


@bp.get("/at-once")
def at_once_page() -> ResponseReturnValue:
    """`?do=ended&course=1&course=2`: these; `?do=ended&all=y&…`: all that the search finds."""
    name = _name()
    search = {key: value for key, value in request.args.items() if key not in OWN}
    asked = CourseQuery.read(MultiDict(search), find.sources())
    courses = find.all_found(asked) if "all" in request.args else _ticked()
    if not courses:
        flash("Tick the courses first.", "notice")
        return redirect(f"{url_for('course_editing.search')}?{urlencode(search)}", 303)
    fit, stay = at_once.split(WISHES[name], courses)
    return _page(name, at_once.form_of(WISHES[name]), fit, stay=stay)


@bp.post("/at-once")
def do_at_once() -> ResponseReturnValue:
    name = _name()
    packed = request.form.get("courses", "")
    versions = at_once.unpack(packed, find.MOST)
    if not versions:
        raise BadRequest("The form is not complete. Tick the courses again.")
    form = at_once.form_of(WISHES[name], request.form)
    action = at_once.action_of(name, form)
    if action is None:
        form_problems.make_printable(form)
        return _page(name, form, _courses(versions), packed), 400
    outcome = change_many(action, versions, guard.who(), form.comment.data or "")
    if outcome.left:
        fit, stay = at_once.split(WISHES[name], outcome.left)
        return _page(name, form, fit, stay=stay, outcome=outcome), 409
    if outcome.change_id is None:
        flash("There was nothing to change: all of this was done already.", "notice")
        return redirect(url_for("course_editing.search"), 303)
    was = noun(outcome.changed, "was", "were")
    flash(f"{count_of(outcome.changed, 'course')} {was} changed. You can undo it here.")
    return redirect(url_for("course_changes.one", number=outcome.change_id), 303)


def _page(
    name: str,
    form: AtOnceForm,
    fit: Sequence[Course],
    packed: str = "",
    *,
    stay: Sequence[tuple[str, Course]] = (),
    outcome: Outcome | None = None,
) -> str:
    return render_template(
        "editor/courses_at_once.html",
        name=name,
        wish=WISHES[name],
        form=form,
        fit=fit,
        stay=stay,
        packed=packed or at_once.pack(fit),
        outcome=outcome,
    )


def _name() -> str:
    name = request.args.get("do", "")
    if name not in WISHES:
        raise refuse_unknown("action", name, list(WISHES))
    return name


def _ticked() -> list[Any]:
    numbers = [whole_number(text) for text in request.args.getlist("course")[: find.MOST]]
    return _courses([number for number in numbers if number is not None])


def _courses(ids: Any) -> list[Any]:
    wanted = select(Course).where(Course.id.in_(list(ids))).order_by(Course.id)
    return list(db.session.scalars(wanted))
