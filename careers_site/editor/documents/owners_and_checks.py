"""Who looks after a document, and on which day it is to be checked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.accounts.models import Account
from careers_site.content.pages.check_dates import next_check
from careers_site.content.rules.examples import examples
from careers_site.content.store import documents
from careers_site.editor.drafts import document_info
from careers_site.platform.extensions import db


class Care(db.Model):  # type: ignore[name-defined, misc]
    """What an editor said of a document: an `owner` (an email, or ""), and a day or none."""

    __tablename__ = "document_care"

    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    owner: Mapped[str] = mapped_column(String(255))
    next_check: Mapped[date | None]


@dataclass(frozen=True)
class Cared:
    """A published document with its owner and its next check.

    The day is the one that an editor set, else 12 months after the oldest thing in it was checked;
    None where nothing in it says when it was.
    """

    path: str
    title: str
    owner: str
    next_check: date | None
    is_set: bool

    def is_due(self, today: date) -> bool:
        return self.next_check is not None and self.next_check <= today


def of(path: str) -> Care:
    """What was said of a document; nothing yet where nothing was."""
    return db.session.get(Care, path) or Care(path=path, owner="", next_check=None)


def cared() -> Iterator[Cared]:
    """Every published page, table and rule set. Example people follow the rules."""
    said = {care.path: care for care in db.session.scalars(select(Care))}
    for path, text in documents.published().items():
        if path.startswith(examples.FOLDER):
            continue
        care = said.get(path)
        day = care.next_check if care else None
        yield Cared(
            path=path,
            title=document_info.title(path, text),
            owner=care.owner if care else "",
            next_check=day or next_check(path, text),
            is_set=day is not None,
        )


def due(today: date) -> list[Cared]:
    """What is to be checked now, the longest overdue first."""
    found = [one for one in cared() if one.is_due(today)]
    return sorted(found, key=lambda one: one.next_check or today)


def owners() -> list[str]:
    """Everybody who can look after a document."""
    return list(db.session.scalars(select(Account.email).where(Account.active).order_by("email")))
