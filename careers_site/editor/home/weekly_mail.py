"""Once a week, to everybody who may edit: what waits for them, until it is done."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask import current_app
from sqlalchemy import Date, bindparam, select, text

from careers_site.accounts.models import Account, WeeklyMail
from careers_site.accounts.people import mail
from careers_site.editor.documents import owners_and_checks
from careers_site.editor.drafts.document_info import address_of
from careers_site.editor.drafts.second_look import looks
from careers_site.editor.home import attention
from careers_site.platform.clock import LONDON, now, today
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import day, number

# On Mondays from this hour on; later in the week where no worker ran then.
HOUR = time(8)
# Of several workers one finds an older week, or none.
_CLAIM = text(
    "INSERT INTO weekly_mail (email, week) VALUES (:email, :week) "
    "ON CONFLICT (email) DO UPDATE SET week = :week WHERE weekly_mail.week < :week"
).bindparams(bindparam("week", type_=Date))


def send_due() -> None:
    """Mail everybody who was not mailed this week. Who is not reached is tried again in an hour."""
    week = today() - timedelta(days=today().weekday())
    if not mail.is_set_up() or now() < datetime.combine(week, HOUR, LONDON):
        return
    wanted = select(Account.email).where(Account.active, Account.last_signed_in.is_not(None))
    for email in list(db.session.scalars(wanted)):
        words = letter(email, today())
        if not words or not _is_claimed(email, week):
            continue
        try:
            mail.send(email, "What needs attention on Portage Careers", words)
        except mail.MailError:
            current_app.logger.exception("a weekly mail was not sent")
            db.session.merge(WeeklyMail(email=email, week=week - timedelta(days=7)))
            db.session.commit()


def letter(email: str, on: date) -> str:
    """What waits for somebody, as plain text; "" where nothing does."""
    site = current_app.config["SETTINGS"].site_url
    own = [
        f"{one.title}: check it again, due since {day(one.next_check or on)}\n"
        f"{site}{address_of(one.path)}"
        for one in owners_and_checks.due(on)
        if one.owner == email
    ]
    own += [
        f"{draft.author} asks you to look at “{draft.title}”\n{site}/editor/drafts/{draft.id}"
        for draft in looks.asked(email)
    ]
    own += [
        f"Your draft “{draft.title}”: not changed since {day(draft.changed.date())}\n"
        f"{site}/editor/drafts/{draft.id}"
        for draft in attention.old_drafts()
        if draft.author == email
    ]
    shared = [
        f"{number(one.count)} {one.what}. {one.why}\n{site}{one.url}"
        for one in attention.matters(on)
    ]
    parts = [("For you", own), ("For whoever has time", shared)]
    said = [f"{title}\n\n" + "\n\n".join(lines) for title, lines in parts if lines]
    return "\n\n\n".join([*said, "We send this every Monday until it is done."]) if said else ""


def _is_claimed(email: str, week: date) -> bool:
    """Whether the mail of that week is for this worker to send. Commits."""
    claimed = db.session.execute(_CLAIM, {"email": email, "week": week})
    db.session.commit()
    return bool(claimed.rowcount)  # type: ignore[attr-defined]
