"""Drafts whose moment has come, published by whichever worker is first.

No job with a lease: publishing is one transaction, so that a worker that is killed leaves nothing
behind, and the next one does it at once instead of after the lease.
"""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy.exc import OperationalError

from careers_site.accounts.people import mail
from careers_site.content.problems import ContentError
from careers_site.editor.drafts.publish_draft import REFUSED, ChangedError, NotDueError, publish
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.schedule.schedule import CHANGED, OVERTAKEN, Schedule
from careers_site.platform.extensions import db
from careers_site.publishing.publish import OvertakenError

BROKE_OFF = (
    "Publishing broke off. Nothing was changed. Tell whoever runs the site: the log says why."
)
WORDS: dict[type[Exception], str] = {**REFUSED, ChangedError: CHANGED, OvertakenError: OVERTAKEN}


def publish_due() -> None:
    """Publish every draft whose moment has come. One that cannot be says why, and is left alone."""
    for draft_id in schedule.due():
        planned = schedule.of(draft_id)
        if planned is not None:
            _publish(planned)


def _publish(planned: Schedule) -> None:
    draft_id, at = planned.draft_id, planned.at
    asked = planned.who, planned.comment, planned.reviewed, planned.confirmed
    try:
        publish(draft_id, *asked, at)
    except NotDueError:
        db.session.rollback()
    except OperationalError:
        # The database is busy or away: the worker writes that down and asks again.
        raise
    except tuple(REFUSED) as error:
        _refuse(draft_id, at, _sentence(error))
    except Exception:
        current_app.logger.exception("draft %s was not published", draft_id)
        _refuse(draft_id, at, BROKE_OFF)


def _refuse(draft_id: int, at: datetime, sentence: str) -> None:
    """Keep the reason for the overview, and mail it to who set the day."""
    planned = schedule.note_problem(draft_id, at, sentence)
    if planned is None or not mail.is_set_up():
        return
    url = f"{current_app.config['SETTINGS'].site_url}/editor/drafts/{draft_id}"
    text = f"“{planned.draft.title}” was not published. Readers see what they saw before.\n\n"
    text += f"{sentence}\n\n{url}"
    try:
        mail.send(planned.who, "A change was not published", text)
    except mail.MailError:
        current_app.logger.exception("the mail about draft %s was not sent", draft_id)


def _sentence(error: Exception) -> str:
    if isinstance(error, ContentError):
        more = f" (and {len(error.problems) - 1} more)" if len(error.problems) > 1 else ""
        return f"A check failed: {error.problems[0]}{more}"
    return WORDS[type(error)]
