"""What follows a publication and takes longer than a page may: the courses made from documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careers_site.content.library import holder
from careers_site.content.sources import FOLDER as SOURCES
from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.importing import workshops
from careers_site.jobs.running import Running

# The kind of job that does it after a publication on the web.
JOB = "follow a publication"


def concerns_courses(paths: Iterable[str]) -> bool:
    """Whether courses are made from any of these documents: those of workshops."""
    return any(path == workshops.TABLE or path.startswith(SOURCES) for path in paths)


def follow(revision: int) -> None:
    """After the publication of `revision`: the workshops among the courses, and the search, are
    what it says, or what a newer one says. Takes as long as other imports do: not for a request.
    """
    here = holder().get(at_least=revision)
    workshops.bring_in(here.workshops, here.sources)
    catch_up()


def follow_job(running: Running) -> dict[str, Any]:
    """The job that follows what was published on the web."""
    running.say("Bringing the courses of workshops up to date")
    follow(int(running.arguments["revision"]))
    return {}
