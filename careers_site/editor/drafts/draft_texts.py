"""Where forms read documents from and put them: what is published, or an open draft over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import abort, request
from wtforms import SelectField

from careers_site import audit
from careers_site.content.diff.text import normalise
from careers_site.content.pages.redirects import REDIRECTS
from careers_site.content.problems import Problems
from careers_site.content.sources import FOLDER, Source, parse_sources
from careers_site.content.store import documents
from careers_site.content.store.documents import Document
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.fields import as_choices
from careers_site.editor.drafts.forms import KEY, NEW
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import moment
from careers_site.platform.web.errors import refuse_unknown

CLOSED = "That draft is closed. Choose another"


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


def draft_of_form() -> tuple[Draft | None, bool]:
    """The open draft that a form is put into, None for a new one; and whether it has closed."""
    into = request.form.get("into", NEW)
    draft = drafts.open_one(into)
    return draft, into != NEW and draft is None


def into_input(path: str, chosen: Draft | None) -> SelectField:
    """What a change is put into: a new draft, or an open one that holds the document."""
    open_ones = {
        str(draft.id): f"{draft.title} ({draft.author}, {moment(draft.changed)})"
        for draft in drafts.open_drafts(audit.actor())
        if draft.document(path) or (chosen and draft.id == chosen.id)
    }
    return SelectField(
        "Put this into",
        choices=as_choices({NEW: "A new draft", **open_ones}),
        default=str(chosen.id) if chosen else NEW,
        validate_choice=False,
    )


def published(path: str) -> tuple[str | None, int]:
    """A document as it is published and the revision that made it so; (None, 0) if it never was."""
    document = db.session.get(Document, path)
    return (document.text, document.revision) if document else (None, 0)


def text_of(path: str, draft: Draft | None = None) -> str:
    """The text of a document in the draft, or else as it is published; blank if there is none."""
    kept = draft.document(path) if draft else None
    if kept is not None:
        return kept.text or ""
    return published(path)[0] or ""


def texts_of(draft: Draft | None) -> dict[str, str]:
    """Every document as the draft has it, or else as it is published."""
    texts = {**documents.published(), **(draft.texts() if draft else {})}
    return {path: text for path, text in texts.items() if text is not None}


def sources_of(draft: Draft | None) -> dict[str, Source]:
    """Every source that a row of the draft may name."""
    wanted = {path: text for path, text in texts_of(draft).items() if path.startswith(FOLDER)}
    return parse_sources(wanted, Problems())


def keep(
    draft: Draft | None,
    title: str,
    texts: Mapping[str, str | None],
    questions: Sequence[str] = (),
) -> int:
    """Put the texts into the draft, or into a new one; its number. Raises TextError.

    Where somebody has an open draft with just these texts, it is that one.
    """
    who = audit.actor()
    new = {path: None if text is None else normalise(text) for path, text in texts.items()}
    same = (one for one in drafts.open_drafts(who) if one.author == who and one.texts() == new)
    kept = draft or next(same, None) or drafts.start(title, who)
    for path, text in new.items():
        document = kept.document(path)
        if document is None or document.text != text:
            drafts.put(kept, path, text, who)
    drafts.add_questions(kept, questions)
    return kept.id


def save_set(
    title: str,
    texts: Mapping[str, str | None],
    key: str,
    seen: Mapping[str, int] | None = None,
    questions: Sequence[str] = (),
) -> int:
    """Start a draft with several documents; the one that this form has started, if it did.

    `seen` are the published revisions that the texts were made from, where they are known, and
    `questions` what has to be confirmed before it is published.
    """
    seen, who = seen or {}, audit.actor()
    with documents.exclusive():
        # Without a key that a form was given, nothing tells it from another.
        draft = drafts.start(title, who, key if KEY.fullmatch(key) else None)
        for path, text in texts.items():
            if draft.document(path) is None:
                drafts.put(draft, path, text, who, seen_revision(path, seen.get(path)))
        drafts.add_questions(draft, questions)
        return draft.id


def is_known(path: str, draft: Draft | None) -> bool:
    """A document that is or was published, or that the draft makes. Never a path on a disk."""
    if path == REDIRECTS or (draft and draft.document(path)):
        return True
    return db.session.get(Document, path) is not None


def seen_revision(path: str, revision: int | None) -> int | None:
    """The revision that the form was opened at, if it is one that changed the document."""
    if revision is None or revision == 0:
        return revision
    found = db.session.get(documents.DocumentRevision, (revision, path))
    return None if found is None else revision
