"""The forms of documents: a text, a new page, where a page went."""

from __future__ import annotations

import re
import uuid

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Regexp

from careers_site.editor.drafts.fields import as_choices, line
from careers_site.places.nations import NATIONS
from careers_site.platform.text.text_safety import one_line

ADDRESS = (
    DataRequired("Enter an address."),
    Length(max=60),
    Regexp(
        r"[a-z0-9]+(-[a-z0-9]+)*\Z",
        message="Use small letters, digits and single hyphens, such as finding-jobs.",
    ),
)
NEW = "new"
MOST_COMMENT = 500
KEY = re.compile("[0-9a-f-]{36}")


def _key(value: str | None) -> str:
    return value if value and KEY.fullmatch(value) else ""


class TextForm(FlaskForm):  # type: ignore[misc]
    """A document as a text. `seen` is the revision that it was opened at, `version` that of the
    draft's text, and `key` tells a form that is sent twice."""

    text = TextAreaField("Text")
    seen = HiddenField()
    version = HiddenField()
    key = HiddenField(filters=[_key])
    into = SelectField("Put it into", validate_choice=False)
    address = SelectField("Page to preview", validate_choice=False)

    @property
    def words(self) -> TextAreaField:
        """The field in which the words are written."""
        return self.text

    def document(self) -> str:
        """The text of the document. A browser may send an empty one as nothing at all."""
        return self.words.data or ""


class PageForm(FlaskForm):  # type: ignore[misc]
    """A new page: its address, and what its front matter says."""

    title = line("Title", DataRequired("Enter a title."), Length(max=100))
    slug = line(
        "Address",
        *ADDRESS,
        hint="Small letters, digits and hyphens. It comes after / in the page’s address",
    )
    summary = line(
        "Summary",
        *(DataRequired("Enter a summary."), Length(max=300)),
        hint="One sentence. Search engines and the home page show it.",
    )
    sources = SelectMultipleField(
        "Sources",
        filters=[lambda names: [one_line(name) for name in names or ()]],
        description="Sources for the whole page. You can cite others in the text.",
    )
    key = HiddenField(filters=[_key])


class SpecificationForm(FlaskForm):  # type: ignore[misc]
    """A new person specification: where it was read, and its table as it was copied."""

    employer = line(
        "Employer",
        *(DataRequired("Enter the employer."), Length(max=100)),
        hint="Such as Leeds City Council.",
    )
    title = line("Job title", DataRequired("Enter the job title."), Length(max=150))
    slug = line(
        "Address",
        *ADDRESS,
        hint="Small letters, digits and hyphens, such as leeds. "
        "It comes after /person-specification/",
    )
    area = line(
        "Area",
        Length(max=100),
        hint="Where the job is. Leave it blank if the advert does not say.",
    )
    nation = SelectField("Nation", choices=as_choices(NATIONS))
    as_of = line(
        "Date",
        hint="Of the advert or the document, such as 29 June 2025 or June 2025. "
        "Leave it blank if it has none.",
    )
    url = line(
        "Web address",
        Length(max=500),
        hint="Where you read it. Leave it blank if it is not on the web.",
    )
    table = TextAreaField(
        "The table",
        [DataRequired("Paste the table."), Length(max=50_000)],
        description="Copy it from Word, Excel or a web page: one criterion a row, and whether it "
        "is essential or desirable. Then put each point into short words of your own.",
    )
    key = HiddenField(filters=[_key])


class RetireForm(FlaskForm):  # type: ignore[misc]
    """Where the address of a page leads when the page is gone."""

    to = SelectField("Where should its address lead?")
    key = HiddenField(filters=[_key])


class RenameForm(FlaskForm):  # type: ignore[misc]
    """The new address of a page."""

    slug = line(
        "New address",
        *ADDRESS,
        hint="Small letters, digits and hyphens. The old address leads to the new one.",
    )
    key = HiddenField(filters=[_key])


class PublishForm(FlaskForm):  # type: ignore[misc]
    """What is said when a draft is published. `reviewed` and `confirmed` are what was seen."""

    agreed = BooleanField("Yes, this is right")
    changes = BooleanField("These changes are right")
    comment = TextAreaField(
        "Why are you making this change?",
        [
            DataRequired("Say in a sentence why you are making this change."),
            Length(max=MOST_COMMENT, message=f"Use at most {MOST_COMMENT} characters."),
        ],
        filters=[lambda value: (value or "").strip().replace("\r\n", "\n").replace("\x00", "")],
        description="Other editors will see it in the history.",
    )
    day = line("Day", hint="Such as 1 April 2027.")
    time = StringField(
        "Time",
        filters=[one_line],
        default="00:00",
        description="In the United Kingdom, such as 00:00 or 14:30.",
    )
    reviewed = HiddenField()
    confirmed = HiddenField()


class TitleForm(FlaskForm):  # type: ignore[misc]
    """What a draft is called."""

    title = line("Name of the draft", DataRequired("Enter a name."), Length(max=200))


def new_key() -> str:
    """Tells one opened form from another."""
    return str(uuid.uuid4())
