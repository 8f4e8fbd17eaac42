"""What can be found on the site besides courses: each thing with its words and its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from careers_site.content.pages.advice import NEXT_STEP
from careers_site.content.pages.pages import Page
from careers_site.content.pages.plain_text import texts
from careers_site.content.pages.redirects import ROUTES_AT
from careers_site.content.parsing import Library
from careers_site.content.tables.salary_bands import pay_now
from careers_site.eligibility import wording
from careers_site.eligibility.rules import Step

PAGE, TOOL, WAY_IN, STEP = "Page", "Tool", "Way in", "Step"
POST, ADVERT, CERTIFICATE, SERVICE = (
    "Person specification",
    "Advert",
    "Certificate",
    "Portage service",
)
JOB = "/portage-home-visitor"
_NOTE_OR_TAG = re.compile(r"<sup.*?</sup>|<[^>]+>", re.DOTALL)
# What readers can do here, which no page of text says.
TOOLS = (
    ("Check your options", "/quiz", "Answer a few questions and see your ways in, with reasons."),
    ("Find a course", "/courses", "Search courses by words, place, level and cost."),
    ("Find your certificates", "/quiz/certificates", "See what a certificate counts as."),
    ("Work out your pay", "/salary#work-it-out", "What part time or term time work would pay."),
    ("Council pay points", "/salary#points", "What each NJC pay point, or spinal point, pays."),
    ("For advisers", "/advisers", "Check options with a client, or for a list of clients."),
    ("What is changing", "/changes", "Dates on which rules, courses and pay change."),
)


@dataclass(frozen=True)
class Entry:
    """A page, a part of one, or a thing that a page shows.

    `within` are the names of the page that it is a part of, its title first; `names` are what
    else it is called.
    `lead` and `text` are shown; `rest` is evidence and tables, which are found too.
    """

    kind: str
    title: str
    address: str
    lead: str
    within: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    rest: str = ""


def entries(here: Library) -> Iterator[Entry]:
    yield from _page(here.profile, JOB, PAGE)
    for slug, page in here.pages.items():
        yield from _page(page, f"/{slug}", PAGE)
    for slug, page in here.route_pages.items():
        yield from _page(page, f"{ROUTES_AT}{slug}", WAY_IN)
    for title, address, lead in TOOLS:
        yield Entry(TOOL, title, address, lead)
    yield from _steps(here)
    yield from _certificates(here)
    yield from _posts(here)
    yield from _rows(here)


def _page(page: Page, address: str, kind: str) -> Iterator[Entry]:
    """A page, and each of its sections but the last, which only leads on."""
    # The address has the word that people know a page by: "Pay" is at /salary.
    names = (address.rpartition("/")[2].replace("-", " "),)
    yield Entry(kind, page.title, address, page.summary, names=names, text=_prose(page.opening))
    for section in page.sections:
        title = _plain(section.title)
        if title != NEXT_STEP:
            yield Entry(
                kind,
                title,
                f"{address}#{section.id}",
                _plain(section.answer),
                within=(page.title, *names),
                text=_prose(section.more),
                rest=_plain(section.html),
            )


def _steps(here: Library) -> Iterator[Entry]:
    """Each step, where a way in shows it, or else the courses for it."""
    shown_at: dict[str, str] = {}
    for route in here.rules.routes:
        for option in route.options:
            shown_at.setdefault(option.step.id, f"{ROUTES_AT}{route.id}#{option.step.id}")
    for step in here.rules.steps.values():
        courses = f"/courses?{urlencode({'step': step.id})}" if step.courses else None
        if address := shown_at.get(step.id, courses):
            yield Entry(STEP, step.title, address, _about(step), text=_gives(step, here))


def _about(step: Step) -> str:
    length = f"How long: {wording.months(step.months)}." if step.months else ""
    return f"{length} {step.note}".strip()


def _gives(step: Step, here: Library) -> tuple[str, ...]:
    return tuple(f"It gives you: {wording.gain(one, here.rules.scales)}." for one in step.gives)


def _certificates(here: Library) -> Iterator[Entry]:
    for one in here.qualifications:
        held = [
            f"{leaf.scale.label}, at your own level"
            if leaf.scale.id == one.asks
            else leaf.scale.held(leaf.level)
            for leaf in one.gives
        ]
        yield Entry(
            CERTIFICATE,
            one.title,
            f"/quiz/certificates?{urlencode({'q': one.title})}",
            f"Counts as: {'; '.join(held)}." if held else one.advice,
            names=(*one.names[1:], *one.numbers),
            text=(one.note,) if one.note else (),
        )


def _posts(here: Library) -> Iterator[Entry]:
    """What posts ask for, on the page where somebody can check how ready they are."""
    for post in here.rules.posts:
        asked = tuple(f"{one.words}." for one in post.criteria)
        lead = "Check what you have against it, point by point."
        address = f"/person-specification/{post.id}"
        yield Entry(POST, post.title, address, lead, names=("Person specification",), text=asked)


def _rows(here: Library) -> Iterator[Entry]:
    """What employers pay now, and Portage services."""
    for band in pay_now(here.salaries):
        title = f"{band.title}, {band.employer}"
        lead = f"{band.pay} a year at rates of {band.dated}."
        note = (band.note,) if band.note else ()
        yield Entry(ADVERT, title, "/salary", lead, within=("Pay", "Salary"), text=note)
    for service in here.services:
        facts = (("Ages", service.ages), ("Visits", service.visits))
        known = " ".join(f"{label}: {value.rstrip('.')}." for label, value in facts if value)
        title = service.name if service.area in service.name else f"{service.name}, {service.area}"
        note = (service.note,) if service.note else ()
        yield Entry(SERVICE, title, "/services#listed", known, text=note, rest=service.nation)


def _prose(html: str) -> tuple[str, ...]:
    return tuple(texts(html))


def _plain(html: str) -> str:
    return " ".join(unescape(_NOTE_OR_TAG.sub(" ", html)).split())
