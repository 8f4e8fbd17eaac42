"""Walking through a site by its links and forms, as a reader could."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode

from flask.testing import FlaskClient


@dataclass
class Crawl:
    """Every address that was opened with its status, and where it was first seen."""

    statuses: dict[str, int] = field(default_factory=dict)
    seen_on: dict[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> list[str]:
        """Links that lead nowhere, each with the page that has it."""
        return [
            f"{status} {address} on {self.seen_on[address]}"
            for address, status in self.statuses.items()
            if status not in {200, 303}
        ]


def crawl(client: FlaskClient, start: str, most_queries: int) -> Crawl:
    """Breadth first from `start`: every plain address, and so many of each with a query."""
    found = Crawl(seen_on={start: start})
    waiting = deque([start])
    queries: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        path, question, _ = address.partition("?")
        if question:
            queries[path] += 1
            if queries[path] > most_queries:
                continue
        response = client.get(address, buffered=True)
        found.statuses[address] = response.status_code
        if response.status_code == 303:
            links = [response.headers["Location"]]
        elif response.mimetype == "text/html":
            links = list(_links(response.text))
        else:
            continue
        for link in links:
            if link not in found.seen_on:
                found.seen_on[link] = address
                waiting.append(link)
    return found


def _links(html: str) -> Iterator[str]:
    """Addresses of this site that a page leads to, those of its GET forms among them."""
    reader = _Reader()
    reader.feed(html)
    for address in [*reader.links, *reader.submitted()]:
        plain = urldefrag(address).url
        if plain.startswith("/"):
            yield plain


class _Reader(HTMLParser):
    """Collects links, and for each form its fields and the choices of its radio buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in {"a", "link"} and "href" in given:
            self.links.append(given["href"])
        elif tag == "script" and "src" in given:
            self.links.append(given["src"])
        elif tag == "form":
            # What a form sends with POST is no address.
            is_sent = given.get("method", "get").lower() == "post"
            self.forms.append(("" if is_sent else given["action"], [], []))
        elif tag in {"input", "button"} and given.get("name") and self.forms:
            self._field(given, given["name"], given.get("value", ""))

    def _field(self, given: dict[str, str], name: str, value: str) -> None:
        _, fixed, choices = self.forms[-1]
        if given.get("type") == "radio":
            choices.append((name, value))
        elif given.get("type") != "checkbox" or "checked" in given:
            fixed.append((name, value))

    def submitted(self) -> Iterator[str]:
        """The address that each form leads to, once for every choice."""
        for action, fixed, choices in self.forms:
            if not action:
                continue
            for choice in choices or [None]:
                fields = [*fixed, *([choice] if choice else [])]
                yield f"{urldefrag(action).url}?{urlencode(fields)}"
