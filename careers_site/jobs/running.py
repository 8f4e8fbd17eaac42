"""A job while it runs: how far it is, whether it may go on, and the word that it is still ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from careers_site.jobs import queue


class JobError(Exception):
    """The work cannot be done; the text tells the editor why, and what to do."""


class StoppedError(Exception):
    """The worker has to end: the job is given back, for another to begin anew."""


class LostError(Exception):
    """Another worker has taken the job over, since this one did not say that it still lives."""


@dataclass
class Running:
    """What the function of a job is given. `say` and `progress` are to be called often."""

    job_id: int
    worker: str
    who: str
    arguments: Mapping[str, Any]
    stop: Event = field(default_factory=Event)
    lost: Event = field(default_factory=Event)
    stage: str = ""
    done: int = 0
    total: int = 0

    def say(self, stage: str, total: int = 0) -> None:
        """Begin a stage, in words. Raises StoppedError or LostError if it is not to go on."""
        self.stage, self.done, self.total = stage, 0, total
        self.check()

    def progress(self, done: int) -> None:
        """So much of the stage is done. Raises as `say` does."""
        self.done = done
        self.check()

    def check(self) -> None:
        if self.lost.is_set():
            raise LostError(self.job_id)
        if self.stop.is_set():
            raise StoppedError(self.job_id)

    def hold(self) -> None:
        """Within a transaction that changes something for good: only if the job is still ours.

        Until that transaction ends nobody else can take the job. Raises LostError.
        """
        if not queue.hold(self.job_id, self.worker):
            raise LostError(self.job_id)
