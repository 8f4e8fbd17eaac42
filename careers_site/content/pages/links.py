"""Outgoing addresses: does everything that the site sends its readers to still answer?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from itertools import groupby
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ADDRESS = re.compile(r"https?://[^\s\"'<>)\]}|,]+[^\s\"'<>)\]}|,.;:]")
SECONDS = 20
AT_ONCE = 8
# Some servers refuse what does not say who it is.
AGENT = "PortageCareers-link-check/1.0"
# They answer, but not to a program: somebody has to look.
NOT_FOR_PROGRAMS = {401, 403, 405, 429, 503}


@dataclass(frozen=True)
class Link:
    """An address, and where it stands: documents with lines, or "courses"."""

    url: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What an address said. `is_broken` is False where only programs are turned away."""

    link: Link
    words: str
    is_broken: bool


def links(documents: Mapping[str, str], others: Iterable[tuple[str, str]] = ()) -> list[Link]:
    """Every outgoing address of the documents and of `others` (place, address), by address."""
    found = [
        (url, f"{path}: line {number}")
        for path, text in documents.items()
        for number, line in enumerate(text.split("\n"), start=1)
        for url in ADDRESS.findall(line)
    ]
    found += ((url, place) for place, url in others if url)
    return [
        Link(url, tuple(dict.fromkeys(place for _, place in same)))
        for url, same in groupby(sorted(found), key=lambda pair: pair[0])
    ]


def ask_all(wanted: Iterable[Link]) -> Iterator[Answer]:
    """What each address answers. Hosts are asked side by side, each of them one thing at a time."""
    hosts: dict[str, list[Link]] = {}
    for link in wanted:
        hosts.setdefault(link.url.split("/")[2], []).append(link)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for answers in pool.map(lambda of_host: [ask(link) for link in of_host], hosts.values()):
            yield from answers


def ask(link: Link) -> Answer:
    """Ask for the page itself, since many servers answer HEAD with something else."""
    try:
        request = Request(link.url, headers={"User-Agent": AGENT})  # noqa: S310 - http(s) only
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return Answer(link, f"{answer.status}", is_broken=False)
    except HTTPError as error:
        error.close()
        return Answer(link, f"{error.code}", is_broken=error.code not in NOT_FOR_PROGRAMS)
    except (URLError, OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Answer(link, f"no answer: {reason}", is_broken=True)
