"""A search as a feed (RFC 4287): what changed last comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from careers_site.courses.finder.finder import newest
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.results import CourseHit, sentence

MOST_ENTRIES = 50
# An empty feed never changed.
NEVER = "1970-01-01T00:00:00Z"


def feed_values(asked: CourseSearch, site_url: str, path: str) -> dict[str, Any]:
    """Everything that the feed's template writes. Pages and sorts make no other feed."""
    search = replace(asked, page=1, sort="", shortlist=())
    matching, hits = newest(search, MOST_ENTRIES)
    entries = [_entry(hit) for hit in hits]
    words = sentence(len(matching.fitting), list(matching.phrases()))
    return {
        "title": f"Portage Careers: {words}",
        "self_url": site_url + search.url(path),
        "page_url": site_url + search.url(),
        "site_url": site_url,
        "updated": max((entry["updated"] for entry in entries), default=NEVER),
        "entries": entries,
    }


def _entry(hit: CourseHit) -> dict[str, Any]:
    facts = [f"{fact.label}: {fact.text}" for fact in hit.facts]
    return {
        "course": hit.course,
        "published": _moment(hit.course.added),
        "updated": _moment(hit.course.changed),
        "words": ". ".join([hit.place, *facts]),
    }


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}"
