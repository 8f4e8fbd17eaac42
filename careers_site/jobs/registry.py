"""The kinds of jobs, and which function does each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from careers_site.jobs.running import Running

Work = Callable[[Running], dict[str, Any]]

# Kind -> module:function, found when the first job of the kind is run.
KINDS = {
    "check courses": "careers_site.courses.uploads.jobs:check",
    "publish courses": "careers_site.courses.uploads.jobs:publish",
    "undo courses": "careers_site.courses.uploads.jobs:undo",
    "follow a publication": "careers_site.publishing.course_refresh:refresh_courses_job",
}
# Called by a worker when it starts and once an hour: what nobody needs any more is removed, and
# who has to be reminded is mailed.
HOURLY = (
    "careers_site.courses.uploads.store:delete_expired",
    "careers_site.feedback.store:delete_expired",
    "careers_site.editor.home.weekly_mail:send_due",
)
# Called by every worker twice a second, also while it does a job, each in a thread of its own: what
# each machine keeps for itself as new as the database, and what may not wait for a job to end.
KEEPING = (
    "careers_site.courses.catalogue.catalogue:keep_index",
    "careers_site.editor.drafts.schedule.due:publish_due",
)


def function(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def work_of(kind: str) -> Work:
    work: Work = function(KINDS[kind])
    return work
