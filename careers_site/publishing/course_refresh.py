"""Courses made from documents (workshops), brought up to date after a publication by a job."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careers_site.content.library import holder
from careers_site.content.sources import FOLDER as SOURCES
from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.importing import workshops
from careers_site.jobs.running import Running

# The kind of the job; rows of the table of jobs hold it.
JOB = "follow a publication"


def concerns_courses(paths: Iterable[str]) -> bool:
    """Whether courses are made from any of these documents: those of workshops."""
    return any(path == workshops.TABLE or path.startswith(SOURCES) for path in paths)


def refresh_courses(revision: int) -> None:
    """Import the workshops of `revision`, or of a newer one, and bring the search index up to date.

    Waits for other imports: call it from a job or a command, not within a request. Raises
    StaleLibraryError if the revision cannot be read.
    """
    here = holder().get(at_least=revision)
    workshops.import_workshops(here.workshops, here.sources)
    catch_up()


def refresh_courses_job(running: Running) -> dict[str, Any]:
    """`refresh_courses` as a job, for the revision in its arguments."""
    running.say("Bringing the courses of workshops up to date")
    refresh_courses(int(running.arguments["revision"]))
    return {}
