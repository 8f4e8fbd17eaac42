"""What an editor says yes to before a draft is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from careers_site.content.diff.rows import BY_PATH, compare_rows
from careers_site.content.library import library
from careers_site.content.tables import plausibility
from careers_site.content.tables.salary_bands import PAY_POINTS
from careers_site.content.tables.tables import Checks
from careers_site.editor.drafts import draft_texts
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.editor.drafts.review.row_labels import WORDS
from careers_site.platform.clock import today

# So many doubts are asked about; who sees more of them looks at the rows again.
MOST_DOUBTS = 20


def questions(draft: Draft) -> list[str]:
    """What was asked when the draft was made, and what may be a slip in its rows as they are now.

    Rows are compared with what the draft began from, so that a slip that was corrected is not asked
    about.
    """
    return [*dict.fromkeys([*draft.questions, *[*_doubts(draft)][:MOST_DOUBTS]])]


def agreement(draft: Draft, who: str) -> str:
    """Stands for the yes of one person to all that the draft asks, as it is now."""
    said = "\n".join([fingerprint(draft), who, *questions(draft)])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _doubts(draft: Draft) -> Iterator[str]:
    for one in draft.documents:
        changes = compare_rows(one.path, one.base_text, one.text)
        if not changes:
            continue
        table, day = BY_PATH[one.path], today()
        checks = Checks(draft_texts.sources_of(draft), day)
        points = draft.document(PAY_POINTS.path)
        known = plausibility.Known(
            PAY_POINTS.read(points.text or "", checks.known_sources)[0]
            if points
            else library().pay_points,
            day,
        )
        for change in changes:
            row = change.now and table.check(change.now, checks)[0]
            before = change.before and table.check(change.before, checks)[0]
            for said in plausibility.doubts(row, before, known) if row else ():
                yield f"{WORDS[table.name].name(change.now or {})}: {said}"
