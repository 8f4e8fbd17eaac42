"""Documents as somebody might spoil them: values that are swapped, gone, extreme or strange."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import tomlkit
from hypothesis import strategies as st

from tests.content.conftest import SHIPPED

Place = tuple[str | int, ...]
READ = (
    *("title", "summary", "label", "short", "question", "hint", "asks", "has", "has_none", "words"),
    *("months_note", "pounds_note", "note", "story", "advice", "publisher", "dated", 0, 1, 2),
)
WORDS = (
    *("", " ", "x", "{", "}", "{level}", "{0}", "{{ 7 * 7 }}", "%s", "$", "*", "\\", "|", "`", "^"),
    *("<script>alert(1)</script>", "</script><script>", '"><img src=x onerror=alert(1)>', "]]>"),
    *("javascript:alert(1)", "https://x.example/\"onclick='a'", "http://[", "https://%00", "//x"),
    *("=1+1", "'", "&amp;", "&#60;b&#62;", "[a](b)", "[^x]", "![a](/b)", "## h", "\N{BOM}"),
    *(
        "\u202eabc",
        "a\u0301" * 20,
        "\U0001f600",
        "\u00a0",
        "\u2028",
        "ſ",
        "İ",
        "\N{NULL}",
        "W" * 400,
    ),
    *("none", "unsure", "any", "age", "0", "-1", "+1", "1" * 400, "2026-02-30", "new", "goal"),
    *(
        "a\nb",
        "a\r\nb",
        "..",
        "../../etc/passwd",
        "editor",
        "quiz",
        "certificates",
        "check-answers",
    ),
)
OTHERS: tuple[Any, ...] = (
    *(0, 1, -1, 13, 120, 2**31, 2**63, 10**30, 1.5, float("nan"), float("inf"), True, False),
    *(date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29), [], {}, [""], [[]], [{}], {"a": {}}),
)
LINES = (
    *(
        "# One",
        "## Two",
        "### Three",
        "#### Four",
        "## ",
        "##",
        "## Two {#x}",
        "[^core]",
        "[^x]: y",
    ),
    *(
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](http://[)",
        "| a | b |",
        "|-|-|",
    ),
    *(
        "> > > > q",
        "- a",
        "    code",
        "***",
        "* * *",
        "[a]: <x>",
        "&lt;b&gt;",
        "**a",
        "<!-- x",
        "`",
    ),
    *(
        '[a](/x "t\\"onclick=a")',
        "+++",
        "W" * 5_000,
        "## " + "W" * 5_000,
        "\u202e## Two",
        "***a** b*",
    ),
)


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, str]:
    """The shipped documents with one to three things wrong or odd."""
    texts = dict(SHIPPED)
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        path = draw(st.sampled_from(sorted(texts)))
        texts[path] = draw(_spoiled(path, texts[path]))
    return texts


def _spoiled(path: str, text: str) -> st.SearchStrategy[str]:
    if path.endswith(".csv"):
        return st.one_of(_rows(text), _lines(text))
    if path.endswith(".toml"):
        return _tables(text)
    return st.one_of(_front(text), _lines(text))


@st.composite
def _rows(draw: st.DrawFn, text: str) -> str:
    """A table with a cell or a row changed."""
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or not rows[0]:
        return text
    at = draw(st.integers(1, max(1, len(rows) - 1)))
    row = (rows[at] if at < len(rows) else None) or [""] * len(rows[0])
    row = list(row)
    column = draw(st.integers(0, len(row) - 1))
    others = [other[column] for other in rows[1:] if column < len(other)]
    row[column] = draw(st.sampled_from(WORDS) | st.sampled_from(others or [""]))
    rows[at : at + draw(st.sampled_from((1, 1, 1, 0)))] = [row]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


@st.composite
def _lines(draw: st.DrawFn, text: str) -> str:
    """A line put in, taken out, or moved."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    if draw(st.booleans()):
        lines.insert(at, draw(st.sampled_from(LINES)))
    else:
        gone = lines.pop(at)
        if draw(st.booleans()):
            lines.insert(draw(st.integers(0, len(lines))), gone)
    return "\n".join(lines)


@st.composite
def _front(draw: st.DrawFn, text: str) -> str:
    parts = text.split("+++\n", 2)
    if len(parts) < 3:
        return text
    matter, body = parts[1:]
    return f"+++\n{draw(_tables(matter))}+++\n{body}"


@st.composite
def _tables(draw: st.DrawFn, text: str) -> str:
    """A value gone, of another kind, or one that stands elsewhere in the file."""
    try:
        document: Any = tomlkit.parse(text).unwrap()
    except ValueError:
        return text
    places = list(_places(document, ()))
    if not places:
        return text
    # Half of the time words that readers see: those are seldom refused.
    seen = [one for one in places if " " in str(_at(document, one)) and one[-1] in READ]
    place = draw(st.sampled_from(places) | st.sampled_from(seen or places))
    draw(_spoil(document, place, [_at(document, one) for one in places]))
    return str(tomlkit.dumps(document))


@st.composite
def _spoil(draw: st.DrawFn, document: Any, place: Place, values: list[Any]) -> None:
    """Change what stands at a place of the document."""
    inside = _at(document, place[:-1])
    kind = draw(st.sampled_from(("gone", "word", "other", "elsewhere", "twice", "renamed")))
    if kind == "gone":
        del inside[place[-1]]
    elif kind == "word":
        inside[place[-1]] = draw(st.sampled_from(WORDS))
    elif kind == "other":
        inside[place[-1]] = deepcopy(draw(st.sampled_from(OTHERS)))
    elif kind == "elsewhere":
        inside[place[-1]] = deepcopy(draw(st.sampled_from(values)))
    elif isinstance(inside, list):
        inside.append(deepcopy(inside[int(place[-1])]))
    else:
        inside[draw(st.sampled_from([w for w in WORDS if w.isprintable()]))] = inside.pop(place[-1])


def _places(value: Any, place: Place) -> Iterator[Place]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield (*place, key)
        if isinstance(inner, dict | list):
            yield from _places(inner, (*place, key))


def _at(value: Any, place: Place) -> Any:
    for part in place:
        value = value[part]
    return value
