"""`/check-draft`: somebody without an account checks the facts of one draft, by a private link.

No session is read or begun, so that no form has a token: `is_from_here` takes its place.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from careers_site.editor.drafts.preview import page
from careers_site.editor.drafts.review.review import differences, proposals
from careers_site.editor.drafts.second_look import looks, outside_links
from careers_site.editor.drafts.second_look.look_views import MOST_COMMENT, WRITE, typed_comment
from careers_site.editor.drafts.second_look.outside_links import DraftLink
from careers_site.editor.drafts.shown_at import page_of
from careers_site.platform.extensions import csrf, db, limiter
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.web.requests import is_from_here
from careers_site.platform.web.security import PRIVATE
from careers_site.publishing import publish

bp = Blueprint("check_draft", __name__, url_prefix=outside_links.ADDRESS)

THROTTLE = "30 per minute; 200 per hour"


@bp.get("")
@limiter.limit(THROTTLE)
def show() -> ResponseReturnValue:
    found = outside_links.find(request.args.get("token", ""))
    return _page(found) if found else _over()


@bp.post("")
@limiter.limit(THROTTLE)
def comment() -> ResponseReturnValue:
    """Keep what somebody says about one document, under the name that their link has."""
    if not is_from_here():
        abort(403)
    link = outside_links.find(request.form.get("token", ""))
    path, text = request.form.get("path", ""), typed_comment()
    if link is None:
        return _over(text)
    if link.draft.document(path) is None:
        abort(404)
    if not 0 < len(text) <= MOST_COMMENT:
        return _page(link, {path: text}, WRITE, 400)
    looks.add_comment(link.draft_id, path, link.signs_as, text)
    db.session.commit()
    return _page(link, said="Thank you. The editors can see your comment.")


csrf.exempt(comment)


@bp.get("/page")
@limiter.limit(THROTTLE)
def shown() -> ResponseReturnValue:
    """The page that shows a document of the draft, as readers will see it."""
    found = outside_links.find(request.args.get("token", ""))
    number = whole_number(request.args.get("document"))
    if found is None:
        return _over()
    draft = found.draft
    if not number or number > len(draft.documents):
        abort(404)
    then = publish.dry_run(proposals(draft), draft.moves).library
    if then is None:
        abort(409, "This page cannot be shown yet. Please read the changes instead.")
    return page(page_of(draft.documents[number - 1], then).address, then)


def _page(
    link: DraftLink, typed: dict[str, str] | None = None, said: str = "", status: int = 200
) -> Response:
    draft = link.draft
    return _private(
        render_template(
            "editor/drafts/outside.html",
            draft=draft,
            differences=differences((d.path, d.base_text, d.text) for d in draft.documents),
            comments=_own(link),
            token=request.values["token"],
            typed=typed or {},
            said=said,
        ),
        status,
    )


def _own(link: DraftLink) -> dict[str, list[looks.Comment]]:
    """What was said by this link; what editors say among themselves stays with them."""
    every = looks.comments(link.draft_id)
    return {path: [one for one in said if one.who == link.signs_as] for path, said in every.items()}


def _over(typed: str = "") -> Response:
    return _private(render_template("editor/drafts/link_over.html", typed=typed), 410)


def _private(body: str, status: int) -> Response:
    answer = make_response(body, status)
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
