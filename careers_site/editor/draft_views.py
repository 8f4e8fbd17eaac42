"""`/editor/drafts`: drafts, and the page that shows what publishing one would do."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from careers_site.editor.drafts import Draft
from careers_site.extensions import db

bp = Blueprint("drafts", __name__, url_prefix="/editor/drafts")


@bp.get("/<int:draft_id>")
def review(draft_id: int) -> ResponseReturnValue:
    draft = db.session.get(Draft, draft_id)
    if draft is None:
        abort(404)
    return render_template("editor/draft.html", draft=draft)
