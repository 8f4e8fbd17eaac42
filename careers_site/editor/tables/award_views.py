"""`/editor/pay-award`: every point of a spine raised, and what follows: looked at, then kept."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.content.diff.rows import compare_rows
from careers_site.content.store import documents
from careers_site.content.tables import award, new_source
from careers_site.content.tables.award import Award
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES
from careers_site.editor.drafts import draft_texts, form_problems, source_fields
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.row_labels import WORDS
from careers_site.editor.tables import award_form
from careers_site.platform.clock import today

bp = Blueprint("pay_award", __name__, url_prefix="/editor/pay-award")


@bp.get("")
def start() -> ResponseReturnValue:
    return _Page(None).show()


@bp.post("")
def enter() -> ResponseReturnValue:
    with documents.exclusive():
        draft, is_closed = draft_texts.draft_of_form()
        page = _Page(draft, request.form)
        if is_closed:
            form_problems.add_problem(page.form, "into", draft_texts.CLOSED)
        found = page.read()
        if found is None or request.form.get("do") != "save":
            return page.show(found)
        number = page.keep(found)
    return redirect(url_for("drafts.review", draft_id=number), 303)


class _Page:
    """The points of a draft, or else those that are published, and the form over them."""

    def __init__(self, draft: Draft | None, sent: Any = None) -> None:
        self.draft = draft
        self.sources = draft_texts.sources_of(draft)
        self.text = draft_texts.text_of(PAY_POINTS.path, draft)
        self.salaries = draft_texts.text_of(SALARIES.path, draft)
        self.points = PAY_POINTS.read(self.text, self.sources)[0]
        self.form = award_form.award_form(self.points, self.sources, draft, sent)
        # The document of a source that was typed.
        self.added: dict[str, str] = {}

    def read(self) -> Award | None:
        id, self.added = source_fields.new_source_of(self.form, self.draft, self.sources)
        return award_form.read(self.form, self.points, self.sources, id)

    def keep(self, found: Award) -> int:
        texts = {**self.added, PAY_POINTS.path: award.apply(self.text, found, self.points)}
        followed, unsaid = self.followed(found)
        if followed != self.salaries:
            texts[SALARIES.path] = followed
        title = f"Pay award: {found.spine} {found.year}, {found.words}"
        doubts = [*award_form.doubts(found), *unsaid]
        return draft_texts.keep(self.draft, title, texts, doubts)

    def followed(self, found: Award) -> tuple[str, list[str]]:
        """The salaries with those that follow; readers see them once the pay year has begun."""
        return award.follow(self.salaries, found, award.raised(self.points, found))

    def show(self, found: Award | None = None) -> ResponseReturnValue:
        form_problems.make_printable(self.form)
        raised = award.raised(self.points, found) if found else []
        followed, unsaid = self.followed(found) if found else (self.salaries, [])
        changes = compare_rows(SALARIES.path, self.salaries, followed) or ()
        page = render_template(
            "editor/award.html",
            form=self.form,
            found=found,
            raised=raised,
            salaries=[WORDS["salaries"].name(one.now or {}) for one in changes],
            unsaid=unsaid,
            is_coming=found is not None and f"{found.begins}-01" > today().isoformat(),
            source_fields=new_source.FIELDS,
            has_new_source=bool(source_fields.typed_source(self.form)),
            asks_to_replace=bool(self.form["replace"].errors or self.form["replace"].data),
        )
        return page, 400 if form_problems.has_problems(self.form) else 200
