"""A second pair of eyes: who is asked to look at a draft, who says what, and where it is needed.

Nothing here commits; the caller does.
"""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy import ForeignKey, String, Text, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careers_site import audit
from careers_site.accounts.models import Account
from careers_site.content.rules.common import is_rule
from careers_site.editor.drafts.drafts import OPEN, Draft
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.platform import settings
from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

ASKED, RIGHT, CHANGE = "", "right", "change"


class Look(db.Model):  # type: ignore[name-defined, misc]
    """Somebody who is asked to look at a draft, or has.

    `reviewed` is the fingerprint of what they saw: a draft that changes has to be looked at again.
    """

    __tablename__ = "draft_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    who: Mapped[str] = mapped_column(String(255))
    asked_by: Mapped[str] = mapped_column(String(255))
    at: Mapped[datetime] = mapped_column(UtcTime)
    reviewed: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(10))

    draft: Mapped[Draft] = relationship()


class Comment(db.Model):  # type: ignore[name-defined, misc]
    """What somebody says about one document of a draft. `done`: it was dealt with."""

    __tablename__ = "draft_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    path: Mapped[str] = mapped_column(String(255))
    who: Mapped[str] = mapped_column(String(255))
    at: Mapped[datetime] = mapped_column(UtcTime)
    text: Mapped[str] = mapped_column(Text)
    done: Mapped[bool]


def ask(draft: Draft, who: str, asked_by: str) -> None:
    """Ask somebody to look; once, however often it is pressed."""
    if not any(one.who == who and one.verdict == ASKED for one in of(draft.id)):
        _add(draft, who, asked_by, ASKED)
        audit.record("asked somebody to look at a draft", draft.title, who, asked_by)


def answer(draft: Draft, who: str, verdict: str) -> None:
    """What somebody says of the draft as it is, in place of what they said before."""
    for one in of(draft.id):
        if one.who == who:
            db.session.delete(one)
    _add(draft, who, who, verdict)
    said = "said that a draft is right" if verdict == RIGHT else "asked for a change of a draft"
    audit.record(said, draft.title, f"draft {draft.id}", who)


def of(draft_id: int) -> list[Look]:
    return list(db.session.scalars(select(Look).where(Look.draft_id == draft_id).order_by(Look.id)))


def asked(who: str) -> list[Draft]:
    """The open drafts that somebody is asked to look at."""
    wanted = select(Draft).join(Look, Look.draft_id == Draft.id).order_by(Draft.id)
    wanted = wanted.where(Look.who == who, Look.verdict == ASKED, Draft.state == OPEN)
    return list(db.session.scalars(wanted))


def approved(who: str) -> list[Look]:
    """What others say is right among somebody's open drafts, as these are now."""
    wanted = select(Look).join(Draft, Look.draft_id == Draft.id).order_by(Look.at.desc())
    wanted = wanted.where(Draft.author == who, Draft.state == OPEN)
    found = db.session.scalars(wanted.where(Look.who != who, Look.verdict == RIGHT))
    return [one for one in found if one.reviewed == fingerprint(one.draft)]


def others(who: str) -> list[str]:
    """Everybody else who can sign in, and so can look."""
    can = or_(Account.password_hash.is_not(None), Account.last_signed_in.is_not(None))
    wanted = select(Account.email).where(Account.active, can, Account.email != who)
    return list(db.session.scalars(wanted.order_by(Account.email)))


def is_needed(draft: Draft, who: str) -> bool:
    """Whether somebody else has to look before `who` may publish the draft.

    Each document for which the site asks has to be known to two people: of who changed it last,
    who said that it is right, and who publishes. Where nobody else can sign in, nobody is asked.
    """
    seen = fingerprint(draft)
    saw = {one.who for one in of(draft.id) if one.verdict == RIGHT and one.reviewed == seen}
    asked_for = current_app.config["SETTINGS"].second_look
    alone = [
        one
        for one in draft.documents
        if (asked_for == settings.ALL or is_rule(one.path)) and len({one.changed_by, who, *saw}) < 2
    ]
    return bool(alone and asked_for != settings.NONE and others(who))


def comments(draft_id: int) -> dict[str, list[Comment]]:
    """What was said about each document of a draft, the oldest first."""
    found: dict[str, list[Comment]] = {}
    wanted = select(Comment).where(Comment.draft_id == draft_id).order_by(Comment.id)
    for one in db.session.scalars(wanted):
        found.setdefault(one.path, []).append(one)
    return found


def add_comment(draft_id: int, path: str, who: str, text: str) -> None:
    db.session.add(Comment(draft_id=draft_id, path=path, who=who, at=now(), text=text, done=False))


def count_open() -> int:
    """How many comments on open drafts nobody has dealt with."""
    wanted = select(func.count(Comment.id)).join(Draft, Draft.id == Comment.draft_id)
    return db.session.scalar(wanted.where(Draft.state == OPEN, Comment.done.is_(False))) or 0


def _add(draft: Draft, who: str, asked_by: str, verdict: str) -> None:
    seen = fingerprint(draft) if verdict else ""
    db.session.add(
        Look(
            draft_id=draft.id, who=who, asked_by=asked_by, at=now(), reviewed=seen, verdict=verdict
        )
    )
