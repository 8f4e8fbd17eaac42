"""All published documents made into a Library, or every problem in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from careers_site.content.pages.job_facts import JobFacts, parse_job
from careers_site.content.pages.pages import Page, parse_page
from careers_site.content.pages.redirects import FIXED, ROUTES_AT, parse_redirects
from careers_site.content.pages.required_pages import check_needed
from careers_site.content.problems import Problems
from careers_site.content.rules.changes import Change, dated_changes, read_changes
from careers_site.content.rules.course_relevance import Relevance, parse_relevance
from careers_site.content.rules.examples import example_differences, examples
from careers_site.content.rules.examples.reachability import check_reachability
from careers_site.content.rules.qualifications import Qualification, parse_qualifications
from careers_site.content.rules.reader import parse_rules
from careers_site.content.rules.synonyms import parse_synonyms
from careers_site.content.rules.web_searches import WebSearches, read_web_searches
from careers_site.content.sources import Source, parse_sources
from careers_site.content.tables import listings, salary_bands
from careers_site.content.tables.labels import TABLES
from careers_site.content.tables.tables import Table
from careers_site.course_index.synonyms import Synonyms
from careers_site.eligibility.rules import Rules
from careers_site.platform import clock

JOB = "content/portage-home-visitor"
PROFILE = f"{JOB}/profile.md"
PAGES = "content/pages/"
ROUTES = f"{JOB}/routes/"
# Every path that a document can have.
DOCUMENT = re.compile(
    r"content/(pages|portage-home-visitor/routes)/[a-z0-9-]+\.md"
    r"|content/(redirects|synonyms|web-searches)\.toml"
    r"|content/(sources|examples|person-specifications)/[a-z0-9-]+\.toml"
    r"|content/portage-home-visitor/profile\.md"
    r"|content/portage-home-visitor/(job|scales|equivalences|qualifications|steps|routes)\.toml"
    r"|content/portage-home-visitor/(prices|changes|relevance)\.toml"
    r"|data/(salaries|pay_points|workshops|services)\.csv"
)


# Compared by identity: what is made of a library is kept under it.
@dataclass(frozen=True, eq=False)
class Library:
    """Everything that is published, parsed and rendered once; never changed."""

    revision: int
    sources: Mapping[str, Source]
    pages: Mapping[str, Page]
    profile: Page
    job: JobFacts
    route_pages: Mapping[str, Page]
    rules: Rules
    relevance: Relevance
    synonyms: Synonyms
    qualifications: tuple[Qualification, ...]
    examples: tuple[examples.Example, ...]
    salaries: tuple[salary_bands.SalaryBand, ...]
    pay_points: tuple[salary_bands.PayPoint, ...]
    workshops: tuple[listings.Workshop, ...]
    services: tuple[listings.Service, ...]
    redirects: Mapping[str, str]
    changes: tuple[Change, ...]
    web_searches: WebSearches


def parse(
    documents: Mapping[str, str],
    revision: int,
    *,
    examples_may_differ: bool = False,
) -> Library:
    """The library of a set of documents.

    Raises ContentError with every problem in every document, each with its place. Where there are
    none, example people who get another result than theirs are problems, unless the caller
    compares them or did so before it published: it takes seconds.
    """
    found = _parse(tuple(documents.items()), examples_may_differ, clock.today())
    return replace(found, revision=revision)


# An editor looks at a draft and publishes it, and then every process reads what was published.
@lru_cache(maxsize=4)
def _parse(texts: tuple[tuple[str, str], ...], examples_may_differ: bool, today: date) -> Library:
    """The library of these documents on this day. Raises ContentError: only good ones are kept."""
    documents, problems = dict(texts), Problems()
    for path in documents:
        if not DOCUMENT.fullmatch(path):
            problems.add(path, "", "is not a file that the site knows")
    sources = parse_sources(documents, problems)
    rules = parse_rules(documents, sources, problems)
    held = parse_qualifications(documents, rules.scales, sources, problems) if rules else ()
    relevance = parse_relevance(documents, rules.steps if rules else None, sources, problems)
    synonyms = parse_synonyms(documents, problems)
    parsed = {
        path: parse_page(path, text, sources, problems)
        for path, text in documents.items()
        if path.endswith(".md")
    }
    route_pages = {p.slug: p for path, p in parsed.items() if p and path.startswith(ROUTES)}
    people = [
        examples.parse_example(path, text, rules, problems)
        for path, text in documents.items()
        if rules and path.startswith(examples.FOLDER)
    ]
    tables = {
        name: _table(documents, table, sources, today, problems) for name, table in TABLES.items()
    }
    if rules:
        _check_routes(rules, route_pages, problems)
        check_reachability(documents, rules, problems)
    profile = parsed.get(PROFILE)
    if PROFILE not in documents:
        problems.add(PROFILE, "", "is missing")
    pages = {p.slug: p for path, p in parsed.items() if p and path.startswith(PAGES)}
    redirects = parse_redirects(documents, pages, route_pages, problems)
    check_needed(PAGES, documents, redirects, problems)
    addresses = {*FIXED, *(f"/{slug}" for slug in pages), *(ROUTES_AT + r for r in route_pages)}
    changes = read_changes(documents, sources, addresses, problems)
    job = parse_job(documents, sources, profile, pages, problems)
    web_searches = read_web_searches(documents, sources, problems)
    problems.raise_if_any()
    if rules and not examples_may_differ:
        differing = example_differences.differing(filter(None, people), rules)
        problems.extend(example_differences.sentences(differing))
        problems.raise_if_any()
    if rules is None or profile is None or job is None:
        raise AssertionError("content without problems has rules, a profile and its facts")
    return Library(
        revision=0,
        sources=sources,
        pages=pages,
        profile=profile,
        job=job,
        route_pages=route_pages,
        rules=rules,
        relevance=relevance,
        synonyms=synonyms,
        qualifications=held,
        examples=tuple(person for person in people if person),
        redirects=redirects,
        changes=tuple(sorted((*changes, *dated_changes(rules)), key=lambda one: one.month)),
        web_searches=web_searches,
        **tables,
    )


def _table(
    documents: Mapping[str, str],
    table: Table[Any],
    sources: Collection[str],
    today: date,
    problems: Problems,
) -> tuple[Any, ...]:
    if table.path not in documents:
        problems.add(table.path, "", "is missing")
        return ()
    rows, found = table.read(documents[table.path], sources, today)
    problems.extend(found)
    return rows


def _check_routes(rules: Rules, pages: Mapping[str, Page], problems: Problems) -> None:
    """Each route has its words, and no words are left over."""
    known = {route.id for route in rules.routes}
    for missing in sorted(known - set(pages)):
        problems.add(f"{ROUTES}{missing}.md", "", "is missing: the route has no words")
    for extra in sorted(set(pages) - known):
        problems.unknown(f"{ROUTES}{extra}.md", "", "route", extra, known)
