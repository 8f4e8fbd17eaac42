"""`/editor/feedback`: what readers say, page by page, until an editor marks it done."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.feedback import store
from careers_site.feedback.store import LONGEST_PAGE
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of
from careers_site.platform.text.numbers import LARGEST, whole_number
from careers_site.platform.web.pagination import only_page

bp = Blueprint("editor_feedback", __name__, url_prefix="/editor/feedback")

A_PAGE = 20


@bp.get("")
def overview() -> ResponseReturnValue:
    paging = only_page(store.count_pages(), A_PAGE)
    return render_template(
        "editor/feedback.html", pages=store.open_pages(A_PAGE, paging.offset), paging=paging
    )


@bp.post("")
def done() -> ResponseReturnValue:
    """Mark what the editor has seen of a page. What came in meanwhile stays open."""
    page = request.form.get("page", "")[:LONGEST_PAGE]
    newest = whole_number(request.form.get("newest", ""), 0, LARGEST) or 0
    marked = store.mark_done(page, newest)
    if marked:
        audit.record("marked feedback done", page, count_of(marked, "answer"))
    db.session.commit()
    flash(f"{count_of(marked, 'answer')} about {page} marked as done.")
    return redirect("/editor/feedback", 303)
