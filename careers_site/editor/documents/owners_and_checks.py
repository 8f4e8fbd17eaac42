"""`/editor/documents/…/care`: who looks after a document, and when it is checked next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import SelectField, StringField, ValidationError

from careers_site import audit
from careers_site.accounts.models import Account
from careers_site.content.pages.check_dates import a_year_after, next_check
from careers_site.content.rules.examples import examples
from careers_site.content.store import documents
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts import document_info, draft_texts
from careers_site.editor.drafts.fields import as_choices, line
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import day

bp = Blueprint("care", __name__, url_prefix="/editor/documents")


class Care(db.Model):  # type: ignore[name-defined, misc]
    """What an editor said of a document: an `owner` (an email, or ""), and a day or none."""

    __tablename__ = "document_care"

    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    owner: Mapped[str] = mapped_column(String(255))
    next_check: Mapped[date | None]


@dataclass(frozen=True)
class Cared:
    """A published document with its owner and its next check.

    The day is the one that an editor set, else 12 months after the oldest thing in it was checked;
    None where nothing in it says when it was.
    """

    path: str
    title: str
    owner: str
    next_check: date | None
    is_set: bool

    def is_due(self, today: date) -> bool:
        return self.next_check is not None and self.next_check <= today


def of(path: str) -> Care:
    """What was said of a document; nothing yet where nothing was."""
    return db.session.get(Care, path) or Care(path=path, owner="", next_check=None)


def cared() -> Iterator[Cared]:
    """Every published page, table and rule set. Example people follow the rules."""
    said = {care.path: care for care in db.session.scalars(select(Care))}
    for path, text in documents.published().items():
        if path.startswith(examples.FOLDER):
            continue
        care = said.get(path)
        day = care.next_check if care else None
        yield Cared(
            path=path,
            title=document_info.title(path, text),
            owner=care.owner if care else "",
            next_check=day or next_check(path, text),
            is_set=day is not None,
        )


def due(today: date) -> list[Cared]:
    """What is to be checked now, the longest overdue first."""
    found = [one for one in cared() if one.is_due(today)]
    return sorted(found, key=lambda one: one.next_check or today)


def owners() -> list[str]:
    """Everybody who can look after a document."""
    return list(db.session.scalars(select(Account.email).where(Account.active).order_by("email")))


class CareForm(FlaskForm):  # type: ignore[misc]
    """Who is reminded, and from which day on."""

    owner = SelectField("Owner", description="They get the weekly email when it is due.")
    next_check = line(
        "Next check",
        hint="Such as 1 April 2027. Leave it blank for 12 months after the last check.",
    )

    def validate_next_check(self, field: StringField) -> None:
        if field.data and _day(field.data) is None:
            raise ValidationError("Enter a day, such as 1 April 2027, or leave it blank.")


@bp.route("/<path:path>/care", methods=["GET", "POST"])
def edit(path: str) -> ResponseReturnValue:
    text, _ = draft_texts.published(path)
    if text is None:
        abort(404)
    kept = of(path)
    shown = day(kept.next_check) if kept.next_check else ""
    form = CareForm(owner=kept.owner, next_check=shown)
    names = dict.fromkeys([*owners(), *filter(None, [kept.owner])])
    form.owner.choices = as_choices({"": "Nobody", **{name: name for name in names}})
    title = document_info.title(path, text)
    if not form.validate_on_submit():
        page = render_template(
            "editor/documents/care.html",
            form=form,
            path=path,
            title=title,
            otherwise=next_check(path, text),
        )
        return page, 400 if form.errors else 200
    is_checked = "checked" in request.form
    when = a_year_after(today()) if is_checked else _day(form.next_check.data or "")
    db.session.merge(Care(path=path, owner=form.owner.data or "", next_check=when))
    said = f"owner: {form.owner.data or 'nobody'}; next check: {when or 'after 12 months'}"
    audit.record("checked a document" if is_checked else "set the next check", title, said)
    db.session.commit()
    flash(f"Saved. The next check of {title} is on {day(when)}." if when else "Saved.")
    if is_checked and path.endswith(".md") and (dated := _checked_today(text)) != text:
        with documents.exclusive():
            number = draft_texts.keep(None, f"Page checked: {title}", {path: dated})
        flash("Publish this draft, so that readers see that the page was checked today.", "notice")
        return redirect(url_for("drafts.review", draft_id=number), 303)
    return redirect("/editor/to-check", 303)


def _checked_today(text: str) -> str:
    """The page with today as the day on which readers read that it was checked."""
    return re.sub(r"^checked = .*$", f"checked = {today()}", text, count=1, flags=re.MULTILINE)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(as_cell("date", text))
    except ValueError:
        return None
