"""Who did what and when. Rows are added and never changed: the database itself refuses."""

from __future__ import annotations

from datetime import datetime

from flask import g, has_request_context
from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db
from careers_site.platform.text.text_safety import showable

COMMAND_LINE = "command line"
NOBODY = "not signed in"


class AuditEntry(db.Model):  # type: ignore[name-defined, misc]
    """`who` (an email, or the command line) did `action` to `subject`."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    who: Mapped[str] = mapped_column(String(255), index=True)
    action: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(500))
    detail: Mapped[str] = mapped_column(Text)


def record(action: str, subject: str, detail: str = "", who: str | None = None) -> None:
    """Add an entry to the current transaction; the caller commits it with what it did.

    `action` is a short verb phrase, as "published". `who` is the signed-in account unless given.
    No secrets: entries are read by every admin and are kept for ever.
    """
    db.session.add(
        AuditEntry(
            at=now(),
            who=(who or actor())[:255],
            action=action[:100],
            subject=showable(subject)[:500],
            detail=showable(detail),
        )
    )


def actor() -> str:
    """Who acts now: the signed-in account's email, or the command line."""
    if not has_request_context():
        return COMMAND_LINE
    # The guard of the editors' area puts it there.
    find_actor = g.get("find_actor")
    return (find_actor() if find_actor else None) or NOBODY
