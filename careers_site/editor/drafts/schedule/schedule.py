"""Which drafts go live by themselves, and when. Nothing here commits but `note_problem`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from careers_site import audit
from careers_site.content.store.documents import Document
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.merging.draft_with_published import has_conflict
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.platform.clock import now
from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import moment

CHANGED = "The draft was changed after its day was set. Check it, then set the day again."
OVERTAKEN = "The same place was changed in what was published meanwhile. Combine the two first, "
OVERTAKEN += "then set the day again."
LATE = "It is late. Ask the person who runs the site whether careers-site work is running."
MOST_LATE = timedelta(minutes=5)


class Schedule(db.Model):  # type: ignore[name-defined, misc]
    """The moment at which a draft is published, as `who` reviewed and confirmed it.

    `problem` is the sentence why it was not published then; "" before. A row with a problem waits
    for an editor, and is not tried again.
    """

    __tablename__ = "draft_schedule"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    who: Mapped[str] = mapped_column(String(255))
    comment: Mapped[str] = mapped_column(Text)
    reviewed: Mapped[str] = mapped_column(String(64))
    confirmed: Mapped[str] = mapped_column(String(64))
    problem: Mapped[str] = mapped_column(Text)

    draft: Mapped[Draft] = relationship()


def of(draft_id: int) -> Schedule | None:
    """The schedule of a draft as it is now in the database."""
    return db.session.get(Schedule, draft_id, populate_existing=True)


def coming() -> list[Schedule]:
    """Every scheduled draft, the next one first."""
    return list(db.session.scalars(select(Schedule).order_by(Schedule.at, Schedule.draft_id)))


def due() -> list[int]:
    """The drafts whose moment has come, in the order in which they go live."""
    wanted = select(Schedule.draft_id).where(Schedule.at <= now(), Schedule.problem == "")
    return list(db.session.scalars(wanted.order_by(Schedule.at, Schedule.draft_id)))


def put(wanted: Schedule) -> None:
    """Set the moment of a draft, in place of an earlier one."""
    db.session.merge(wanted)
    draft = db.session.get_one(Draft, wanted.draft_id)
    audit.record("scheduled a draft", draft.title, f"{moment(wanted.at)}: {wanted.comment}")


def remove(draft_id: int) -> bool:
    """The draft no longer goes live by itself. False if it would not have."""
    done = db.session.execute(delete(Schedule).where(Schedule.draft_id == draft_id))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def trouble(planned: Schedule) -> str:
    """Why a draft was not published at its moment, or will not be as things are; "" if all is well.

    The checks of the content itself are made at the moment: they need everything published then.
    """
    if planned.problem:
        return planned.problem
    if planned.at < now() - MOST_LATE:
        return LATE
    if fingerprint(planned.draft) != planned.reviewed:
        return CHANGED
    paths = Document.path.in_(planned.draft.texts())
    published = dict(db.session.execute(select(Document.path, Document.text).where(paths)).all())
    return OVERTAKEN if has_conflict(planned.draft, published) else ""


def beside(draft: Draft) -> list[Schedule]:
    """Other scheduled drafts that change a document of this one too."""
    paths = set(draft.texts())
    waiting = [one for one in coming() if one.draft_id != draft.id and not one.problem]
    return [one for one in waiting if paths & set(one.draft.texts())]


def up_to(planned: Schedule) -> list[Draft]:
    """The scheduled drafts that are live once this one is, in their order."""
    return [
        one.draft for one in coming() if (one.at, one.draft_id) <= (planned.at, planned.draft_id)
    ]


def note_problem(draft_id: int, at: datetime, sentence: str) -> Schedule | None:
    """Keep why a draft was not published at that moment. None if its schedule is another by now.

    Commits.
    """
    db.session.rollback()
    planned = of(draft_id)
    if planned is None or planned.at != at or planned.problem:
        return None
    planned.problem = sentence
    audit.record("could not publish a draft", planned.draft.title, sentence, planned.who)
    db.session.commit()
    return planned
