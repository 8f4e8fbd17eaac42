"""Previews: a text that is being typed, or a whole draft, in the real pages of the site."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from careers_site.content.diff.text import TextError, normalise
from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.editor.drafts import document_info, drafts, text_forms
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.merging.draft_with_published import combined
from careers_site.editor.drafts.preview import framed, is_public, page
from careers_site.editor.drafts.review.review import proposals
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.schedule.schedule import Schedule
from careers_site.platform.clock import LONDON
from careers_site.platform.extensions import db
from careers_site.publishing import publish
from careers_site.publishing.publish import Findings, Proposal

bp = Blueprint("preview", __name__, url_prefix="/editor")


@bp.get("/documents/preview")
def empty() -> ResponseReturnValue:
    """What stands in the frame until somebody asks for a preview."""
    return framed(make_response(render_template("editor/documents/no_preview.html", problems=[])))


@bp.post("/documents/preview")
def text() -> ResponseReturnValue:
    """The page that shows a document, with the text of the form in it. Nothing is kept."""
    path = request.form.get("path", "")
    draft = drafts.open_one(request.form.get("into"))
    wanted = dict(proposals(draft)) if draft else {}
    try:
        wanted[path] = Proposal(normalise(text_forms.sent(path).document()), None)
    except TextError as error:
        return _problems([str(error)])
    found = publish.dry_run(wanted)
    if found.library is None:
        return _problems(found.problems)
    pages = document_info.pages_of(path, found.library)
    asked = request.form.get("address", "")
    address = next((one.address for one in pages if one.address == asked), pages[0].address)
    return framed(page(address, found.library))


@bp.get("/drafts/<int:draft_id>/preview/", defaults={"address": ""})
@bp.get("/drafts/<int:draft_id>/preview/<path:address>")
def whole(draft_id: int, address: str) -> ResponseReturnValue:
    """Any page of the site as it would be with the whole draft; on its day, if it has one."""
    draft = db.session.get(Draft, draft_id)
    asked = f"/{address}{'?' if request.query_string else ''}{request.query_string.decode()}"
    if draft is None or not is_public(asked):
        abort(404)
    planned = schedule.of(draft_id)
    if draft.state == drafts.PUBLISHED:
        found = Findings({}, library=library())
    else:
        found = _on_day(planned) if planned else publish.dry_run(proposals(draft), draft.moves)
    if found.library is None:
        return _problems(found.problems)
    day = planned.at.astimezone(LONDON).date() if planned else None
    return framed(page(asked, found.library, day))


def _on_day(planned: Schedule) -> Findings:
    """What publishing a scheduled draft would do, after the others that go live before it."""
    texts: dict[str, str | None] = {**documents.published()}
    wanted: dict[str, Proposal] = {}
    moves: dict[str, str] = {}
    for one in schedule.up_to(planned):
        found = combined(one, texts)
        wanted |= found
        texts |= {path: proposal.text for path, proposal in found.items()}
        moves |= one.moves
    return publish.dry_run(wanted, moves)


def _problems(problems: list[str] | tuple[str, ...]) -> Response:
    html = render_template("editor/documents/no_preview.html", problems=problems)
    return framed(make_response(html, 422 if problems else 200))
