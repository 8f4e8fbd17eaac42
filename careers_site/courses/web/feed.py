"""A search as a feed (RFC 4287): what changed last comes first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from careers_site.courses.finder.finder import newest
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.results import CourseHit, sentence
from careers_site.courses.models import Course

MOST_ENTRIES = 50
# An empty feed never changed.
NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class Entry:
    hit: CourseHit

    @property
    def course(self) -> Course:
        return self.hit.course

    @property
    def published(self) -> str:
        return _moment(self.course.added)

    @property
    def updated(self) -> str:
        return _moment(self.course.changed)

    @property
    def words(self) -> str:
        facts = [f"{fact.label}: {fact.text}" for fact in self.hit.facts]
        return ". ".join([f"{self.hit.place}", *facts])


def feed_values(asked: CourseSearch, site_url: str, path: str) -> dict[str, Any]:
    """Everything that the feed's template writes. Pages and sorts make no other feed."""
    search = replace(asked, page=1, sort="", shortlist=())
    matching, hits = newest(search, MOST_ENTRIES)
    entries = [Entry(hit) for hit in hits]
    words = sentence(len(matching.fitting), list(matching.phrases()))
    return {
        "title": f"Portage Careers: {words}",
        "self_url": site_url + search.url(path),
        "page_url": site_url + search.url(),
        "site_url": site_url,
        "updated": max((entry.updated for entry in entries), default=NEVER),
        "entries": entries,
    }


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}"
