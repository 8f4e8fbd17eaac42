"""How the values of a query string are read: strictly, naming what is unknown."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from werkzeug.datastructures import MultiDict

from careers_site import answers as quiz_answers
from careers_site.courses.finder.threshold_filters import StartFrom, UpTo
from careers_site.courses.finder.value_filter import USUAL_WITHIN, WITHIN, ValueFilter
from careers_site.eligibility.rules import Rules
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.errors import BadQueryError, refuse_unknown

Query = MultiDict[str, str]

LONGEST_WORDS = 200
# What people type; everything else is chosen from a list or is a number.
WORDS = ("q", "near")
# Of a long list of what is allowed, the nearest are named.
MOST_NAMED = 30
MOST_IDS = 50
LAST_PAGE = 999_999


def single(query: Query, key: str) -> str:
    """The one value of a key in one line, "" where it is not given. Raises BadQueryError."""
    given = query.getlist(key)
    if len(given) > 1:
        raise BadQueryError(f'"{key}" is given {len(given)} times; give it once.')
    text = one_line(given[0]) if given else ""
    if key not in WORDS and given and given[0] and not text:
        raise BadQueryError(f'"{key}" has nothing in it that we can read.')
    if len(text) > LONGEST_WORDS:
        raise BadQueryError(f'"{key}" is longer than {LONGEST_WORDS} characters.')
    return text


def one_of(query: Query, key: str, allowed: Collection[str]) -> str:
    text = single(query, key)
    if text and text not in allowed:
        raise refuse_unknown(key, text, list(allowed))
    return text


def within(query: Query) -> int:
    """The distance in miles. Raises BadQueryError for one that cannot be chosen."""
    text = one_of(query, "within", [str(distance) for distance in WITHIN])
    return int(text) if text else USUAL_WITHIN


def page(query: Query) -> int:
    """The number of the page, from 1. Raises BadQueryError."""
    text = single(query, "page")
    number = whole_number(text or "1", 1, LAST_PAGE)
    if number is None:
        raise BadQueryError(f'"page" is a whole number from 1, not "{text}".')
    return number


def values(query: Query, kind: ValueFilter) -> tuple[str, ...]:
    """The values ticked in a filter, in its order. Raises BadQueryError for an unknown one."""
    given = {one_line(value) for value in query.getlist(kind.key) if value}
    if not given:
        return ()
    try:
        return kind.read(given)
    except KeyError as error:
        value, allowed = error.args[0], kind.allowed()
        if len(allowed) > MOST_NAMED:
            near = process.extract(value, allowed, limit=MOST_NAMED)
            allowed = [found[0] for found in near]
        raise refuse_unknown(kind.key, value, allowed) from None


def limit(query: Query, kind: type[StartFrom] | type[UpTo]) -> str:
    """The value of a threshold filter, "" where it is not given. Raises BadQueryError."""
    text = single(query, kind.key)
    if not text:
        return ""
    try:
        return kind.read(text).value
    except ValueError as error:
        raise BadQueryError(f'"{kind.key}" {error}, not "{text}".', kind.allowed()) from None


def ids(query: Query, key: str) -> tuple[int, ...]:
    """Numbers of courses, each once, in the order in which they are given."""
    found: dict[int, None] = {}
    for text in filter(None, map(one_line, query.getlist(key))):
        number = whole_number(text, 1)
        if number is None:
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            raise BadQueryError(f'"{key}" is the number of a course, not "{shown}".')
        found[number] = None
    if len(found) > MOST_IDS:
        raise BadQueryError(f'"{key}" names {len(found)} courses; at most {MOST_IDS}.')
    return tuple(found)


def answers(
    query: Query, rules: Rules, about_reader: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """What the reader answered in the quiz, as the quiz itself reads it."""
    given = MultiDict((k, v) for k, v in query.items(multi=True) if k in about_reader)
    return tuple(quiz_answers.read(given, rules).items()) if given else ()
