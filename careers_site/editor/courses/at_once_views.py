"""`/editor/courses/at-once`: many courses withdrawn, checked or moved to another step together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import Form, SelectField

from careers_site.accounts.sessions import guard
from careers_site.courses import steps
from careers_site.courses.changes.many import Action, Outcome, change_many
from careers_site.courses.changes.models import EDIT, MOVE, WITHDRAW
from careers_site.courses.models import WORKSHOPS, Course
from careers_site.editor.courses import find
from careers_site.editor.courses.find import CourseQuery, has_ended
from careers_site.editor.courses.forms import check_comment
from careers_site.editor.drafts.fields import line
from careers_site.editor.drafts.form_problems import add_problem, has_problems, make_printable
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of, day, noun
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.web.errors import refuse_unknown

bp = Blueprint("courses_at_once", __name__, url_prefix="/editor/courses")

OWN = ("do", "course", "all")


@dataclass(frozen=True)
class Wish:
    """A thing to do, in words. `stays` says why a course is left as it is; blank if it is not."""

    heading: str
    that: tuple[str, str]
    button: str
    stays: Callable[[Course], str]
    comment: str = ""


def _withdrawn(course: Course) -> str:
    if course.source == WORKSHOPS:
        return "It comes from the list of workshops"
    return "It is withdrawn" if course.withdrawn else ""


def _not_ended(course: Course) -> str:
    return _withdrawn(course) or ("" if has_ended(course, today()) else "It has not ended")


def _is_checked(course: Course) -> str:
    is_done = course.checked == today()
    return _withdrawn(course) or ("It was checked today already" if is_done else "")


WISHES: Mapping[str, Wish] = {
    "ended": Wish(
        "Withdraw", (" that has ended", " that have ended"), "Withdraw", _not_ended, "It has ended"
    ),
    "checked": Wish(
        "Mark", (" as checked today",) * 2, "I checked", _is_checked, "Checked: nothing changed"
    ),
    "step": Wish("Move", (" to another step",) * 2, "Move", _withdrawn),
}


class AtOnceForm(Form):
    """Why, and which step courses move to. `versions` are kept outside: see `pack`."""

    step = SelectField("Step", choices=[], validate_choice=False)
    comment = line("Why?", hint="Shown in the history of each course.")


def form_of(wish: Wish, sent: Any = None) -> AtOnceForm:
    form = AtOnceForm(sent, data={"comment": wish.comment})
    form.step.choices = [("", "Choose a step"), *steps.step_titles().items()]
    return form


def action_of(name: str, form: AtOnceForm) -> Action | None:
    """What the form asks for; None with what is wrong beside its fields."""
    title = steps.step_titles().get(form.step.data or "")
    check_comment(form)
    if name == "ended" and not form.comment.data:
        add_problem(form, "comment", "Enter why they are withdrawn")
    if name == "step" and title is None:
        add_problem(form, "step", "Choose the step that the courses lead to")
    if has_problems(form):
        return None
    return {
        "ended": Action(WITHDRAW, {"withdrawn": True}, " that had ended"),
        "checked": Action(EDIT, {"checked": today()}, f", checked on {day(today())}"),
        "step": Action(MOVE, {"step": form.step.data}, f" to the step {title}"),
    }[name]


def pack(courses: Sequence[Course]) -> str:
    """Which courses a page shows, and at which version."""
    return " ".join(f"{course.id}:{course.version}" for course in courses)


def unpack(text: str) -> dict[int, int]:
    """Course id -> version; nothing for what no page has sent."""
    pairs = [part.split(":") for part in text.split()]
    numbers = [tuple(whole_number(part) for part in pair) for pair in pairs]
    if len(numbers) > find.MOST or any(len(pair) != 2 or None in pair for pair in numbers):
        return {}
    return dict(numbers)  # type: ignore[arg-type]


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
    return _page(name, form_of(WISHES[name]), courses)


@bp.post("/at-once")
def do_at_once() -> ResponseReturnValue:
    name = _name()
    packed = request.form.get("courses", "")
    versions = unpack(packed)
    if not versions:
        raise BadRequest("The form is not complete. Tick the courses again.")
    form = form_of(WISHES[name], request.form)
    action = action_of(name, form)
    if action is None:
        make_printable(form)
        return _page(name, form, _courses(versions), packed), 400
    outcome = change_many(action, versions, guard.who(), form.comment.data or "")
    if outcome.left:
        return _page(name, form, outcome.left, outcome=outcome), 409
    if outcome.change_id is None:
        flash("There was nothing to change: all of this was done already.", "notice")
        return redirect(url_for("course_editing.search"), 303)
    was = noun(outcome.changed, "was", "were")
    flash(f"{count_of(outcome.changed, 'course')} {was} changed. You can undo it here.")
    return redirect(url_for("course_changes.one", number=outcome.change_id), 303)


def _page(
    name: str,
    form: AtOnceForm,
    courses: Sequence[Course],
    packed: str = "",
    outcome: Outcome | None = None,
) -> str:
    reasons = [(WISHES[name].stays(course), course) for course in courses]
    fit = [course for why, course in reasons if not why]
    return render_template(
        "editor/courses_at_once.html",
        name=name,
        wish=WISHES[name],
        form=form,
        fit=fit,
        stay=[one for one in reasons if one[0]],
        packed=packed or pack(fit),
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
