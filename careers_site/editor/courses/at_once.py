"""What an editor can do to many courses at once: to which it is done, which stay, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Form, SelectField, StringField

from careers_site.courses import steps
from careers_site.courses.changes.many import Action
from careers_site.courses.changes.models import EDIT, MOVE, WITHDRAW
from careers_site.courses.models import Course
from careers_site.editor.courses.end_dates import has_ended
from careers_site.editor.courses.forms import LONGEST_COMMENT
from careers_site.editor.drafts import form_problems
from careers_site.platform.clock import today
from careers_site.platform.formatting import day
from careers_site.platform.numbers import whole_number
from careers_site.platform.text_safety import one_line

Versions = Mapping[int, int]


@dataclass(frozen=True)
class Wish:
    """A thing to do, in words. `stays` says why a course is left as it is; blank if it is not."""

    heading: str
    that: tuple[str, str]
    button: str
    stays: Callable[[Course], str]
    comment: str = ""
    asks_step: bool = False


def _withdrawn(course: Course) -> str:
    return "It is withdrawn" if course.withdrawn else ""


def _not_ended(course: Course) -> str:
    return _withdrawn(course) or ("" if has_ended(course, today()) else "It has not ended")


def _is_checked(course: Course) -> str:
    is_done = course.checked == today()
    return _withdrawn(course) or ("It was checked today already" if is_done else "")


WISHES: Mapping[str, Wish] = {
    "ended": Wish(
        *("Withdraw", (" that has ended", " that have ended"), "Withdraw"),
        *(_not_ended, "It has ended"),
    ),
    "checked": Wish(
        *("Mark", (" as checked today", " as checked today"), "I checked"),
        *(_is_checked, "Checked: nothing changed"),
    ),
    "step": Wish(
        *("Move", (" to another step", " to another step"), "Move"),
        *(_withdrawn, "", True),
    ),
}


class AtOnceForm(Form):
    """Why, and which step courses move to. `versions` are kept outside: see `pack`."""

    step = SelectField("Step", choices=[], validate_choice=False)
    comment = StringField("Why?", description="Shown in the history of each course.")


def form_of(wish: Wish, sent: Any = None) -> AtOnceForm:
    form = AtOnceForm(sent, data={"comment": wish.comment})
    form.step.choices = [("", "Choose a step"), *steps.step_titles().items()]
    return form


def action_of(name: str, form: AtOnceForm) -> Action | None:
    """What the form asks for; None with what is wrong beside its fields."""
    comment = form.comment.data = one_line(form.comment.data)
    title = steps.step_titles().get(form.step.data or "")
    if len(comment) > LONGEST_COMMENT:
        said = f"The reason is {len(comment):,} characters long; at most {LONGEST_COMMENT}"
        form_problems.add_problem(form, "comment", said)
    elif name == "ended" and not comment:
        form_problems.add_problem(form, "comment", "Enter why they are withdrawn")
    if WISHES[name].asks_step and title is None:
        form_problems.add_problem(form, "step", "Choose the step that the courses lead to")
    if form_problems.has_problems(form):
        return None
    if name == "ended":
        return Action(WITHDRAW, {"withdrawn": True}, " that had ended")
    if name == "checked":
        return Action(EDIT, {"checked": today()}, f", checked on {day(today())}")
    return Action(MOVE, {"step": form.step.data}, f" to the step {title}")


def split(wish: Wish, courses: Sequence[Course]) -> tuple[list[Course], list[tuple[str, Course]]]:
    """The courses that it is done to, and those that stay, each with the reason."""
    reasons = [(wish.stays(course), course) for course in courses]
    return [course for why, course in reasons if not why], [one for one in reasons if one[0]]


def pack(courses: Sequence[Course]) -> str:
    """Which courses a page shows, and at which version."""
    return " ".join(f"{course.id}:{course.version}" for course in courses)


def unpack(text: str, most: int) -> Versions:
    """Course id -> version; nothing for what no page has sent."""
    pairs = [part.split(":") for part in text.split()]
    numbers = [tuple(whole_number(part) for part in pair) for pair in pairs]
    if len(numbers) > most or any(len(pair) != 2 or None in pair for pair in numbers):
        return {}
    return dict(numbers)  # type: ignore[arg-type]
