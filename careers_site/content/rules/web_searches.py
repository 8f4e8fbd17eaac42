"""Searches on other sites, as links that open with the words and the place filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote_plus

from pydantic import AfterValidator, Field, StringConstraints

from careers_site.content.problems import Problems
from careers_site.content.rules.common import (
    WEB_SEARCHES,
    check_sources,
    check_unique,
    limited,
    read_file,
)
from careers_site.content.rules.schemas import Id, Nation, Sourced, Table, Words
from careers_site.platform.web_addresses import is_web_address


def _url_template(text: str) -> str:
    filled = text.replace("{words}", "x").replace("{place}", "x")
    if "{words}" not in text or re.search("[{}]", filled):
        raise ValueError("needs {words} in it, and nothing else in brackets but {place}")
    if not is_web_address(filled):
        raise ValueError("is not a web address that begins https://")
    return text


UrlTemplate = Annotated[str, StringConstraints(max_length=500), AfterValidator(_url_template)]


class JobSiteTable(Sourced):
    id: Id
    name: Words
    about: Words
    nations: list[Nation] | None = None
    url: UrlTemplate


class LocalOfferTable(Sourced):
    words: Words
    url: UrlTemplate


class WebSearchesFile(Table):
    titles: list[Words] = Field(min_length=1, max_length=6)
    jobs: list[JobSiteTable] = Field(default=[], max_length=12)
    local_offer: LocalOfferTable


@dataclass(frozen=True)
class JobSite:
    """A site that lists posts; `nations` is None where it lists those of all."""

    id: str
    name: str
    about: str
    nations: frozenset[str] | None
    url: str

    def link(self, words: str, place: str) -> str:
        return _filled(self.url, words, place)


@dataclass(frozen=True)
class WebSearches:
    """`titles` are the words under which posts are found. Without the file there are none."""

    titles: tuple[str, ...] = ()
    jobs: tuple[JobSite, ...] = ()
    local_offer_words: str = ""
    local_offer_url: str = ""

    def job_sites(self, nation: str) -> tuple[JobSite, ...]:
        """The sites that list posts of a nation, by its id."""
        return tuple(one for one in self.jobs if one.nations is None or nation in one.nations)

    def local_offer(self, place: str) -> tuple[str, str] | None:
        """What to search for to find the Local Offer of a place, and the link that does."""
        if not self.local_offer_url:
            return None
        words = self.local_offer_words.replace("{place}", place).strip()
        return words, _filled(self.local_offer_url, words, place)


def read_web_searches(
    documents: Mapping[str, str], known: Collection[str], problems: Problems
) -> WebSearches:
    """The searches of web-searches.toml, which a site may be without."""
    if WEB_SEARCHES not in documents:
        return WebSearches()
    file = read_file(WebSearchesFile, WEB_SEARCHES, documents, problems)
    if file is None:
        return WebSearches()
    check_unique(WEB_SEARCHES, "jobs", (one.id for one in file.jobs), problems)
    for one in file.jobs:
        check_sources(WEB_SEARCHES, f'jobs "{one.id}"', one, known, problems)
    check_sources(WEB_SEARCHES, "local_offer", file.local_offer, known, problems)
    return WebSearches(
        titles=tuple(file.titles),
        jobs=tuple(
            JobSite(one.id, one.name, one.about, limited(one.nations), one.url) for one in file.jobs
        ),
        local_offer_words=file.local_offer.words,
        local_offer_url=file.local_offer.url,
    )


def _filled(template: str, words: str, place: str) -> str:
    # In an encoded text there is no bracket that could be filled in again.
    return template.replace("{words}", quote_plus(words)).replace("{place}", quote_plus(place))
