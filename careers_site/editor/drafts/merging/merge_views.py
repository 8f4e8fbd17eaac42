"""Two editors on one document: what the first one changed, and both changes put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers_site.accounts.sessions import guard
from careers_site.content.diff.merge import CHOICES, Choice, Merge
from careers_site.content.diff.table_merge import TableMerge, merge_documents
from careers_site.content.diff.text import TextError
from careers_site.content.store import documents
from careers_site.editor.drafts import draft_texts, drafts
from careers_site.editor.drafts.drafts import DraftDocument
from careers_site.editor.drafts.merging import overwritten_changes
from careers_site.editor.drafts.merging.draft_with_published import publishers
from careers_site.editor.drafts.review import changed_rows, questions, review
from careers_site.editor.drafts.review.changed_rows import ContestedField

# What can be decided, and what is said then.
DECISIONS = {
    "mine": "This draft keeps its own version. Check what it undoes.",
    "text": "The two are combined. Check what this draft changes now.",
    "rows": "The two are combined. Check what this draft changes now.",
    "theirs": "What is published stays. This draft no longer changes it.",
}

bp = Blueprint("merging", __name__, url_prefix="/editor/drafts/<int:draft_id>/merge")


@bp.get("/<path:path>", endpoint="merge")
def show(draft_id: int, path: str) -> ResponseReturnValue:
    return _page(_kept(draft_id, path), None)


@bp.post("/<path:path>")
def settle(draft_id: int, path: str) -> ResponseReturnValue:
    """Show the text that the choices make, to be read and changed; or keep what was decided."""
    decision, typed = request.form.get("do"), request.form.get("text")
    try:
        if decision == "choose":
            return _page(*_put_together(draft_id, path))
        if decision in DECISIONS:
            with documents.exclusive():
                decided = _decide(draft_id, path, decision, typed or "")
            flash(DECISIONS[decided])
            yes = _agreed(draft_id, path) if decided in {"rows", "text"} else None
            return redirect(url_for("drafts.review", draft_id=draft_id, agreed=yes), 303)
    except _PublishedAgainError:
        again = "Somebody has published again. Check the changes once more."
        return _page(_kept(draft_id, path), typed, again), 409
    except TextError as error:
        return _page(_kept(draft_id, path), typed, str(error)), 400
    except _UndecidedError:
        every = "Choose what to keep in each part."
        return _page(_kept(draft_id, path), None, every, request.form), 400
    return _page(_kept(draft_id, path), None), 400


def _agreed(draft_id: int, path: str) -> str | None:
    """Whoever chose part by part has said yes to what that undoes: the box is ticked for them."""
    draft = drafts.read(draft_id)
    if draft is None or not draft.questions or not overwritten_changes.is_all_asked(draft, path):
        return None
    return questions.agreement(draft, guard.who())


class _PublishedAgainError(Exception):
    """What is published is no longer what the editor has seen."""


class _UndecidedError(Exception):
    """Nothing was chosen for a part that both changed."""


def _put_together(draft_id: int, path: str) -> tuple[DraftDocument, str]:
    """The text that the choices make; nothing is kept."""
    kept, theirs = _kept(draft_id, path), _seen(path)
    merged = _merged(kept, theirs) or abort(400)
    return kept, merged.text(_choices(merged))


def _merged(kept: DraftDocument, theirs: str | None) -> Merge | TableMerge | None:
    """Both changes; None where one of them retires the document."""
    if kept.text is None or theirs is None:
        return None
    return merge_documents(kept.path, kept.base_text or "", kept.text, theirs)


def _decide(draft_id: int, path: str, decision: str, typed: str) -> str:
    """The decision into the draft, which from now on is made from what is published; which it was.

    Called while nobody else publishes: what the editor has seen is what it is made from.
    """
    kept = _kept(draft_id, path)
    published = _seen(path)
    draft = drafts.read(kept.draft_id)
    if draft is None:
        abort(404)
    since = kept.base_revision
    if decision == "rows":
        _, typed = _put_together(draft_id, path)
    # Whoever chose theirs in each part has no change left.
    if decision == "theirs" or (decision != "mine" and typed == published):
        draft.documents.remove(kept)
        overwritten_changes.ask(draft, path, published, since)
        return "theirs"
    drafts.put(draft, path, kept.text if decision == "mine" else typed, guard.who())
    drafts.set_base(kept)
    overwritten_changes.ask(draft, path, kept.text, since)
    return decision


def _seen(path: str) -> str | None:
    """The published text, if it is the one that the form was made from."""
    text, revision = draft_texts.published(path)
    if request.form.get("revision") != str(revision):
        raise _PublishedAgainError
    return text


def _kept(draft_id: int, path: str) -> DraftDocument:
    draft = drafts.read(draft_id)
    kept = draft.document(path) if draft and draft.state == drafts.OPEN else None
    if kept is None:
        abort(404)
    return kept


def _choices(merged: Merge | TableMerge) -> list[Choice]:
    """What was chosen for each conflict, or for all of its column. Raises _UndecidedError."""
    asked = [
        request.form.get(f"part-{number}") or request.form.get(f"all-{getattr(one, 'column', '')}")
        for number, one in enumerate(merged.conflicts)
    ]
    chosen = [one for word in asked for one in CHOICES if one == word]
    if len(chosen) != len(asked):
        raise _UndecidedError
    return chosen


def _page(
    kept: DraftDocument,
    result: str | None,
    refused: str = "",
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> str:
    text, revision = draft_texts.published(kept.path)
    merged = _merged(kept, text)
    if result is None and merged is not None and not merged.conflicts:
        result = merged.text()
    rows = merged if isinstance(merged, TableMerge) else None
    fields = changed_rows.contested(rows) if rows else None
    return render_template(
        "editor/drafts/merge.html",
        kept=kept,
        published=text,
        revision=revision,
        by=documents.revisions_since(kept.path, kept.base_revision)[:20],
        theirs=review.difference(kept.path, kept.base_text, text),
        mine=review.difference(kept.path, kept.base_text, kept.text),
        merged=merged,
        fields=fields,
        columns=_columns(rows, fields or ()),
        publishers=publishers(kept, guard.who()),
        result=result,
        difference=None if result is None else review.difference(kept.path, text, result),
        refused=refused,
        chosen=chosen,
    )


def _columns(
    rows: TableMerge | None, fields: Sequence[ContestedField]
) -> list[tuple[str, str, int]]:
    """Columns with a conflict in several rows: name, label and how many."""
    counts = Counter(
        (one.column, field.label)
        for one, field in zip(rows.conflicts if rows else (), fields, strict=True)
    )
    return [(column, label, count) for (column, label), count in counts.items() if count > 1]
