"""Feedback is added by readers, read page by page by editors, and deleted after a year.

It holds nothing about the reader, and the day instead of the moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import String, Text, case, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.platform.clock import today
from careers_site.platform.extensions import db

KEPT_FOR = timedelta(days=365)
# Strangers fill this table: the oldest make room.
MOST_KEPT = 20_000
MOST_SHOWN = 200
LONGEST_PAGE = 200


class Feedback(db.Model):  # type: ignore[name-defined, misc]
    """Whether a page (its path) was `useful`, and a comment or "". `done`: it was dealt with."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(LONGEST_PAGE), index=True)
    useful: Mapped[bool]
    comment: Mapped[str] = mapped_column(Text)
    given: Mapped[date]
    done: Mapped[bool]


@dataclass(frozen=True)
class PageFeedback:
    """What is open about one page. `newest` is the last of it, so that later feedback stays."""

    page: str
    useful: int
    not_useful: int
    newest: int
    comments: Sequence[Feedback]


def add(page: str, *, useful: bool, comment: str) -> int:
    """Commit a reader's feedback, and give its number."""
    given = Feedback(page=page, useful=useful, comment=comment, given=today(), done=False)
    db.session.add(given)
    db.session.commit()
    return given.id


def add_comment(number: int, comment: str) -> None:
    """Commit the comment that a reader adds to what they have just said."""
    is_open = (Feedback.id == number, Feedback.done.is_(False))
    db.session.execute(update(Feedback).where(*is_open).values(comment=comment))
    db.session.commit()


def count_pages() -> int:
    wanted = select(func.count(Feedback.page.distinct())).where(Feedback.done.is_(False))
    return db.session.scalar(wanted) or 0


def open_pages(limit: int, offset: int) -> list[PageFeedback]:
    """Pages with open feedback, those of whose readers most were not helped first."""
    is_open = Feedback.done.is_(False)
    bad = func.sum(case((Feedback.useful.is_(False), 1), else_=0))
    columns = (Feedback.page, func.count(), bad, func.max(Feedback.id))
    grouped = select(*columns).where(is_open).group_by(Feedback.page)
    ordered = grouped.order_by(bad.desc(), Feedback.page).limit(limit).offset(offset)
    return [
        PageFeedback(page, total - not_useful, not_useful, newest, _comments(page))
        for page, total, not_useful, newest in db.session.execute(ordered)
    ]


def mark_done(page: str, newest: int) -> int:
    """Mark a page's feedback done up to the one that the editor has seen. The caller commits."""
    seen = (Feedback.page == page, Feedback.id <= newest, Feedback.done.is_(False))
    marked = db.session.execute(update(Feedback).where(*seen).values(done=True))
    return int(marked.rowcount)  # type: ignore[attr-defined]


def delete_expired() -> None:
    """Delete what is older than a year, and the oldest where there is too much. Commits."""
    newest = db.session.scalar(select(func.max(Feedback.id))) or 0
    is_old = (Feedback.given < today() - KEPT_FOR) | (Feedback.id <= newest - MOST_KEPT)
    db.session.execute(delete(Feedback).where(is_old))
    db.session.commit()


def _comments(page: str) -> Sequence[Feedback]:
    wanted = (Feedback.page == page, Feedback.done.is_(False), Feedback.comment != "")
    newest = select(Feedback).where(*wanted).order_by(Feedback.id.desc()).limit(MOST_SHOWN)
    return db.session.scalars(newest).all()
