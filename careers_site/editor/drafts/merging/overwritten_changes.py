"""What others published since a draft was begun, and publishing the draft would undo.

That a draft was begun on something older: publishing/publish.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from careers_site.content.diff.rows import BY_PATH, RowChange
from careers_site.content.diff.text import lines_of
from careers_site.content.store import documents
from careers_site.content.tables.rows import keyed_rows
from careers_site.editor.drafts import document_info, draft_texts, drafts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review import changed_rows
from careers_site.editor.drafts.review.questions import questions
from careers_site.platform.text.formatting import moment

# So many fields or lines of one revision are named.
NAMED = 5
# A text in what can be changed for itself: a table's fields by row and column, else its lines.
Parts = Mapping[Any, str]


def ask(draft: Draft, path: str, text: str | None, since: int) -> None:
    """Have whoever publishes the draft agree to what its `text` undoes of others' changes.

    What was asked of this document before is no longer asked.
    """
    asked = _asked(path, text)
    draft.questions = [one for one in draft.questions if not one.startswith(asked)]
    drafts.add_questions(draft, undone(path, text, since, draft.author))


def is_all_asked(draft: Draft, path: str) -> bool:
    """Whether the draft asks nothing but what this document undoes."""
    kept = draft.document(path)
    return kept is not None and all(
        one.startswith(_asked(path, kept.text)) for one in questions(draft)
    )


def undone(path: str, text: str | None, since: int, who: str) -> list[str]:
    """What others published after a revision, and the text would undo: a sentence each."""
    published, _ = draft_texts.published(path)
    return [
        f"{_asked(path, text)}{revision.author} published on {moment(revision.at)} (revision "
        f"{revision.number}). {_listed(words)}."
        for revision in documents.revisions_since(path, since)
        if revision.author != who and (words := _undone(path, published, text, revision.number))
    ]


def _asked(path: str, text: str | None) -> str:
    return f"{document_info.title(path, text)}: this undoes what "


def _undone(path: str, published: str | None, text: str | None, revision: int) -> list[str]:
    """What a revision changed, that is still published, and that the text has otherwise."""
    texts = (documents.text_before(path, revision), documents.text_at(path, revision))
    before, after, here, then = (_parts(path, one) for one in (*texts, published, text))
    undone = [
        part
        for part in dict.fromkeys([*after, *before])
        if before.get(part) != after.get(part) == here.get(part) != then.get(part)
    ]
    if path not in BY_PATH:
        return [f"“{line}” {'goes' if line in here else 'comes back'}" for line in undone]
    return _rows(path, undone, published, text)


def _parts(path: str, text: str | None) -> Parts:
    rows = keyed_rows(text or "", BY_PATH[path]) if path in BY_PATH else None
    if rows is not None:
        return {(key, name): cell for key, row in rows.items() for name, cell in row.items()}
    return {line.strip(): line for line in lines_of(text or "") if line.strip()}


def _rows(path: str, undone: Sequence[Any], published: str | None, text: str | None) -> list[str]:
    """The undone fields in the words of their forms, row by row."""
    here, then = (keyed_rows(one or "", BY_PATH[path]) or {} for one in (published, text))
    changes = []
    for key in dict.fromkeys(key for key, _ in undone):
        is_now, was = here.get(key), then.get(key)
        if is_now and was:
            was = {**is_now, **{name: was[name] for at, name in undone if at == key}}
        changes.append(RowChange(", ".join(key), is_now, was))
    found = changed_rows.in_words(path, changes)
    return [f"{row.name}: {changed_rows.in_a_line(row)}" for row in found]


def _listed(words: list[str]) -> str:
    more = [f"and {len(words) - NAMED} more"] if len(words) > NAMED else []
    return "; ".join([*words[:NAMED], *more])
