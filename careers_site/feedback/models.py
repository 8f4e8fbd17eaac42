"""What readers think of a page: nothing about the reader, and the day instead of the moment."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.platform.extensions import db

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
