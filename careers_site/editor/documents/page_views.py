"""New pages, pages that go, and pages that move: each a draft, with the old address leading on."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.content.library import library
from careers_site.content.pages.job_facts import JOB_FACTS
from careers_site.content.pages.new_page import (
    new_page,
    with_link_moved,
    with_page_moved,
    with_redirect,
)
from careers_site.content.pages.redirects import FIXED, REDIRECTS, ROUTES_AT
from careers_site.content.pages.required_pages import NEEDED, RESERVED
from careers_site.content.parsing import PAGES
from careers_site.content.rules.common import CHANGES
from careers_site.content.store import documents
from careers_site.editor.drafts import document_info, draft_texts
from careers_site.editor.drafts.forms import PageForm, RenameForm, RetireForm, new_key
from careers_site.platform.clock import today

bp = Blueprint("document_pages", __name__, url_prefix="/editor/documents")


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    form = PageForm()
    sources = library().sources.values()
    form.sources.choices = sorted((one.id, f"{one.title} ({one.id})") for one in sources)
    if not form.validate_on_submit() or not _is_free(form):
        return _form("editor/documents/new.html", form)
    slug, summary = form.slug.data or "", form.summary.data or ""
    text = new_page(form.title.data or "", summary, form.sources.data or [], today())
    path = f"{PAGES}{slug}.md"
    title = f"New page: {form.title.data}"
    draft_id = draft_texts.save_set(title, {path: text}, form.key.data or "")
    flash("Your new page is in a draft. Write it here, then save it.")
    return redirect(document_info.edited_at(path, draft_id), 303)


@bp.route("/<path:path>/retire", methods=["GET", "POST"])
def retire(path: str) -> ResponseReturnValue:
    slug = _slug(path)
    if slug in NEEDED:
        return _refused(path, "retired", slug)
    form = RetireForm()
    form.to.choices = _places(slug)
    if not form.validate_on_submit():
        return _form("editor/documents/retire.html", form, path)
    redirects = with_redirect(draft_texts.text_of(REDIRECTS), f"/{slug}", form.to.data)
    texts = {path: None, REDIRECTS: redirects}
    return _review(f"Retire {_title(path)}", texts, form)


@bp.route("/<path:path>/rename", methods=["GET", "POST"])
def rename(path: str) -> ResponseReturnValue:
    slug = _slug(path)
    if slug in NEEDED:
        return _refused(path, "renamed", slug)
    form = RenameForm()
    if not form.validate_on_submit() or not _is_free(form):
        return _form("editor/documents/rename.html", form, path)
    moved = form.slug.data or ""
    redirects = with_redirect(draft_texts.text_of(REDIRECTS), f"/{slug}", f"/{moved}")
    texts = {path: None, f"{PAGES}{moved}.md": draft_texts.text_of(path), REDIRECTS: redirects}
    for other, following in ((JOB_FACTS, with_page_moved), (CHANGES, with_link_moved)):
        text = draft_texts.text_of(other)
        if text and (named := following(text, slug, moved)) != text:
            texts[other] = named
    return _review(f"New address: {_title(path)}", texts, form)


def _is_free(form: PageForm | RenameForm) -> bool:
    """Whether no page and no part of the site has the address; the form says what has."""
    slug = form.slug.data or ""
    if slug in RESERVED or f"{PAGES}{slug}.md" in documents.published():
        form.slug.errors = [f"There is already a page at /{slug}. Choose another address."]
    return not form.slug.errors


def _slug(path: str) -> str:
    """The slug of a published page; no other document is retired or renamed here."""
    if not path.startswith(PAGES) or not draft_texts.text_of(path):
        abort(404)
    return path.removeprefix(PAGES).removesuffix(".md")


def _title(path: str) -> str:
    return document_info.title(path, draft_texts.text_of(path))


def _places(slug: str) -> list[tuple[str, str]]:
    """Every page that an old address can lead to, with its title."""
    here = library()
    pages = sorted((f"/{p.slug}", p.title) for p in here.pages.values() if p.slug != slug)
    routes = [(f"{ROUTES_AT}{route.id}", route.title) for route in here.rules.routes]
    return [*((address, address) for address in FIXED), *pages, *routes]


def _form(
    template: str, form: PageForm | RetireForm | RenameForm, path: str = ""
) -> ResponseReturnValue:
    form.key.data = form.key.data or new_key()
    title = _title(path) if path else ""
    page = render_template(template, form=form, path=path, title=title)
    return page, 400 if request.method == "POST" else 200


def _refused(path: str, what: str, slug: str) -> ResponseReturnValue:
    page = render_template(
        "editor/documents/needed.html", path=path, title=_title(path), what=what, why=NEEDED[slug]
    )
    return page, 409


def _review(
    title: str, texts: dict[str, str | None], form: RetireForm | RenameForm
) -> ResponseReturnValue:
    draft_id = draft_texts.save_set(title, texts, form.key.data or "")
    flash("Nothing has changed yet. Check this draft, then publish it.", "notice")
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)
