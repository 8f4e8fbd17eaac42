"""The open draft that the address of a page names."""

from __future__ import annotations

from flask import abort, request

from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.platform.errors import refuse_unknown


def draft_of_address(*others: str) -> Draft | None:
    """The draft of `?draft=`; None where the address names none. `others` are its other parts.

    Answers 404 where the draft is not open. Raises BadQueryError for an unknown part.
    """
    for key in request.args:
        if key not in {"draft", *others}:
            raise refuse_unknown("part of this address", key, ["draft", *others])
    if "draft" not in request.args:
        return None
    return drafts.open_one(request.args["draft"]) or abort(404)
