"""A new person specification: a pasted table becomes a draft, and its source with it."""

from __future__ import annotations

import re

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from careers_site.content.library import library
from careers_site.content.rules.common import POSTS
from careers_site.content.rules.editing.pasted_table import PastedTable, new_specification
from careers_site.content.store import documents
from careers_site.content.tables import new_source
from careers_site.content.tables.cells import as_of_words
from careers_site.content.tables.typed_input import as_cell
from careers_site.editor.drafts import document_info, draft_texts
from careers_site.editor.drafts.form_problems import add_problem, has_problems, make_printable
from careers_site.editor.drafts.forms import SpecificationForm, new_key
from careers_site.platform.clock import today
from careers_site.platform.text.text_safety import new_id

bp = Blueprint("document_specifications", __name__, url_prefix="/editor/documents")

# Facts of the form that are facts of the file.
FACTS = ("title", "employer", "nation", "area", "as_of")
A_DATE = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?", re.ASCII)


@bp.route("/new-specification", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    form = SpecificationForm()
    if form.validate_on_submit():
        table = PastedTable(form.table.data or "")
        facts = {name: form[name].data or "" for name in FACTS}
        facts["as_of"] = as_cell("as of", facts["as_of"])
        source = _source(form, facts)
        _check(form, table, facts, source)
        if not has_problems(form):
            return _start(form, table, facts, source)
    make_printable(form)
    form.key.data = form.key.data or new_key()
    page = render_template("editor/documents/new_specification.html", form=form)
    return page, 400 if request.method == "POST" else 200


def _source(form: SpecificationForm, facts: dict[str, str]) -> dict[str, str]:
    """The document that was read, as a source."""
    is_dated = A_DATE.fullmatch(facts["as_of"])
    return {
        "title": f"{facts['title']}: person specification",
        "publisher": facts["employer"],
        "url": form.url.data or "",
        "dated": as_of_words(facts["as_of"])
        if is_dated
        else f"undated, read {as_of_words(f'{today():%Y-%m}')}",
    }


def _check(
    form: SpecificationForm, table: PastedTable, facts: dict[str, str], source: dict[str, str]
) -> None:
    """Every problem beside its field."""
    for sentence in table.problems:
        add_problem(form, "table", sentence)
    if facts["as_of"] and not A_DATE.fullmatch(facts["as_of"]):
        add_problem(form, "as_of", "Write a date such as 29 June 2025, or leave it blank.")
    if "url" in new_source.problems(source):
        add_problem(form, "url", "Write a web address that begins https://, or leave it blank.")
    if f"{POSTS}{form.slug.data}.toml" in documents.published():
        said = f"There is already a person specification “{form.slug.data}”. Choose another."
        add_problem(form, "slug", said)


def _start(
    form: SpecificationForm, table: PastedTable, facts: dict[str, str], source: dict[str, str]
) -> ResponseReturnValue:
    path = f"{POSTS}{form.slug.data}.toml"
    source_id = new_id(f"{facts['employer']} {facts['title']}", library().sources)
    facts["title"] = f"{facts['title']}, {facts['employer']}"
    sources = new_source.add(draft_texts.published(new_source.PATH)[0], source_id, source)
    texts = {
        path: new_specification(facts, source_id, table.criteria, today()),
        new_source.PATH: sources,
    }
    title = f"New person specification: {facts['title']}"
    draft_id = draft_texts.save_set(title, texts, form.key.data or "")
    flash(
        f"{len(table.criteria)} criteria are in a draft. Put each into short words of your own, "
        "and say in “fill” what fills the gap. Then save it."
    )
    return redirect(document_info.edited_at(path, draft_id), 303)
