"""What a revision changed, taken back by row, field and line; what others changed since stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from careers_site.content.diff.merge import Merge
from careers_site.content.diff.table_merge import TableMerge, merge_documents
from careers_site.content.library import library
from careers_site.content.store import documents
from careers_site.editor.drafts import document_info, saving
from careers_site.editor.drafts.review import changed_rows

# The longest piece of a line that is named.
LONGEST = 120
LATER = "it was changed again later."


@dataclass(frozen=True)
class Undoing:
    """The texts as they would be, the published revisions they were made from, and what stays."""

    texts: dict[str, str | None]
    made_from: dict[str, int]
    stays: list[str]


def undo(number: int, paths: Iterable[str]) -> Undoing:
    """What undoing a revision in these documents makes of what is published now."""
    found = Undoing({}, {}, [])
    for path in paths:
        before, after = documents.text_before(path, number), documents.text_at(path, number)
        here, found.made_from[path] = saving.published(path)
        if here in (after, before):
            found.texts[path] = before
        elif before is None or after is None or here is None:
            name = document_info.title(path, here or after or before)
            found.stays.append(f"{name} stays as it is: {LATER}")
        else:
            merged = merge_documents(path, after, before, here)
            found.texts[path] = merged.text(["theirs"] * len(merged.conflicts))
            found.stays.extend(_stays(path, here, merged))
    return found


def _stays(path: str, here: str, merged: Merge | TableMerge) -> Iterator[str]:
    """What cannot be undone alone, each in a sentence."""
    if isinstance(merged, TableMerge):
        for field in changed_rows.contested(merged, library().sources):
            yield f"{field.name}: {field.label} stays as it is ({field.theirs}): {LATER}"
        return
    for part in merged.conflicts:
        lines = " ".join("".join(part.theirs).split()) or "a line that was deleted since"
        words = lines if len(lines) <= LONGEST else f"{lines[:LONGEST]}…"
        yield f"{document_info.title(path, here)}: “{words}” stays: {LATER}"
