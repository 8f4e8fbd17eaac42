"""Searches on other sites, as links that open with the words and the place filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Annotated
from urllib.parse import quote_plus

from pydantic import AfterValidator, Field, StringConstraints

from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.common import WEB_SEARCHES
from careers_site.content.rules.schemas import Id, Nation, Sourced, Table, Words
from careers_site.platform.text.web_addresses import is_web_address


def _url_template(text: str) -> str:
    filled = text.replace("{words}", "x").replace("{place}", "x")
    if "{words}" not in text or re.search("[{}]", filled):
        raise ValueError("needs {words} in it, and nothing else in brackets but {place}")
    if not is_web_address(filled):
        raise ValueError("is not a web address that begins https://")
    return text


UrlTemplate = Annotated[str, StringConstraints(max_length=500), AfterValidator(_url_template)]


class JobSite(Sourced):
    """A site that lists posts; `nations` is None where it lists those of all."""

    id: Id
    name: Words
    about: Words
    nations: list[Nation] | None = None
    url: UrlTemplate

    def link(self, words: str, place: str) -> str:
        return _filled(self.url, words, place)


class LocalOffer(Sourced):
    words: Words
    url: UrlTemplate


class WebSearches(Table):
    """`titles` are the words under which posts are found, where a nation has none of its own."""

    titles: list[Words] = Field(min_length=1, max_length=6)
    titles_by_nation: dict[Nation, list[Words]] = {}
    jobs: list[JobSite] = Field(default=[], max_length=12)
    local_offer: LocalOffer | None

    def titles_in(self, nation: str) -> list[str]:
        own = (titles for id_, titles in self.titles_by_nation.items() if id_ == nation)
        return next(own, self.titles)

    def job_sites(self, nation: str) -> list[JobSite]:
        """The sites that list posts of a nation, by its id."""
        return [one for one in self.jobs if one.nations is None or nation in one.nations]

    def local_offer_of(self, place: str) -> tuple[str, str] | None:
        """What to search for to find the Local Offer of a place, and the link that does."""
        if self.local_offer is None:
            return None
        words = self.local_offer.words.replace("{place}", place).strip()
        return words, _filled(self.local_offer.url, words, place)


# Those of a site without the file.
NO_SEARCHES = WebSearches.model_construct(titles=[], titles_by_nation={}, jobs=[], local_offer=None)


def read_web_searches(
    documents: Mapping[str, str], known: Collection[str], problems: Problems
) -> WebSearches:
    """The searches of web-searches.toml, which a site may be without."""
    if WEB_SEARCHES not in documents:
        return NO_SEARCHES
    found = read_file(WebSearches, WEB_SEARCHES, documents, problems)
    if found is None:
        return NO_SEARCHES
    problems.check_unique(WEB_SEARCHES, "jobs", (one.id for one in found.jobs))
    sourced = {f'jobs "{one.id}"': one.sources for one in found.jobs}
    if found.local_offer:
        sourced["local_offer"] = found.local_offer.sources
    for place, sources in sourced.items():
        problems.check_known(WEB_SEARCHES, place, "source", sources, known)
    return found


def _filled(template: str, words: str, place: str) -> str:
    # In an encoded text there is no bracket that could be filled in again.
    return template.replace("{words}", quote_plus(words)).replace("{place}", quote_plus(place))
