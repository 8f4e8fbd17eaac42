"""Jobs from hand to hand, on any database and any number of machines.

Whoever changes a job says in the same statement who holds it and how it has to stand: of two
workers only one changes the row. Times are the machines' own, which have to agree to seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from careers_site.jobs.models import DONE, FAILED, RUNNING, WAITING, Job
from careers_site.platform.clock import now
from careers_site.platform.extensions import db

# A worker that has not been heard of for so long is taken to be dead.
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
# After work that failed for a reason that may pass.
AGAIN_AFTER = timedelta(seconds=5)
GIVEN_UP = (
    "It was tried {attempts} times and broke off each time. Nothing is half done. Tell whoever "
    "runs the site: the log says why."
)


def add(kind: str, arguments: Mapping[str, Any], who: str) -> Job:
    """A job for the next worker that is free. The caller commits."""
    job = Job(
        kind=kind,
        arguments=dict(arguments),
        who=who,
        created=now(),
        state=WAITING,
        **{"stage": "", "done": 0, "total": 0, "error": "", "worker": "", "attempts": 0},
    )
    db.session.add(job)
    db.session.flush()
    return job


def claim(worker: str) -> Job | None:
    """The oldest job that nobody works on, now held by `worker`. Commits.

    One that was broken off too often is given up.
    """
    while True:
        wanted = select(Job.id, Job.attempts).where(_free()).order_by(Job.id).limit(1)
        found = db.session.execute(wanted).first()
        db.session.rollback()
        if found is None:
            return None
        if found.attempts >= MOST_ATTEMPTS:
            error = GIVEN_UP.format(attempts=found.attempts)
            _end(found.id, _free(), state=FAILED, error=error)
            continue
        taken = {"worker": worker, "attempts": Job.attempts + 1, **_lease()}
        if _change(found.id, _free(), state=RUNNING, started=now(), stage="", done=0, **taken):
            return db.session.get(Job, found.id, populate_existing=True)


def beat(job_id: int, worker: str, **said: Any) -> bool:
    """Say that the worker lives, and how far it is. False if the job is no longer its own."""
    return _change(job_id, _held_by(worker), **said, **_lease())


def hold(job_id: int, worker: str) -> bool:
    """As `beat`, within the transaction of the caller."""
    return _update(job_id, _held_by(worker), _lease())


def finish(job_id: int, worker: str, result: Mapping[str, Any]) -> bool:
    return _end(job_id, _held_by(worker), state=DONE, result=dict(result))


def fail(job_id: int, worker: str, error: str) -> bool:
    return _end(job_id, _held_by(worker), state=FAILED, error=error)


def give_back(job_id: int, worker: str) -> bool:
    """Not done, for no fault of the job: the next worker begins it anew."""
    again = {"state": WAITING, "lease_until": None, "attempts": Job.attempts - 1}
    return _change(job_id, _held_by(worker), **again)


def try_again(job_id: int, worker: str) -> bool:
    """Not done, for a reason that may pass: it waits a little, and the attempt counts."""
    later = now() + AGAIN_AFTER
    return _change(job_id, _held_by(worker), state=WAITING, lease_until=later)


def _free() -> ColumnElement[bool]:
    overdue = or_(Job.lease_until.is_(None), Job.lease_until < now())
    return and_(Job.state.in_((WAITING, RUNNING)), overdue)


def _held_by(worker: str) -> ColumnElement[bool]:
    return and_(Job.state == RUNNING, Job.worker == worker)


def _lease() -> dict[str, Any]:
    return {"lease_until": now() + LEASE}


def _update(job_id: int, condition: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    statement = update(Job).where(Job.id == job_id, condition).values(**values)
    changed = db.session.execute(statement.execution_options(synchronize_session=False))
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def _end(job_id: int, condition: ColumnElement[bool], **values: Any) -> bool:
    return _change(job_id, condition, finished=now(), lease_until=None, **values)


def _change(job_id: int, condition: ColumnElement[bool], **values: Any) -> bool:
    """Change the job if it stands as it should, in a transaction of its own."""
    try:
        is_changed = _update(job_id, condition, values)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    return is_changed
