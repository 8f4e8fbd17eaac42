"""What a revision changed, taken back by row, field and line; what others changed since stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careers_site.content.diff.merge import Merge
from careers_site.content.diff.table_merge import TableMerge, merge_documents
from careers_site.content.store import documents
from careers_site.editor.drafts import document_info, draft_texts
from careers_site.editor.drafts.review import changed_rows

# The longest piece of a line that is named.
LONGEST = 120
LATER = "it was changed again later."


def undo(
    number: int, paths: Iterable[str]
) -> tuple[dict[str, str | None], dict[str, int], list[str]]:
    """What undoing a revision in these documents makes of what is published now.

    The texts as they would be, the published revisions they are made from, and what stays.
    """
    texts: dict[str, str | None] = {}
    made_from: dict[str, int] = {}
    stays: list[str] = []
    for path in paths:
        before, after = documents.text_before(path, number), documents.text_at(path, number)
        here, made_from[path] = draft_texts.published(path)
        if here in (after, before):
            texts[path] = before
        elif before is None or after is None or here is None:
            name = document_info.title(path, here or after or before)
            stays.append(f"{name} stays as it is: {LATER}")
        else:
            merged = merge_documents(path, after, before, here)
            texts[path] = merged.text(["theirs"] * len(merged.conflicts))
            stays.extend(_stays(path, here, merged))
    return texts, made_from, stays


def _stays(path: str, here: str, merged: Merge | TableMerge) -> Iterator[str]:
    """What cannot be undone alone, each in a sentence."""
    if isinstance(merged, TableMerge):
        for field in changed_rows.contested(merged):
            yield f"{field.name}: {field.label} stays as it is ({field.theirs}): {LATER}"
        return
    for part in merged.conflicts:
        lines = " ".join("".join(part.theirs).split()) or "a line that was deleted since"
        words = lines if len(lines) <= LONGEST else f"{lines[:LONGEST]}…"
        yield f"{document_info.title(path, here)}: “{words}” stays: {LATER}"
