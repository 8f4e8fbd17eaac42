"""`/editor/files`: files of this machine that changed and were not loaded, and what to do."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site import audit
from careers_site.accounts.sessions import guard
from careers_site.content.diff.text import TextError
from careers_site.content.store import documents, files
from careers_site.content.store.files import FileState
from careers_site.editor.drafts import document_info, drafts
from careers_site.editor.drafts.review import review

bp = Blueprint("files", __name__, url_prefix="/editor/files")


@bp.get("")
def overview() -> ResponseReturnValue:
    changed = [
        (one, review.difference(one.path, one.site, one.file)) for one in _unloaded().values()
    ]
    return render_template("editor/files.html", changed=changed)


@bp.post("/take")
def take() -> ResponseReturnValue:
    """The file's text into a draft, where it is put together with what the site has."""
    with documents.exclusive():
        one = _asked()
        loaded = one.document.file_hash if one.document else None
        base, revision = files.last_loaded(one.path, loaded)
        title = document_info.title(one.path, one.file)
        draft = drafts.start(f"{title}, as in its file", guard.who())
        try:
            kept = drafts.put(draft, one.path, one.file)
        except TextError as error:
            abort(400, str(error))
        kept.base_text, kept.base_revision = base, revision
        files.mark_loaded(one.document, one.file)
        draft_id = draft.id
    if one.on_site:
        return redirect(url_for("merging.merge", draft_id=draft_id, path=one.path), 303)
    return redirect(url_for("drafts.review", draft_id=draft_id), 303)


@bp.post("/keep")
def keep() -> ResponseReturnValue:
    """The site's text stays; the file is no longer asked about."""
    with documents.exclusive():
        one = _asked()
        files.mark_loaded(one.document, one.file)
        audit.record("kept the site's text", one.path, "its file had changed too")
    flash(f"The site’s text of {one.path} stays.")
    return redirect(url_for(".overview"), 303)


def _unloaded() -> dict[str, FileState]:
    return {one.path: one for one in files.unloaded(current_app.config["SETTINGS"].root)}


def _asked() -> FileState:
    return _unloaded().get(request.form.get("path", "")) or abort(404)
