"""Addresses that did not answer when `careers-site content links` last asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import JSON, Text, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.content.pages.links import Answer
from careers_site.platform.clock import today
from careers_site.platform.extensions import db


class DeadLink(db.Model):  # type: ignore[name-defined, misc]
    """An address that is broken `since` a day: what it answered, and the places that link to it."""

    __tablename__ = "dead_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    places: Mapped[list[str]] = mapped_column(JSON)
    since: Mapped[date]


def keep(broken: Iterable[Answer]) -> None:
    """Replace what was found before; an address that was dead then keeps its day. Commits."""
    before = dict(db.session.execute(select(DeadLink.url, DeadLink.since)).all())
    db.session.execute(delete(DeadLink))
    db.session.add_all(
        DeadLink(
            url=one.link.url,
            answer=one.words,
            places=list(one.link.places),
            since=before.get(one.link.url, today()),
        )
        for one in broken
    )
    db.session.commit()


def every() -> list[DeadLink]:
    """The dead links, those that are dead for longest first."""
    return list(db.session.scalars(select(DeadLink).order_by(DeadLink.since, DeadLink.url)))


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(DeadLink)) or 0
