"""`/editor/documents`: every text of the site, and the page where one is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from careers_site.accounts.sessions import guard
from careers_site.content.diff import lines as diffs
from careers_site.content.diff.text import TextError, plain_lines
from careers_site.content.library import library
from careers_site.content.pages.redirects import REDIRECTS
from careers_site.content.store.documents import Document, Revision
from careers_site.editor.documents import writing_views as writing
from careers_site.editor.drafts import document_info, draft_texts, drafts, front_matter, text_forms
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.forms import NEW, TextForm, new_key
from careers_site.editor.drafts.front_matter import PageTextForm
from careers_site.platform.extensions import db
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.text.text_safety import one_line, showable

bp = Blueprint("documents", __name__, url_prefix="/editor/documents")


@dataclass(frozen=True)
class Listed:
    """A document as the list shows it."""

    path: str
    title: str
    url: str
    checked: date | None
    changed: datetime
    author: str


@bp.get("")
def overview() -> ResponseReturnValue:
    wanted = one_line(request.args.get("q"), 100)
    return render_template(
        "editor/documents/list.html",
        groups=_listed(wanted),
        wanted=wanted,
        draft=drafts.open_one(request.args.get("draft")),
    )


@bp.get("/<path:path>")
def edit(path: str) -> ResponseReturnValue:
    draft = drafts.open_one(request.args.get("draft"))
    kept = draft.document(path) if draft else None
    text, seen = draft_texts.published(path)
    if kept is None and text is None and path != REDIRECTS:
        abort(404)
    form = text_forms.opened(
        path,
        showable(plain_lines((kept.text if kept else text) or "")),
        seen=str(seen),
        version=str(kept.version) if kept else "",
        key=new_key(),
        into=str(draft.id) if draft else NEW,
    )
    return _page(path, form, draft)


@bp.post("/<path:path>")
def save(path: str) -> ResponseReturnValue:
    """Keep the text in a draft and show what publishing it would do."""
    form = text_forms.sent(path)
    draft = drafts.open_one(form.into.data)
    if not draft_texts.is_known(path, draft):
        abort(404)
    if do := request.form.get("do"):
        return _page(path, text_forms.shown_otherwise(path, form, do), draft)
    if isinstance(form, PageTextForm) and not front_matter.check(form):
        return _page(path, form, draft), 400
    try:
        draft_id = text_forms.save(path, form)
    except TextError as error:
        form.words.errors = [str(error)]
        return _page(path, form, draft), 400
    except text_forms.ClosedError:
        form.into.data, form.key.data = NEW, new_key()
        form.words.errors = ["That draft is closed. Your text is below. Save it to a new draft."]
        return _page(path, form, None), 409
    except text_forms.NewerError as newer:
        form.into.data, form.version.data = str(newer.draft_id), str(newer.version)
        return _page(path, form, drafts.read(newer.draft_id), newer), 409
    flash("Your text is saved in this draft. Readers do not see it until you publish.")
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


def _page(
    path: str, form: TextForm, draft: Draft | None, newer: text_forms.NewerError | None = None
) -> str:
    form.words.data = showable(plain_lines(form.words.data or ""))
    text = showable(plain_lines(form.document()))
    published, revision = draft_texts.published(path)
    mine = drafts.open_drafts(guard.who())
    form.into.choices = [(NEW, "A new draft"), *((str(one.id), one.title) for one in mine)]
    pages = document_info.pages_of(path, library())
    form.address.choices = [(page.address, page.words) for page in pages]
    here = whole_number(request.args.get("line"))
    lines = text.split("\n")
    return render_template(
        "editor/documents/edit.html",
        path=path,
        title=document_info.title(path, text),
        is_page=path.endswith(".md"),
        is_new=published is None,
        form=form,
        draft=draft,
        others=[one for one in mine if one.document(path) and one is not draft],
        newer=newer,
        newer_diff=diffs.compare(newer.text, text) if newer else None,
        line=(here, lines[here - 1]) if here and here <= len(lines) else None,
        sources=library().sources,
        read=writing.read(text),
        kinds=_insertable() if path.endswith(".md") else (),
        in_fields=isinstance(form, PageTextForm),
        is_typed=request.method == "POST",
        last=db.session.get(Revision, revision),
    )


def _listed(wanted: str) -> dict[str, list[Listed]]:
    """Every published document that holds the wanted words in its title, path or text, by group."""
    words = wanted.casefold().split()
    found: dict[str, list[Listed]] = {name: [] for name in document_info.GROUPS}
    rows = db.session.execute(
        select(Document.path, Document.text, Revision.at, Revision.author)
        .join(Revision, Revision.number == Document.revision)
        .where(Document.text.is_not(None))
        .order_by(Document.path)
    )
    for path, text, at, author in rows:
        title = document_info.title(path, text)
        held = f"{path} {title} {text}".casefold()
        if all(word in held for word in words):
            day = document_info.checked(path, text)
            one = Listed(path, title, document_info.address_of(path), day, at, author)
            found[document_info.group(path)].append(one)
    return {name: rows for name, rows in found.items() if rows}


def _insertable() -> list[tuple[str, str, str, dict[str, str]]]:
    """What can be put into a text: name, label, hint and choices of each kind."""
    here = library()
    return [
        ("link", "Link to a page", "Type some words of its name.", writing.links(here)),
        ("source", "Source of a fact", "Type some words of it.", writing.cited(here)),
        (
            "term",
            "Course, certificate or person specification",
            "Its name, with a link to what it is.",
            writing.terms(here),
        ),
    ]
