"""`/editor/documents/…/care`: who looks after a document, and when it is checked next."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, ValidationError

from careers_site import audit
from careers_site.content.pages.check_dates import a_year_after, next_check
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.documents import owners_and_checks
from careers_site.editor.drafts import document_info, saving
from careers_site.editor.drafts.fields import as_choices
from careers_site.platform.clock import today
from careers_site.platform.extensions import db
from careers_site.platform.formatting import day
from careers_site.platform.text_safety import one_line

bp = Blueprint("care", __name__, url_prefix="/editor/documents")


class CareForm(FlaskForm):  # type: ignore[misc]
    """Who is reminded, and from which day on."""

    owner = SelectField("Owner", description="They get the weekly email when it is due.")
    next_check = StringField(
        "Next check",
        filters=[one_line],
        description="Such as 1 April 2027. Leave it blank for 12 months after the last check.",
    )

    def validate_next_check(self, field: StringField) -> None:
        if field.data and _day(field.data) is None:
            raise ValidationError("Enter a day, such as 1 April 2027, or leave it blank.")


@bp.route("/<path:path>/care", methods=["GET", "POST"])
def edit(path: str) -> ResponseReturnValue:
    text, _ = saving.published(path)
    if text is None:
        abort(404)
    kept = owners_and_checks.of(path)
    shown = day(kept.next_check) if kept.next_check else ""
    form = CareForm(owner=kept.owner, next_check=shown)
    names = dict.fromkeys([*owners_and_checks.owners(), *([kept.owner] if kept.owner else [])])
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
    db.session.merge(
        owners_and_checks.Care(path=path, owner=form.owner.data or "", next_check=when)
    )
    said = f"owner: {form.owner.data or 'nobody'}; next check: {when or 'after 12 months'}"
    audit.record("checked a document" if is_checked else "set the next check", title, said)
    db.session.commit()
    flash(f"Saved. The next check of {title} is on {day(when)}." if when else "Saved.")
    return redirect("/editor/to-check", 303)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(as_cell("date", text))
    except ValueError:
        return None
