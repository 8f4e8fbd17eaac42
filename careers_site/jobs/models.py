"""Long work that somebody asked for: a row that a worker takes up, and that says how far it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from careers_site.platform.database.utc_time import UtcTime
from careers_site.platform.extensions import db

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


class Job(db.Model):  # type: ignore[name-defined, misc]
    """Work of a kind (registry.KINDS). `stage` is in words; `done` of `total` are its own units.

    Who runs it holds it until `lease_until` and says so anew while it works: a job whose worker
    was killed is taken up again.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(50))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20), index=True)
    stage: Mapped[str] = mapped_column(String(255))
    done: Mapped[int]
    total: Mapped[int]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(255))
    created: Mapped[datetime] = mapped_column(UtcTime)
    started: Mapped[datetime | None] = mapped_column(UtcTime)
    finished: Mapped[datetime | None] = mapped_column(UtcTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)
    worker: Mapped[str] = mapped_column(String(100))
    attempts: Mapped[int]

    @property
    def is_over(self) -> bool:
        return self.state in {DONE, FAILED}

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0
