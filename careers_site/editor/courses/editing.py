"""One course in its form: as it is, as somebody typed it, and as somebody else has left it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careers_site.courses.changes import edit
from careers_site.courses.changes.history import LISTED, CourseChange
from careers_site.courses.changes.models import ADD, EDIT, IMPORT, MOVE, RELIST, UNDO, WITHDRAW
from careers_site.courses.importing.column_guidance import COLUMN
from careers_site.courses.importing.course_row import COLUMNS, CourseRow, write_row
from careers_site.courses.importing.location import look_up
from careers_site.courses.models import WORKSHOPS, Course
from careers_site.editor.courses import find, forms
from careers_site.editor.drafts import form_problems
from careers_site.editor.drafts.merging import changed_meanwhile
from careers_site.editor.drafts.merging.changed_meanwhile import Newer
from careers_site.platform.clock import today
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.text.text_safety import one_line

Cells = dict[str, str]
FOLDED_NAMES = forms.PARTS[forms.FOLDED]
LABELS = {name: COLUMN[name].label for name in forms.NAMES}
MOST_CHANGES = 20
CHANGES: Mapping[str, str] = {
    IMPORT: "loaded from a file",
    EDIT: "changed",
    ADD: "added",
    WITHDRAW: "withdrawn",
    RELIST: "listed again",
    UNDO: "put back as it was",
    MOVE: "moved to another step",
}


class CourseEditing:
    """A course, or a new one, and its form. `sent` is what a browser sent of the form."""

    def __init__(self, course: Course | None, sent: Any = None, token: str = "") -> None:
        self.course = course
        self.now = forms.cells_of(course) if course else _blank()
        self.met: list[Newer] = []
        self.is_behind = False
        self.twin: Course | None = None
        self.note = ""
        hidden = {"token": token}
        if course:
            hidden = {"version": str(course.version), "was": changed_meanwhile.pack(self.now)}
        self.form = forms.course_form(self.now, hidden, sent)

    @property
    def id(self) -> int:
        return self.course.id if self.course else 0

    @property
    def is_workshop(self) -> bool:
        """Whether it is made from the table of workshops, and so changed only there."""
        return self.course is not None and self.course.source == WORKSHOPS

    @property
    def version(self) -> int:
        """The course's version when the form was opened; one that never was, if it is unclear."""
        version = whole_number(self.form["version"].data)
        return -1 if version is None else version

    @property
    def comment(self) -> str:
        return one_line(self.form["comment"].data)

    def read(self) -> CourseRow | None:
        """What was typed, with its place looked up; None with problems beside the fields."""
        run_id = self.course.run_id if self.course else self.form["token"].data
        cells = forms.typed_cells(self.form, run_id)
        was = changed_meanwhile.unpack(self.form["was"].data or "") if self.course else {}
        cells, self.note = look_up(cells, was)
        if self.course is None and not cells["evidence"]:
            said = "Choose what you read to confirm the course"
            form_problems.add_problem(self.form, "evidence", said)
        return forms.check(self.form, cells)

    def refuse_twin(self, row: CourseRow) -> bool:
        """Whether the course is listed already, and so is not added again."""
        self.twin = find.same(row, self.form["token"].data)
        if self.twin:
            said = "This course is listed already. Change that one"
            form_problems.add_problem(self.form, "title", said)
        return self.twin is not None

    def checked_today(self) -> CourseRow | None:
        """The course as it is, checked today; None with what keeps it from being saved so."""
        return forms.check(self.form, {**self.now, "checked": today().isoformat()})

    def show_conflict(self, course: Course) -> None:
        """Somebody else changed the course: show that, and keep what was typed."""
        was = changed_meanwhile.unpack(self.form["was"].data or "")
        now = forms.cells_of(course)
        typed = forms.typed_cells(self.form, course.run_id)
        self.is_behind = True
        self.met = changed_meanwhile.changed_meanwhile(was, now, typed, LABELS) if was else []
        if not self.met:
            said = "Somebody changed this course after you opened it. Check it again"
            self.form.form_errors.append(said)
        both = forms.as_shown(changed_meanwhile.merged(was, now, typed))
        for name, cell in both.items():
            self.form[name].data = cell
        self.form["was"].data, self.form["version"].data = (
            changed_meanwhile.pack(now),
            str(course.version),
        )
        self.course = course

    def fill_from_before(self, number: str) -> bool:
        """Fill the form with how the course was before a change of it; False for no such one."""
        for one in edit.history(self.id):
            if str(one.change.id) == number and one.before:
                cells = dict(zip(COLUMNS, write_row(one.before), strict=True))
                for name, cell in forms.as_shown(cells).items():
                    self.form[name].data = cell
                return True
        return False

    def shown(self) -> dict[str, Any]:
        """What the page is made of."""
        return {
            "course": self.course,
            "is_workshop": self.is_workshop,
            "form": self.form,
            "parts": forms.PARTS,
            "kinds": forms.KINDS,
            "folded": forms.FOLDED,
            "is_unfolded": any(self.form[name].errors for name in FOLDED_NAMES),
            "met": self.met,
            "twin": self.twin,
            "changes": edit.history(self.id)[:MOST_CHANGES] if self.course else [],
            "can_be_undone": can_be_undone,
            "change_words": CHANGES,
            "label": label,
        }


def _blank() -> Cells:
    given = {"checked": today().isoformat(), "national": "false"}
    return {**dict.fromkeys(COLUMNS, ""), **given}


def can_be_undone(course: Course, one: CourseChange) -> bool:
    """Only the last change, and only one of this course alone: files are undone as a whole."""
    is_last = course.change_id == one.change.id
    return is_last and one.change.touched == 1 and one.change.can_be_undone


def label(column: str) -> str:
    return "Listed" if column == LISTED else COLUMN[column].label
