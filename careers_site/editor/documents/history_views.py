"""`/editor/history`: every revision, what it changed, and the way back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select

from careers_site.accounts.sessions import guard
from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.content.store.documents import Document, DocumentRevision, Revision
from careers_site.content.tables.labels import TABLES
from careers_site.editor.documents import revision_undo, row_history
from careers_site.editor.drafts import document_info, draft_texts
from careers_site.editor.drafts.forms import new_key
from careers_site.editor.drafts.merging import overwritten_changes
from careers_site.editor.drafts.review import review
from careers_site.editor.drafts.review.row_labels import WORDS
from careers_site.platform.extensions import db
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.web.pagination import paging
from careers_site.platform.web.record_filter import RecordFilter

bp = Blueprint("history", __name__, url_prefix="/editor/history")
A_PAGE = 25
# A first load has every document: they are named, and compared one by one.
MOST_COMPARED = 20


@bp.get("")
def overview() -> ResponseReturnValue:
    return _list(select(Revision), None)


@bp.get("/documents/<path:path>")
def document(path: str) -> ResponseReturnValue:
    """The revisions of one document."""
    db.get_or_404(Document, path)
    changed = select(DocumentRevision.revision).where(DocumentRevision.path == path)
    return _list(select(Revision).where(Revision.number.in_(changed)), path)


@bp.get("/rows/<name>/<path:key>")
def row(name: str, key: str) -> ResponseReturnValue:
    """What happened to one row of a table."""
    table = TABLES.get(name) or abort(404)
    found = row_history.history(table, tuple(key.rsplit("/", len(table.key) - 1)))
    if not found:
        abort(404)
    return render_template(
        "editor/history/row.html",
        table=table,
        words=WORDS[name],
        key=key,
        name=found[0][1].name,
        found=found,
    )


@bp.get("/<int:number>")
def revision(number: int) -> ResponseReturnValue:
    """What one revision changed, against what was published before it."""
    found = db.get_or_404(Revision, number)
    wanted = request.args.get("document")
    paths = _paths(number)
    if wanted is not None and wanted not in paths:
        abort(404)
    here = [path for path in paths if draft_texts.published(path)[0] is not None]
    compared = [wanted] if wanted else paths if len(paths) <= MOST_COMPARED else []
    return render_template(
        "editor/history/revision.html",
        revision=found,
        paths=paths,
        titles=document_info.titles(paths),
        page=document_info.pages_of(here[0], library())[0].address if here else None,
        published={path: draft_texts.published(path)[1] for path in compared},
        compared=review.differences(
            (path, documents.text_before(path, number), documents.text_at(path, number))
            for path in compared
        ),
        is_newest=number == documents.current_revision(),
        key=new_key(),
    )


@bp.post("/<int:number>/undo")
def undo(number: int) -> ResponseReturnValue:
    """A draft that takes back what the revision changed, and nothing that came later."""
    db.get_or_404(Revision, number)
    return _drafted(f"Undo revision {number}", *revision_undo.undo(number, _paths(number)))


@bp.post("/<int:number>/restore")
def restore(number: int) -> ResponseReturnValue:
    """A draft that publishes one document again as this revision had it."""
    path = request.form.get("path", "")
    if path not in _paths(number):
        abort(404)
    text = documents.text_at(path, number)
    title = document_info.title(path, text)
    seen = whole_number(request.form.get("seen"))
    made_from = {} if seen is None else {path: seen}
    undone = overwritten_changes.undone(path, text, number, guard.who())
    return _drafted(f"{title} as of revision {number}", {path: text}, made_from, undone)


def _drafted(
    title: str, texts: dict[str, str | None], made_from: dict[str, int], questions: list[str]
) -> ResponseReturnValue:
    """A draft with these texts; `made_from` are the revisions that the editor has seen."""
    here = documents.published()
    changes = {path: text for path, text in texts.items() if here.get(path) != text}
    if not changes:
        nothing = "There is nothing to put back. All of this is published already."
        flash(" ".join(questions) or nothing, "notice")
        return redirect(url_for(".overview"), 303)
    key = request.form.get("key", "")
    draft_id = draft_texts.save_set(title, changes, key, made_from, questions)
    flash("Nothing has changed yet. This draft puts it back: check it, then publish it.", "notice")
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


def _paths(number: int) -> list[str]:
    wanted = select(DocumentRevision.path).where(DocumentRevision.revision == number)
    return list(db.session.scalars(wanted.order_by(DocumentRevision.path)))


def _list(wanted: Select[Revision], path: str | None) -> ResponseReturnValue:
    asked = RecordFilter.read()
    wanted = asked.narrow(wanted, Revision.at, Revision.author, (Revision.comment,))
    count = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    pages = paging(count, A_PAGE)
    rows = db.session.scalars(
        wanted.order_by(Revision.number.desc()).limit(A_PAGE).offset(pages.offset)
    ).all()
    paths = {row.number: _paths(row.number) for row in rows}
    text, seen = draft_texts.published(path) if path else (None, 0)
    return render_template(
        "editor/history/list.html",
        rows=[(row, paths[row.number]) for row in rows],
        titles=document_info.titles(one for several in paths.values() for one in several),
        path=path,
        title=document_info.title(path, text) if path else "",
        is_retired=path is not None and text is None,
        seen=seen,
        paging=pages,
        wanted=asked,
        people=db.session.scalars(
            select(Revision.author).distinct().order_by(Revision.author)
        ).all(),
        key=new_key(),
    )
