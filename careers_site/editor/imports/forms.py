"""The form that uploads a file of courses."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from wtforms import BooleanField, FileField, Form, HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from careers_site.courses.changes.edit import SITE
from careers_site.courses.importing import workshops
from careers_site.courses.importing.format_choice import NATIVE, OPEN_DATA, SOURCE_NAME, SOURCES
from careers_site.courses.models import Course
from careers_site.courses.uploads.models import CourseImport
from careers_site.courses.uploads.store import COURSES, LARS, PROVIDERS
from careers_site.editor.drafts.fields import as_choices, line
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of
from careers_site.platform.text.text_safety import one_line

WHOLE, PART = "whole", "part"
NEW = "new"
# Their courses are not loaded from files: they come from forms, and from the table of workshops.
RESERVED = (SITE, workshops.SOURCE)
KNOWN = {
    SOURCES[NATIVE]: "the courses that came with the site; a new release loads its own file again",
    SOURCES[OPEN_DATA]: "the open data of England’s Course Directory",
}
TOKEN = re.compile(r"[0-9a-f-]{36}")


class UploadForm(Form):
    """The choices of `source` are given to it when it is shown: `source_choices()`."""

    token = HiddenField(filters=[one_line])
    courses = FileField("File of courses", description="A spreadsheet (.xlsx) or a CSV file.")
    form = RadioField(
        "Which kind of file is it?",
        choices=as_choices(
            {
                NATIVE: "A spreadsheet of courses",
                OPEN_DATA: "Open data of England’s Course Directory",
            }
        ),
        default=NATIVE,
    )
    source = RadioField("Whose courses are in it?", choices=[], validate_choice=False)
    new_source = line(
        "Name of the new source",
        hint="Only for a new source. Small letters, digits and hyphens, as newtown-college.",
    )
    extent = RadioField(
        "What does the file hold?",
        choices=as_choices(
            {
                WHOLE: "Every course of this source: what is missing from the file is withdrawn",
                PART: "Only some courses: nothing is withdrawn",
            }
        ),
        default=WHOLE,
    )
    replaces_edited = BooleanField(
        "Replace courses that were edited on this site",
        description="If you leave this empty, a course that changed both here and in the file "
        "stays as it is here. We will name it.",
    )
    providers = FileField("Names of providers", description="A CSV file with names by UKPRN.")
    lars = FileField(
        "LARS", description="LearningDelivery.csv: levels and titles of qualifications."
    )
    takes_all = BooleanField("Also load courses that lead to no step of a plan")

    def validate_token(self, field: HiddenField) -> None:
        if not TOKEN.fullmatch(field.data or ""):
            field.data = str(uuid.uuid4())
            raise ValidationError("The form was not complete. Send it again")

    def validate_courses(self, field: FileField) -> None:
        if not (field.data and field.data.filename):
            raise ValidationError("Choose a file")

    def validate_source(self, field: RadioField) -> None:
        if field.data in RESERVED or not SOURCE_NAME.fullmatch(field.data or ""):
            raise ValidationError("Choose whose courses the file holds")

    def validate_new_source(self, field: StringField) -> None:
        if self.source.data != NEW:
            return
        if field.data in RESERVED:
            raise ValidationError(f"“{field.data}” is not loaded from files. Choose another name")
        if not SOURCE_NAME.fullmatch(field.data or ""):
            raise ValidationError(
                "Use small letters, digits and hyphens, at most 50, as newtown-college"
            )

    def wanted(self, who: str) -> CourseImport:
        """What the form says, when it is valid."""
        is_new = self.source.data == NEW
        # Some browsers send the folders too.
        name = one_line(re.split(r"[/\\]", self.courses.data.filename)[-1])
        return CourseImport(
            token=self.token.data or "",
            who=who,
            file_name=name[-255:] or "courses.csv",
            form=self.form.data,
            source=str(self.new_source.data if is_new else self.source.data),
            is_partial=self.extent.data == PART,
            takes_all=bool(self.takes_all.data),
            replaces_edited=bool(self.replaces_edited.data),
        )

    def files(self) -> Mapping[str, Any]:
        """The files that were chosen, by part."""
        given = {COURSES: self.courses, PROVIDERS: self.providers, LARS: self.lars}
        return {
            part: field.data.stream
            for part, field in given.items()
            if field.data and field.data.filename
        }


def source_choices() -> dict[str, str]:
    """The sources that there are with how many courses are listed, and a new one."""
    numbers = (
        select(Course.source, func.count())
        .where(Course.withdrawn.is_(False), Course.source.not_in(RESERVED))
        .group_by(Course.source)
    )
    counts = {**dict.fromkeys(KNOWN, 0), **dict(db.session.execute(numbers).all())}
    return {**{name: _words(name, count) for name, count in counts.items()}, NEW: "A new source"}


def _words(source: str, count: int) -> str:
    listed = f"{count_of(count, 'course')} listed now"
    return f"{source}: {KNOWN[source]} ({listed})" if source in KNOWN else f"{source} ({listed})"
