"""Private links by which somebody without an account checks the facts of one draft, for a time.

Only a hash of the token is kept: who reads the database cannot use the link.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careers_site import audit
from careers_site.accounts.sessions.sessions import hashed
from careers_site.editor.drafts.drafts import OPEN, Draft
from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

ADDRESS = "/check-draft"
DAYS = (7, 14, 28)
LONGEST_NAME = 100


class DraftLink(db.Model):  # type: ignore[name-defined, misc]
    """A link to a draft. `name` says who it is for; their comments are theirs by it."""

    __tablename__ = "draft_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    made_by: Mapped[str] = mapped_column(String(255))
    expires: Mapped[datetime] = mapped_column(UtcTime)

    draft: Mapped[Draft] = relationship()

    @property
    def signs_as(self) -> str:
        """The name under which comments that come by this link stand."""
        return f"{self.name} (private link)"


def make(draft: Draft, name: str, days: int, who: str) -> str:
    """The address of a new link, which is told once; the caller commits."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        DraftLink(
            draft_id=draft.id,
            token_hash=hashed(token),
            name=name,
            made_by=who,
            expires=now() + timedelta(days=days),
        )
    )
    audit.record("made a private link to a draft", draft.title, f"for {name}, {days} days", who)
    return f"{current_app.config['SETTINGS'].site_url}{ADDRESS}?token={token}"


def find(token: str) -> DraftLink | None:
    """The link of a token, while it and its draft are open."""
    wanted = select(DraftLink).join(Draft, Draft.id == DraftLink.draft_id)
    wanted = wanted.where(DraftLink.token_hash == hashed(token), Draft.state == OPEN)
    found: DraftLink | None = db.session.scalar(wanted.where(DraftLink.expires > now()))
    return found


def of(draft_id: int) -> list[DraftLink]:
    """The links to a draft that still work."""
    wanted = select(DraftLink).where(DraftLink.draft_id == draft_id, DraftLink.expires > now())
    return list(db.session.scalars(wanted.order_by(DraftLink.expires)))


def end(draft_id: int, number: int) -> None:
    """End a link at once; the caller commits."""
    wanted = delete(DraftLink).where(DraftLink.id == number, DraftLink.draft_id == draft_id)
    db.session.execute(wanted)
    audit.record("ended a private link to a draft", f"draft {draft_id}", f"link {number}")
