"""`/editor/rules`: the rules as lists, and the form of one."""

from __future__ import annotations

import re

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest
from wtforms import Form

from careers_site.accounts.sessions.pending_form import kept
from careers_site.content.diff.text import TextError
from careers_site.content.library import library
from careers_site.content.rules.editing.toml_items import ItemError
from careers_site.content.store import documents
from careers_site.content.tables import new_source
from careers_site.editor.drafts import document_info, draft_texts, form_problems
from careers_site.editor.drafts.draft_texts import draft_of_address
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.source_fields import typed_source
from careers_site.editor.rules import checking, try_out
from careers_site.editor.rules.editing import Editing
from careers_site.editor.rules.entries import entries, read_back
from careers_site.editor.rules.inputs import TreeField, grown
from careers_site.editor.rules.kind_list import KINDS
from careers_site.editor.rules.kinds import Kind
from careers_site.editor.rules.try_out import Tried
from careers_site.editor.rules.vocabulary import Vocabulary, words
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.errors import BadQueryError

bp = Blueprint("rules", __name__, url_prefix="/editor/rules")

LONGEST_WORDS = 200
# Buttons that change the form and keep nothing.
MORE, GROUP, TRY = "more", "group", "try"


@bp.get("")
def overview() -> ResponseReturnValue:
    texts = draft_texts.texts_of(None)
    return render_template("editor/rules/overview.html", kinds=KINDS.values(), texts=texts,
                           count=lambda kind: len(entries(kind, texts)))  # fmt: skip


@bp.get("/<kind_id>")
def rules(kind_id: str) -> ResponseReturnValue:
    kind, draft = _kind(kind_id), draft_of_address("q")
    wanted = one_line(request.args.get("q"), LONGEST_WORDS)
    texts = draft_texts.texts_of(draft)
    vocabulary = Vocabulary(
        checking.parse(texts, "")[0] or library().rules, draft_texts.sources_of(draft)
    )
    found = [
        (one, read_back(kind, one.item, vocabulary))
        for one in entries(kind, texts)
        if all(word in f"{one.name} {one.item}".casefold() for word in wanted.casefold().split())
    ]
    if kind.is_alone and found:
        return redirect(_at(kind, found[0][0].key, draft))
    return render_template("editor/rules/list.html", kind=kind, found=found, q=wanted,
                           draft=draft, at=lambda one: _at(kind, one.key, draft))  # fmt: skip


@bp.route("/<kind_id>/new", methods=["GET", "POST"])
def new(kind_id: str) -> ResponseReturnValue:
    kind = _kind(kind_id)
    return _edit(kind, None) if kind.can_add and not kind.is_alone else abort(404)


@bp.route("/<kind_id>/edit/<path:key>", methods=["GET", "POST"])
def rule(kind_id: str, key: str) -> ResponseReturnValue:
    kind = _kind(kind_id)
    try:
        return _edit(kind, key)
    except LookupError:
        if request.method == "GET":
            abort(404)
        return render_template("editor/rules/gone.html", kind=kind, kept=kept()), 409


@bp.errorhandler(ItemError)
def broken(error: ItemError) -> ResponseReturnValue:
    """A document that no form can show is changed as a text."""
    return render_template("editor/rules/broken.html", error=str(error), kept=kept()), 409


def _edit(kind: Kind, key: str | None) -> ResponseReturnValue:
    draft = draft_of_address()
    if request.method == "GET":
        editing = Editing(kind, key, draft)
        return _show(editing, editing.form())
    with documents.exclusive():
        target, is_closed = draft_texts.draft_of_form()
        editing = Editing(kind, key, draft if is_closed else target)
        form = editing.form(request.form)
        if is_closed:
            form_problems.add_problem(form, "into", draft_texts.CLOSED)
        tried, number = (None, None) if is_closed else _do(editing, form)
        if number is None:
            return _show(editing, form, tried)
    flash("It is in this draft. Readers do not see it until you publish.")
    return redirect(url_for("drafts.review", draft_id=number), 303)


def _do(editing: Editing, form: Form) -> tuple[Tried | None, int | None]:
    """What was tried, and the number of the draft where something was kept."""
    wanted, _, path = request.form.get("do", "save").partition(":")
    if wanted == TRY:
        return _try(editing, form), None
    if wanted in (MORE, GROUP):
        _grow(form, wanted, path)
        return None, None
    entry = editing.entry
    try:
        if wanted == "save":
            return None, editing.save(form)
        if wanted == "checked" and entry and "checked" in entry.item:
            return None, editing.check_today(entry)
        if wanted == "remove" and entry and not editing.kind.is_alone:
            return None, editing.remove(entry)
    except TextError as error:
        form.form_errors.append(str(error))
        return None, None
    raise BadRequest("This page cannot do that. Open it again.")


def _grow(form: Form, wanted: str, path: str) -> None:
    """Another level or another group in the group of that path."""
    name, *numbers = path.split(".")
    field = next((one for one in form if one.name == name), None)
    if isinstance(field, TreeField) and all(re.fullmatch("[0-9]{1,3}", one) for one in numbers):
        path_there = [int(one) for one in numbers]
        field.data = grown(field.data, path_there, with_group=wanted == GROUP)


def _try(editing: Editing, form: Form) -> Tried | None:
    if not editing.read(form):
        return None
    now, then = library().rules, checking.parse(editing.proposed, "")[0]
    chosen, typed = request.form.get("try_person", ""), request.form.get("try_answers", "")
    try:
        someone = try_out.person(chosen, typed, library().examples, now)
    except BadQueryError as error:
        form.form_errors.append(error.message)
        return None
    if someone and then:
        return try_out.tried(someone, now, then)
    form.form_errors.append(
        "What you typed needs a change of another rule too. Save it, and see what is missing"
        if someone
        else "Choose somebody to try it with, or paste the address of a result"
    )
    return None


def _show(editing: Editing, form: Form, tried: Tried | None = None) -> ResponseReturnValue:
    form_problems.make_printable(form)
    entry, vocabulary, draft = editing.entry, editing.vocabulary, editing.draft
    path = entry.path if entry else editing.kind.path
    status = 409 if editing.met else 400 if form_problems.has_problems(form) else 200
    page = render_template(
        "editor/rules/form.html",
        kind=editing.kind,
        entry=entry,
        fields=editing.shown,
        form=form,
        met=editing.met,
        tried=tried,
        people=library().examples,
        chosen=request.form.get("try_person", ""),
        answers=request.form.get("try_answers", ""),
        read_back={
            one.name: one.read_back(words(one.groups), vocabulary.rules.scales)
            for one in form
            if isinstance(one, TreeField)
        },
        source_fields=new_source.FIELDS,
        has_new_source="sources" in form and bool(typed_source(form)),
        draft=draft,
        text_at="" if path.endswith("/") else document_info.edited_at(path, draft and draft.id),
    )
    return page, status


def _at(kind: Kind, key: str, draft: Draft | None) -> str:
    number = draft.id if draft else None
    return url_for("rules.rule", kind_id=kind.id, key=key, draft=number)


def _kind(kind_id: str) -> Kind:
    return KINDS.get(kind_id) or abort(404)
