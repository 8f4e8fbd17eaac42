"""A test client that refuses a bad page: what it finds says where, and what to do about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from markupever import HtmlOptions, Parser
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from careers_site.platform.web.security import (
    CONTENT_SECURITY_POLICY,
    EMBEDDED,
    PREVIEW,
    SHOWS_PREVIEWS,
)

# The headers of security.py, written out here so that a change of one is noticed.
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
CODE = ("{{", "}}", "{%", "{#", "[^", "<careers_site", "<flask", "<function", "<bound method")
CODE += ("Decimal(", "datetime.date(")
LEFT_OVER = re.compile("|".join([r"\bundefined\b", r"Undefined\b", *map(re.escape, CODE)]))
REFUSED = re.compile(r"\b(in)?eligible\b", re.IGNORECASE)
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "list")
VERBATIM = {"textarea", "code", "pre", "del", "ins"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}

# Characters that neither a page nor XML may have.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NAMESPACE = re.compile(r' :?xmlns="[^"]*"')
OPENING = re.compile(r'<\w+(?: [^\s="]+="[^"]*")+>')

Problems = Iterator[str]


class BadPageError(AssertionError):
    """A page that the site must not send."""


class CheckingClient(FlaskClient):
    """Opens pages like any client, and raises BadPageError for a page that is not good enough."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        request = response.request
        problems = list(header_problems(response))
        is_page = response.mimetype == "text/html" and request.method != "HEAD"
        # The body of a redirect is Werkzeug's, and nobody sees it.
        if is_page and not 300 <= response.status_code < 400:
            problems += page_problems(
                response.get_data(as_text=True), typed_by_reader(request, kwargs.get("data"))
            )
        if problems:
            where = f"{request.method} {request.full_path.rstrip('?')} ({response.status_code})"
            raise BadPageError("\n  - ".join([where, *problems]))
        return response


def header_problems(response: TestResponse) -> Problems:
    """What is wrong with the headers of any response."""
    headers, request = response.headers, response.request
    # Files are answered before Flask; nothing more than what they are needs to be said.
    is_file = request.path.startswith("/static/")
    expected = {"X-Content-Type-Options": "nosniff"} if is_file else dict(HEADERS)
    is_editors = re.match(r"/(editor|sign-in|sign-out)(/|$)", request.path)
    if request.path.startswith("/editor/"):
        framed = headers.get("Content-Security-Policy") == PREVIEW and "/preview" in request.path
        expected["Content-Security-Policy"] = PREVIEW if framed else SHOWS_PREVIEWS
    if request.path == "/embed" and response.status_code == 200:
        expected["Content-Security-Policy"] = EMBEDDED
    if (request.query_string or is_editors) and not is_file:
        # The address may hold somebody's answers.
        expected |= {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    for name, value in expected.items():
        if headers.get(name) != value:
            found = headers.get(name)
            yield f"{name} is {found!r}: careers_site.platform.web.security sets it to {value!r}"
    if "Cache-Control" not in headers:
        yield "no Cache-Control: careers_site.platform.web.security sets one on every response"
    if "Set-Cookie" in headers and not is_editors:
        yield f"sets a cookie ({headers['Set-Cookie'][:40]}): public pages set none"


@dataclass(frozen=True)
class Page:
    """A parsed page: its elements in order, and what the parser would not take."""

    tree: Element
    errors: list[tuple[int, str]]
    html: str

    @cached_property
    def decoded(self) -> str:
        """The source without references: quick to search for what hardly any page has."""
        return unescape(self.html)

    @cached_property
    def elements(self) -> list[Element]:
        return [element for element in self.tree.iter() if isinstance(element.tag, str)]

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(e.attrib["id"] for e in self.elements if "id" in e.attrib)

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.elements for child in parent}

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def above(self, element: Element) -> Iterator[Element]:
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent


def _escaped(tag: re.Match[str]) -> str:
    """Values as XML has them: as HTML they may hold "<" and lines."""
    return "<" + tag[0][1:].replace("<", "&lt;").replace("\n", "&#10;")


def parsed(html: str) -> Parser:
    parser = Parser(HtmlOptions(exact_errors=True))
    parser.process(html)
    return parser.finish()


def _line_of(error: str, html: str) -> int:
    """The first line with which a page has the error; of a tag never closed, where it opens."""
    lines = html.split("\n")
    numbers = range(1, len(lines) + 1)
    return next(n for n in numbers if error in parsed("\n".join(lines[:n])).errors())


@lru_cache(maxsize=8)
def read_page(html: str) -> Page:
    """The page as a browser reads it. A test may ask for what the client has just checked."""
    parser = parsed(html)
    errors = [(_line_of(error, html), error) for error in parser.errors()]
    # The tree of the library is slow to walk: Python's own is made of it, by way of XML.
    xml = NAMESPACE.sub("", parser.into_dom().serialize(is_html=False))
    xml = OPENING.sub(_escaped, FORBIDDEN.sub("\ufffd", xml))
    return Page(ElementTree.fromstring(xml), errors, html)


def typed_by_reader(request: Request, data: object) -> frozenset[str]:
    """What looks like template code in the address or the form: a page may show it back."""
    typed = [request.path, *request.args.keys(), *request.args.values()]
    if isinstance(data, Mapping):
        typed += [str(part) for pair in data.items() for part in pair]
    return frozenset(found for text in typed for found in LEFT_OVER.findall(text))


def page_problems(html: str, typed: frozenset[str] = frozenset()) -> list[str]:
    """Everything that is wrong with a page, each with what to do about it.

    `typed` is what looks like left-over code and was typed by the reader.
    """
    page = read_page(html)
    return [problem for check in CHECKS for problem in check(page)] + [*left_over(page, typed)]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def shown(element: Element) -> str:
    """An element as a message names it: its tag and what tells it from others."""
    named = [f'{k}="{element.attrib[k]}"' for k in ("id", "name", "href") if k in element.attrib]
    return f"<{' '.join([str(element.tag), *named])}>"


def valid(page: Page) -> Problems:
    for number, error in page.errors:
        source = page.html.split("\n")[number - 1]
        yield f"invalid HTML, line {number}: {error}: {source.strip()[:90]}"
    for found in FORBIDDEN.finditer(page.html):
        yield f"a character that no page may have: {found[0]!r}"


def whole(page: Page) -> Problems:
    if not page.tree.attrib.get("lang"):
        yield 'no language: write <html lang="en-GB">'
    mains = len(page.all("main"))
    if mains != 1:
        yield f"{mains} main elements: extend base.html, which has the one"


def titled(page: Page) -> Problems:
    headings = [words(h1) for h1 in page.all("h1")]
    if len(headings) != 1:
        yield f"{len(headings)} h1 headings {headings}: a page has exactly one"
        return
    title = next(map(words, page.all("title")), "").removeprefix("Error: ")
    if not headings[0] or not title.startswith(headings[0]):
        yield f'the title "{title}" does not begin with the h1 "{headings[0]}": make them agree'


def stepwise(page: Page) -> Problems:
    level = 1
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        found = int(str(heading.tag)[1])
        if found > level + 1:
            yield f'h{found} "{words(heading)}" follows h{level}: use h{level + 1}'
        level = found


def labelled(page: Page) -> Problems:
    named = {label.attrib["for"] for label in page.all("label") if label.attrib.get("for")}
    for control in page.all("input", "select", "textarea"):
        if control.attrib.get("type") in UNLABELLED:
            continue
        inside = any(parent.tag == "label" for parent in page.above(control))
        own = control.attrib.get("aria-label") or control.attrib.get("aria-labelledby")
        if not (inside or own or control.attrib.get("id") in named):
            yield f'{shown(control)} has no label: give it one with for="its id"'
    for thing in page.all("button", "a", "label", "legend"):
        if not words(thing) and not thing.attrib.get("aria-label"):
            yield f"{shown(thing)} has no words: say what it does"


def unique(page: Page) -> Problems:
    for name, count in page.ids.items():
        if count > 1:
            yield f'id "{name}" stands {count} times: make each its own'


def pointing(page: Page) -> Problems:
    for element in page.elements:
        wanted = [name for key in POINTERS for name in element.attrib.get(key, "").split()]
        href = element.attrib.get("href", "")
        wanted += [href[1:]] if href.startswith("#") else []
        for name in wanted:
            if name not in page.ids:
                yield f'{shown(element)} points to "{name}": no element has that id'


def no_code(page: Page) -> Problems:
    for element in page.elements:
        is_data = element.attrib.get("type") == "application/ld+json"
        if element.tag == "script" and "src" not in element.attrib and not is_data:
            yield f"inline script “{words(element)[:40]}”: the policy stops it; move it to site.js"
        if element.tag == "style" or "style" in element.attrib:
            yield f"style in {shown(element)}: the policy stops it; move it to the style sheet"
        for key, value in element.attrib.items():
            if str(key).startswith("on"):
                yield f"{key} on {shown(element)}: the policy stops it; move it to site.js"
            if re.match(r"\s*(javascript|vbscript|data):", value, re.IGNORECASE):
                yield f"{key}={value[:40]!r} on {shown(element)}: use an address of this site"


def own_resources(page: Page) -> Problems:
    for element in page.all("script", "link", "img", "image", "iframe", "source", "video", "audio"):
        if element.attrib.get("rel") == "canonical":
            continue
        for key in ("src", "href", "srcset", "data", "poster"):
            value = element.attrib.get(key)
            if value is not None and not re.match(r"/(?!/)", value):
                yield f'{element.tag} from "{value[:60]}": serve it from /static/build/'


def is_source(element: Element) -> bool:
    """Whether an element shows a text as its editors write it, with its marks."""
    is_mark = element.tag == "option" and element.attrib.get("value", "").startswith("[")
    return is_mark or element.tag in VERBATIM or "pe-diff__text" in element.attrib.get("class", "")


def texts_of(element: Element) -> list[str]:
    """The texts that stand in an element itself, and its attributes."""
    texts = [element.text or "", *(child.tail or "" for child in element)]
    return [*texts, *element.attrib.values()]


def left_over(page: Page, typed: frozenset[str]) -> Problems:
    """Code of templates and of Python that stands in the page, but for what the reader typed."""
    # One look for each is many times as quick as one for all.
    if not any(one in page.decoded for one in (*CODE, "ndefined")):
        return
    for element in page.elements:
        for text in [] if is_source(element) else texts_of(element):
            for found in LEFT_OVER.finditer(text):
                if found.group() not in typed:
                    place = " ".join(text[max(0, found.start() - 30) : found.end() + 30].split())
                    yield f'left over in the text: "{place}": render the value, not its code'


def finished(page: Page) -> Problems:
    if "eligible" not in page.decoded.lower():
        return
    for element in page.elements:
        for text in texts_of(element):
            if REFUSED.search(text):
                yield f'says "eligible" in "{text.strip()[:60]}": use the result words'


CHECKS: tuple[Callable[[Page], Problems], ...] = (
    valid,
    whole,
    titled,
    stepwise,
    labelled,
    unique,
    pointing,
    no_code,
    own_resources,
    finished,
)
